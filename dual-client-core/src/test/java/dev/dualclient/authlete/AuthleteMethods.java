package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.Options;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.instancio.Instancio;

/** The methods of {@link AuthleteApi}, and arguments to call them with. */
final class AuthleteMethods {

    static final Map<String, String> OPTIONS = Map.of("X-Request-Id", "4711", "Accept-Language", "de");

    private AuthleteMethods() {}

    /** Every method in a stable order, those that call no API excepted. */
    static Stream<Method> callingAnApi() {
        return Arrays.stream(AuthleteApi.class.getMethods())
                .filter(method -> !method.getName().equals("getSettings"))
                .sorted(Comparator.comparing(AuthleteMethods::name));
    }

    static String name(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Returns arguments with every property filled, the same ones for the same method. */
    static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, name(method).hashCode()))
                .toArray();
    }

    private static Object argument(Class<?> type, long seed) {
        if (type == Options.class) {
            return new Options().setHeaders(OPTIONS);
        }
        if (type == Map.class) {
            return Map.of("greeting", "Grüße & more=?");
        }
        return Instancio.of(type).withSeed(seed).create();
    }

    /** Returns {@code null} wherever the method takes it, and the default of a primitive type elsewhere. */
    static Object[] nulls(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> Array.get(Array.newInstance(type, 1), 0))
                .toArray();
    }

    /** Calls a method, and throws what the method throws. */
    static Object call(AuthleteApi api, Method method, Object... arguments) {
        try {
            return method.invoke(api, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException itself) {
                throw itself;
            }
            throw new AssertionError(thrown.getCause());
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static List<Method> named(String name) {
        return callingAnApi().filter(method -> method.getName().equals(name)).toList();
    }
}
