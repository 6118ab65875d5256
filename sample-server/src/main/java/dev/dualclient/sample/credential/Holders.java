package dev.dualclient.sample.credential;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.DpopProof;
import dev.dualclient.sample.web.PresentedToken;
import dev.dualclient.sample.web.Replies;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Finds out about whom a credential is. Introspection alone tells, and checks what the access token is bound to. The
 * credential APIs check the token too, and are asked first: what they do not know is not worth asking for anywhere else.
 */
@Component
final class Holders {

    private final AuthleteApi authlete;

    Holders(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    /**
     * Returns the response to whoever presents a token.
     *
     * @param holder makes it for the user whom the token belongs to
     */
    ResponseEntity<String> reply(PresentedToken token, Function<String, ResponseEntity<String>> holder) {
        IntrospectionResponse answer = authlete.introspection(new IntrospectionRequest()
                .setToken(token.value())
                .setClientCertificate(token.certificate())
                .setDpop(token.proof())
                .setHtm(token.method())
                .setHtu(token.url()));
        return DpopProof.withNonce(reply(answer, holder), answer.getDpopNonce());
    }

    private static ResponseEntity<String> reply(
            IntrospectionResponse answer, Function<String, ResponseEntity<String>> holder) {
        String challenge = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> answer.getSubject() == null ? nobody() : holder.apply(answer.getSubject());
            case BAD_REQUEST -> Replies.challenge(HttpStatus.BAD_REQUEST, challenge);
            case UNAUTHORIZED -> Replies.challenge(HttpStatus.UNAUTHORIZED, challenge);
            case FORBIDDEN -> Replies.challenge(HttpStatus.FORBIDDEN, challenge);
            case INTERNAL_SERVER_ERROR -> Replies.challenge(HttpStatus.INTERNAL_SERVER_ERROR, challenge);
        };
    }

    /** A client that acts for itself has no identity that could be attested. */
    private static ResponseEntity<String> nobody() {
        return Replies.json(
                HttpStatus.BAD_REQUEST,
                "{\"error\":\"credential_request_denied\",\"error_description\":\"The access token is no user's.\"}");
    }
}
