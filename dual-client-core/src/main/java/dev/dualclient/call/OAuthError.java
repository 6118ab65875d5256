package dev.dualclient.call;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth error that an answer wants handed to the client (RFC 6749 sections 4.1.2.1 and 5.2): a field of the JSON in
 * {@code responseContent}, or a parameter of the redirection that stands there.
 */
final class OAuthError {

    private static final Map<String, Reason> MEANINGS = Map.of(
            // RFC 8628 section 3.5: only who knows a device code or an auth_req_id can say that it is pending.
            "authorization_pending", Reason.PENDING,
            "slow_down", Reason.PENDING,
            "invalid_client", Reason.CLIENT_NOT_AUTHENTICATED,
            "invalid_grant", Reason.UNKNOWN_CREDENTIAL,
            "invalid_token", Reason.UNKNOWN_CREDENTIAL,
            "invalid_request_uri", Reason.UNKNOWN_CREDENTIAL);

    private static final Pattern CHALLENGE = Pattern.compile("^(?:Bearer|DPoP)\\b.*\\berror=\"([^\"]*)\"");

    private OAuthError() {}

    /** Returns what the error, if there is one, says of a call that was refused. */
    static Reason meaning(ApiResponse answer) {
        String error = of(answer);
        return error == null ? Reason.SAID_NO : MEANINGS.getOrDefault(error, Reason.SAID_NO);
    }

    /** Returns the error, {@code null} if there is none. */
    static @Nullable String of(ApiResponse answer) {
        String content = answer.value("/responseContent");
        if (content == null) {
            return null;
        }
        return "LOCATION".equals(answer.value("/action"))
                ? Form.of(content.replace('?', '&').replace('#', '&')).value("error")
                : Json.text(Json.read(content), "/error");
    }

    /** Returns the error also where a challenge tells it (RFC 6750 section 3), {@code null} if there is none. */
    static @Nullable String told(ApiResponse answer) {
        String error = of(answer);
        String content = answer.value("/responseContent");
        if (error != null || content == null) {
            return error;
        }
        Matcher challenge = CHALLENGE.matcher(content);
        return challenge.find() ? challenge.group(1) : null;
    }
}
