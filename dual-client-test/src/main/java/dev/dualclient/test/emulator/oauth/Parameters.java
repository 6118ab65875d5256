package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form-encoded parameters of a client's request, each of which may be given once (RFC 6749 section 3.1). */
final class Parameters {

    /** Under this name stand the claims of the request object that the parameters come from, as JSON. */
    static final String PAYLOAD = "\0request object payload";

    private static final Set<String> REPEATABLE = Set.of("resource", "audience");

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads the parameters of a call.
     *
     * @param module the beginning of the result codes for parameters that are missing
     */
    static Parameters of(Call call, String module) {
        if (!call.body().has("parameters")) {
            throw new Refusal(Answer.action(
                    "INTERNAL_SERVER_ERROR",
                    module + "201",
                    "The request from the service does not contain 'parameters' parameter."));
        }
        String form = call.body().text("parameters", "");
        Map<String, List<String>> values = call.parameters(form);
        if (values.isEmpty()) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    OAuth2Error.INVALID_REQUEST,
                    module + "301",
                    "The request does not contain any request parameters.");
        }
        if (call.refusesRepeats() && repeats(form)) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    OAuth2Error.INVALID_REQUEST,
                    "A250301",
                    "A request parameter is included in the request more than once.");
        }
        return new Parameters(values).without(PAYLOAD);
    }

    /** Looks at the text itself: parsing makes one of equal values. */
    private static boolean repeats(String form) {
        Set<String> seen = new HashSet<>();
        return Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2)[0])
                .filter(name -> !name.isEmpty() && !REPEATABLE.contains(name))
                .anyMatch(name -> !seen.add(name));
    }

    /** Returns parameters that were read before. */
    static Parameters of(Map<String, List<String>> values) {
        return new Parameters(values);
    }

    /** Returns the parameters that stand in a JWT: what is no text is taken as JSON (RFC 9101 section 4). */
    static Parameters of(JWTClaimsSet claims) {
        return new Parameters(Map.of()).overriddenBy(claims);
    }

    /** Returns these parameters with those of a JWT in place of their own. */
    Parameters overriddenBy(JWTClaimsSet claims) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        claims.getClaims().forEach((name, value) -> {
            if (!JWTClaimsSet.getRegisteredNames().contains(name)) {
                boolean many = REPEATABLE.contains(name) && value instanceof List<?>;
                changed.put(
                        name,
                        many ? ((List<?>) value).stream().map(String::valueOf).toList() : List.of(text(value)));
            }
        });
        return new Parameters(changed);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : Document.MAPPER.writeValueAsString(value);
    }

    /** Returns these parameters with another value of one. */
    Parameters with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return new Parameters(changed);
    }

    /** Returns these parameters without one. */
    Parameters without(String name) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.remove(name);
        return new Parameters(changed);
    }

    /** Returns all parameters. */
    Map<String, List<String>> values() {
        return Map.copyOf(values);
    }

    /** Returns all values of a parameter that may be repeated, each once. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .distinct()
                .toList();
    }

    /** Returns the value of a parameter, {@code null} if it is missing or empty. */
    @Nullable
    String get(String name) {
        String value = MultivaluedMapUtils.getFirstValue(values, name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Returns whether a parameter is there, empty or not. */
    boolean has(String name) {
        return values.containsKey(name);
    }
}
