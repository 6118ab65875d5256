package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form-encoded parameters of a client's request, each of which may be given once (RFC 6749 section 3.1). */
final class Parameters {

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
        Map<String, List<String>> values = URLUtils.parseParameters(form);
        if (values.isEmpty()) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    OAuth2Error.INVALID_REQUEST,
                    module + "301",
                    "The request does not contain any request parameters.");
        }
        if (repeats(form)) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    OAuth2Error.INVALID_REQUEST,
                    "A250301",
                    "A request parameter is included in the request more than once.");
        }
        return new Parameters(values);
    }

    /** Looks at the text itself: parsing makes one of equal values. */
    private static boolean repeats(String form) {
        Set<String> seen = new HashSet<>();
        return Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2)[0])
                .filter(name -> !name.isEmpty() && !REPEATABLE.contains(name))
                .anyMatch(name -> !seen.add(name));
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
