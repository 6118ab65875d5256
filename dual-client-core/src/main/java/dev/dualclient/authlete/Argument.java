package dev.dualclient.authlete;

import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientSecretUpdateRequest;
import com.authlete.common.dto.Service;
import com.authlete.common.util.Utils;
import dev.dualclient.call.ApiCall;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The role that an argument of a Java method has on the wire. A {@code null} is written, left out or refused as the
 * vendor's own client does it.
 *
 * @param accepts whether a parameter of that type can have the role
 * @param writer adds the argument's value to a call
 */
record Argument(Predicate<Class<?>> accepts, Writer writer) {

    /** By its name, because older versions of authlete-java-common lack it. */
    private static final String TOKEN_STATUS = "com.authlete.common.types.TokenStatus";

    private static final Set<Class<?>> IDS = Set.of(String.class, long.class);
    private static final Set<Class<?>> CHOICES = Set.of(String.class, boolean.class);
    private static final Set<Class<?>> FIELDS = Set.of(String.class, boolean.class, String[].class);

    /** Adds a value to a call. */
    interface Writer {
        void write(ApiCall.Builder call, @Nullable Object value);
    }

    /** A request object is the JSON body; without one the call has no body. */
    static Argument body() {
        return new Argument(Argument::isRequest, Argument::writeBody);
    }

    /** A client is the JSON body, and its id a path variable. */
    static Argument client() {
        return new Argument(Client.class::equals, (call, value) -> {
            call.path(
                    "clientId", String.valueOf(present((Client) value, "client").getClientId()));
            writeBody(call, value);
        });
    }

    /** A service is the JSON body, and its id a path variable. */
    static Argument service() {
        return new Argument(Service.class::equals, (call, value) -> {
            call.path(
                    "service",
                    String.valueOf(present((Service) value, "service").getApiKey()));
            writeBody(call, value);
        });
    }

    /** The only field of the JSON body. */
    static Argument field(String name) {
        return new Argument(FIELDS::contains, (call, value) -> writeBody(call, Collections.singletonMap(name, value)));
    }

    /** A client secret, checked before anything is sent, is the only field of the JSON body. */
    static Argument clientSecret() {
        return new Argument(
                String.class::equals,
                (call, value) -> writeBody(call, new ClientSecretUpdateRequest().setClientSecret((String) value)));
    }

    /** A path variable; {@code null} is the text "null", which no backend knows. */
    static Argument path(String name) {
        return new Argument(IDS::contains, (call, value) -> call.path(name, String.valueOf(value)));
    }

    /** A query parameter; left out if {@code null}. */
    static Argument query(String name) {
        return new Argument(CHOICES::contains, (call, value) -> {
            if (value != null) {
                call.query(name, value.toString());
            }
        });
    }

    /** A query parameter that bounds a range of a list. */
    static Argument index(String name) {
        return new Argument(int.class::equals, (call, value) -> call.query(name, String.valueOf(value)));
    }

    /** Which tokens to list; required. */
    static Argument tokenStatus() {
        return new Argument(
                type -> type.getName().equals(TOKEN_STATUS),
                (call, value) ->
                        call.query("tokenStatus", present(value, "tokenStatus").toString()));
    }

    /** Every entry of a map is a query parameter; a {@code null} value is empty, an empty name is left out. */
    static Argument queryParameters() {
        return new Argument(Map.class::equals, (call, value) -> {
            if (value != null) {
                ((Map<?, ?>) value).forEach((name, entry) -> {
                    if (name != null && !name.equals("")) {
                        call.query(name.toString(), entry == null ? "" : entry.toString());
                    }
                });
            }
        });
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new NullPointerException(name + " is null");
        }
        return value;
    }

    private static void writeBody(ApiCall.Builder call, @Nullable Object value) {
        if (value != null) {
            call.body(Utils.toJson(value));
        }
    }

    private static boolean isRequest(Class<?> type) {
        Class<?> single = type.isArray() ? type.getComponentType() : type;
        return !single.isPrimitive()
                && !single.isEnum()
                && !single.getName().startsWith("java.")
                && !single.getName().equals(Signature.OPTIONS);
    }
}
