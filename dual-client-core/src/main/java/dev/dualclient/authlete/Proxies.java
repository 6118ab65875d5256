package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.Settings;
import dev.dualclient.CallResult;
import dev.dualclient.DualClient;
import dev.dualclient.backend.ApiCall;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the values of {@link DualAuthleteApi}. */
final class Proxies {

    private Proxies() {}

    /**
     * Returns a proxy.
     *
     * @param type {@link DualAuthleteApi} or an extension of it
     * @param client the engine that belongs to the proxy
     * @param engine executes API calls
     */
    static <T extends DualAuthleteApi> T create(
            Class<T> type, DualClient client, Function<ApiCall, CallResult> engine) {
        Settings settings = new Settings();
        Map<String, Dispatcher.Handler> local = Map.of(
                "getSettings", (proxy, arguments) -> settings,
                "dualClient", (proxy, arguments) -> client,
                "installAsDefault", (proxy, arguments) -> run(() -> DefaultApi.install((AuthleteApi) proxy)),
                "close", (proxy, arguments) -> run(client::close));
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new Dispatcher(type, engine, local)));
    }

    private static @Nullable Object run(Runnable action) {
        action.run();
        return null;
    }
}
