package dev.dualclient.sample.ciba;

import com.authlete.common.dto.BackchannelAuthenticationFailRequest.Reason;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import dev.dualclient.sample.user.Users;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user whom a request hints at, or why there is none.
 *
 * @param subject the user, {@code null} if the request has to be refused
 * @param refusal why, {@code null} if there is a user
 */
record HintedUser(@Nullable String subject, @Nullable Reason refusal) {

    /** What fits on a small screen, in plain characters (CIBA Core section 7.1, {@code binding_message}). */
    private static final Pattern BINDING_MESSAGE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,64}");

    /** Returns the user of a request that Authlete found valid. */
    static HintedUser of(BackchannelAuthenticationResponse asked, Users users) {
        String subject = subject(asked);
        if (subject == null || !users.has(subject)) {
            return new HintedUser(null, Reason.UNKNOWN_USER_ID);
        }
        String code = asked.getUserCode();
        if (asked.isUserCodeRequired() && (code == null || !users.hasCode(subject, code))) {
            return new HintedUser(null, code == null ? Reason.MISSING_USER_CODE : Reason.INVALID_USER_CODE);
        }
        String message = asked.getBindingMessage();
        if (message != null && !BINDING_MESSAGE.matcher(message).matches()) {
            return new HintedUser(null, Reason.INVALID_BINDING_MESSAGE);
        }
        return new HintedUser(subject, null);
    }

    /** A {@code login_hint_token} has no format that this server has agreed on with anybody. */
    private static @Nullable String subject(BackchannelAuthenticationResponse asked) {
        if (asked.getHintType() == null) {
            return null;
        }
        return switch (asked.getHintType()) {
            case LOGIN_HINT -> asked.getHint();
            case ID_TOKEN_HINT -> asked.getSub();
            case LOGIN_HINT_TOKEN -> null;
        };
    }
}
