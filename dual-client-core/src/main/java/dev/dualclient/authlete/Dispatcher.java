package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.CallResult;
import dev.dualclient.backend.ApiCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the methods of a proxy by a table that is built once: {@code Object}'s own, those of the
 * {@link Signatures}, and those that the caller gives.
 */
final class Dispatcher implements InvocationHandler {

    private static final Object[] NONE = {};

    private final Map<Method, Handler> handlers = new HashMap<>();

    /** Answers a method. */
    interface Handler {
        @Nullable
        Object invoke(Object proxy, @Nullable Object[] arguments) throws Throwable;
    }

    /**
     * Creates the table.
     *
     * @param type the interface of the proxy
     * @param engine executes API calls
     * @param local further methods by name
     */
    Dispatcher(Class<?> type, Function<ApiCall, CallResult> engine, Map<String, Handler> local) {
        for (Method method : Object.class.getMethods()) {
            ofObject(method, type.getSimpleName());
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            Handler handler = local.get(method.getName());
            handlers.put(method, handler == null ? ofAuthlete(method, engine) : handler);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Handler handler = handlers.get(method);
        if (handler == null) {
            throw new IllegalStateException("a proxy has no method " + describe(method));
        }
        return handler.invoke(proxy, arguments == null ? NONE : arguments);
    }

    private void ofObject(Method method, String name) {
        switch (method.getName()) {
            case "equals" -> handlers.put(method, (proxy, arguments) -> proxy == arguments[0]);
            case "hashCode" -> handlers.put(method, (proxy, arguments) -> System.identityHashCode(proxy));
            case "toString" ->
                handlers.put(
                        method, (proxy, arguments) -> name + "@" + Integer.toHexString(System.identityHashCode(proxy)));
            default -> {} // final in Object: never reaches a proxy
        }
    }

    private static Handler ofAuthlete(Method method, Function<ApiCall, CallResult> engine) {
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
