package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.CallResult;
import dev.dualclient.backend.ApiCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the methods of a proxy: {@code Object}'s own, those of the {@link Signatures}, and those that the caller gives.
 * How, is found out when a method is first called. Thread-safe.
 */
final class Dispatcher implements InvocationHandler {

    private static final Object[] NONE = {};

    private final Map<Method, Handler> handlers = new ConcurrentHashMap<>();
    private final String name;
    private final Function<ApiCall, CallResult> engine;
    private final Map<String, Handler> local;

    /** Answers a method. */
    interface Handler {
        @Nullable
        Object invoke(Object proxy, @Nullable Object[] arguments) throws Throwable;
    }

    /**
     * Creates a dispatcher.
     *
     * @param type the interface of the proxy
     * @param engine executes API calls
     * @param local further methods by name
     */
    Dispatcher(Class<?> type, Function<ApiCall, CallResult> engine, Map<String, Handler> local) {
        this.name = type.getSimpleName();
        this.engine = engine;
        this.local = local;
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
        Handler own = local.get(method.getName());
        return own == null ? ofAuthlete(method) : own;
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
            return (proxy, arguments) -> Answers.value(engine.apply(signature.call(arguments)), type);
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
