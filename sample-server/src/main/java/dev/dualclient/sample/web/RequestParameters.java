package dev.dualclient.sample.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this server itself reads of the form-encoded parameters of an authorization request, before Authlete reads them.
 */
public final class RequestParameters {

    /**
     * Most characters of a parameter that the response repeats. A response that does not fit into a header would come
     * after its code was made, and be lost.
     */
    public static final int LONGEST_REPEATED = 4096;

    private static final Set<String> REPEATED = Set.of("nonce", "redirect_uri", "state");
    private static final String MAX_AGE = "max_age";

    private RequestParameters() {}

    /**
     * Checks the parameters that the response repeats.
     *
     * @throws OversizedParameterException if one has more than {@value #LONGEST_REPEATED} characters
     */
    public static void checkSizes(String parameters) {
        pairs(parameters).forEach(pair -> checkSize(pair.getKey(), pair.getValue()));
    }

    /**
     * Checks those in a request object.
     *
     * @param payload the claims of the request object as JSON, {@code null} where there is none
     * @throws OversizedParameterException if one has more than {@value #LONGEST_REPEATED} characters
     */
    static void checkSizesOf(@Nullable String payload) {
        JsonNode claims = claims(payload);
        REPEATED.forEach(name -> checkSize(name, claims.path(name).asString("")));
    }

    private static void checkSize(String name, String value) {
        if (REPEATED.contains(name) && value.length() > LONGEST_REPEATED) {
            throw new OversizedParameterException(name);
        }
    }

    /**
     * Replaces {@code max_age=0} by {@code max_age=1}. Authlete's {@code maxAge} is 0 both for "no older than 0 s" and
     * for "of any age", so that the first could not be told from the second. {@link #asksForNewLogin} reads 1 as 0.
     */
    public static String withReadableMaxAge(String parameters) {
        return parameters.contains("max")
                ? map(
                        parameters,
                        pair -> decoded(name(pair)).equals(MAX_AGE)
                                        && value(pair).matches("0+")
                                ? MAX_AGE + "=1"
                                : pair)
                : parameters;
    }

    /** Whether a user has to log in anew, however recent the last login is: {@code max_age} is 0, or 1 instead of it. */
    static boolean asksForNewLogin(int maxAge, @Nullable String requestObjectPayload) {
        JsonNode inObject = claims(requestObjectPayload).path(MAX_AGE);
        return maxAge == 1 || maxAge == 0 && inObject.isNumber() && inObject.asInt() == 0;
    }

    private static JsonNode claims(@Nullable String payload) {
        if (payload == null) {
            return JsonMapper.shared().createObjectNode();
        }
        try {
            return JsonMapper.shared().readTree(payload);
        } catch (JacksonException unreadable) { // Authlete has judged the object; what is not JSON names nothing
            return JsonMapper.shared().createObjectNode();
        }
    }

    /** Returns names and values in their order. Names are decoded, values are not. */
    static List<Entry<String, String>> pairs(String parameters) {
        return Stream.of(parameters.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> Map.entry(decoded(name(pair)), value(pair)))
                .toList();
    }

    private static String map(String parameters, UnaryOperator<String> change) {
        return Stream.of(parameters.split("&", -1)).map(change).collect(Collectors.joining("&"));
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }

    private static String value(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : pair.substring(equals + 1);
    }

    /** Malformed text is returned as it is: Authlete refuses it. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** A parameter that the response would have to repeat is too long for a header. */
    public static final class OversizedParameterException extends RuntimeException {

        /** Refuses the parameter of that name. */
        public OversizedParameterException(String name) {
            super("The parameter " + name + " has more than " + LONGEST_REPEATED + " characters.");
        }
    }
}
