package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import dev.dualclient.test.emulator.call.Answer;
import java.util.Collection;

/** Answers about an access token that may not be used, with the challenge for the client (RFC 6750 section 3). */
final class BearerChallenge {

    private BearerChallenge() {}

    static Answer badRequest(String code, String message) {
        return answer("BAD_REQUEST", BearerTokenError.INVALID_REQUEST, code, message);
    }

    static Answer unauthorized(String code, String message) {
        return answer("UNAUTHORIZED", BearerTokenError.INVALID_TOKEN, code, message);
    }

    static Answer notFound(String code, String message) {
        return answer("NOT_FOUND", BearerTokenError.INVALID_REQUEST, code, message);
    }

    static Answer forbidden(Collection<String> scopes, String code, String message) {
        BearerTokenError error = BearerTokenError.INSUFFICIENT_SCOPE;
        return answer(
                "FORBIDDEN",
                scopes.isEmpty() ? error : error.setScope(new Scope(scopes.toArray(new String[0]))),
                code,
                message);
    }

    private static Answer answer(String action, BearerTokenError error, String code, String message) {
        String words = "[" + code + "] " + message.replace("'", "");
        return Answer.action(action, code, message)
                .with("responseContent", error.setDescription(words).toWWWAuthenticateHeader());
    }
}
