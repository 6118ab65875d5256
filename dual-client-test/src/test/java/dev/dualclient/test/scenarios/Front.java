package dev.dualclient.test.scenarios;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.gateway.Gateway;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import tools.jackson.databind.json.JsonMapper;

/** How an authorization server reaches the engine. */
enum Front {

    /** It calls methods of {@link DualAuthleteApi}. */
    FACADE {
        @Override
        DualAuthleteApi of(DualAuthleteApi api) {
            return api;
        }

        @Override
        String explanation(AuthleteApiException failure) {
            return failure.getMessage();
        }
    },

    /** It calls the gateway over HTTP, here with the vendor's own client. */
    GATEWAY {
        @Override
        DualAuthleteApi of(DualAuthleteApi api) {
            Gateway gateway = Gateway.over(api.dualClient());
            AuthleteApi caller = gateway.vendorApi(AuthleteVersion.V3_0);
            return (DualAuthleteApi) Proxy.newProxyInstance(
                    Front.class.getClassLoader(),
                    new Class<?>[] {DualAuthleteApi.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            gateway.close();
                        }
                        boolean remote = method.getDeclaringClass() == AuthleteApi.class;
                        return call(method, remote ? caller : api, arguments);
                    });
        }

        @Override
        String explanation(AuthleteApiException failure) {
            return JsonMapper.shared()
                    .readTree(failure.getResponseBody())
                    .path("resultMessage")
                    .asString()
                    .replaceFirst("^\\[A\\d+] Server Error: ", "");
        }
    };

    /**
     * Returns an API that reaches through this front the engine of another one, which it closes with itself. Every call
     * of a test has to go through it.
     */
    abstract DualAuthleteApi of(DualAuthleteApi api);

    /** Returns an API through this front. */
    DualAuthleteApi build(DualAuthleteApiBuilder builder) {
        return of(builder.build());
    }

    /** Returns what the engine says of a call that it could not answer. */
    abstract String explanation(AuthleteApiException failure);

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
