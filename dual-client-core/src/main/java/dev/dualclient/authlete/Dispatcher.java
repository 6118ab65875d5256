package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.Settings;
import dev.dualclient.DualClient;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Implements the methods of a {@link DualAuthleteApi}: {@code Object}'s, its own, and those of the {@link Signatures}.
 * Creates the handler of a method on its first call. Thread-safe.
 */
final class Dispatcher implements InvocationHandler {

    private static final Object[] NONE = {};

    private final Map<Method, Handler> handlers = new ConcurrentHashMap<>();
    private final String name;
    private final DualClient client;
    private final Function<ApiCall, CallResult> engine;
    private final Settings settings = new Settings();

    /** Answers a method. */
    interface Handler {
        @Nullable
        Object invoke(Object proxy, @Nullable Object[] arguments) throws Throwable;
    }

    private Dispatcher(Class<?> type, DualClient client, Function<ApiCall, CallResult> engine) {
        this.name = type.getSimpleName();
        this.client = client;
        this.engine = engine;
    }

    /**
     * Returns an API.
     *
     * @param type {@link DualAuthleteApi} or an extension of it
     * @param client the client that the API exposes and closes
     * @param engine executes API calls
     */
    static <T extends DualAuthleteApi> T api(Class<T> type, DualClient client, Function<ApiCall, CallResult> engine) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new Dispatcher(type, client, engine)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Handler handler = handlers.get(method);
        if (handler == null) {
            handler = of(method);
            handlers.put(method, handler);
        }
        return handler.invoke(proxy, arguments == null ? NONE : arguments);
    }

    private Handler of(Method method) {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method);
        }
        return switch (method.getName()) {
            case "getSettings" -> (proxy, arguments) -> settings;
            case "dualClient" -> (proxy, arguments) -> client;
            case "installAsDefault" -> (proxy, arguments) -> run(() -> DefaultApi.install((AuthleteApi) proxy));
            case "close" -> (proxy, arguments) -> run(client::close);
            default -> ofAuthlete(method);
        };
    }

    private static @Nullable Object run(Runnable action) {
        action.run();
        return null;
    }

    private Handler ofObject(Method method) {
        return switch (method.getName()) {
            case "equals" -> (proxy, arguments) -> proxy == arguments[0];
            case "hashCode" -> (proxy, arguments) -> System.identityHashCode(proxy);
            case "toString" -> (proxy, arguments) -> name + "@" + Integer.toHexString(System.identityHashCode(proxy));
            default -> throw new IllegalArgumentException(method + " is final and never reaches a proxy");
        };
    }

    private Handler ofAuthlete(Method method) {
        Signature signature = Signatures.of(method);
        if (signature != null) {
            Class<?> type = method.getReturnType();
            return (proxy, arguments) -> ResponseReader.value(engine.apply(signature.call(arguments)), type);
        }
        if (method.isDefault()) {
            return (proxy, arguments) -> InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return (proxy, arguments) -> {
            throw new UnsupportedOperationException(describe(method)
                    + " is not known to this version of Dual Client, which knows AuthleteApi up to"
                    + " authlete-java-common 4.46: use a newer Dual Client");
        };
    }

    private static String describe(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", AuthleteApi.class.getSimpleName() + "." + method.getName() + "(", ")"));
    }
}
