package dev.dualclient.sample.grant;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.GMRequest;
import com.authlete.common.dto.GMResponse;
import com.authlete.common.types.GMAction;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.DpopProof;
import dev.dualclient.sample.web.PresentedToken;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The grant management endpoint (Grant Management for OAuth 2.0 section 6). */
@RestController
final class GrantManagementEndpoint {

    private final AuthleteApi authlete;

    GrantManagementEndpoint(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @GetMapping("/api/gm/{grantId}")
    ResponseEntity<String> query(@PathVariable String grantId, HttpServletRequest request) {
        return manage(GMAction.QUERY, grantId, PresentedToken.of(request));
    }

    @DeleteMapping("/api/gm/{grantId}")
    ResponseEntity<String> revoke(@PathVariable String grantId, HttpServletRequest request) {
        return manage(GMAction.REVOKE, grantId, PresentedToken.of(request));
    }

    private ResponseEntity<String> manage(GMAction action, String grantId, PresentedToken token) {
        if (token.value() == null) {
            return Replies.challenge(HttpStatus.UNAUTHORIZED, null);
        }
        GMResponse answer = authlete.gm(new GMRequest()
                .setGmAction(action)
                .setGrantId(grantId)
                .setAccessToken(token.value())
                .setClientCertificate(token.certificate())
                .setDpop(token.proof())
                .setHtm(token.method())
                .setHtu(token.url()));
        return DpopProof.withNonce(reply(answer), answer.getDpopNonce());
    }

    private static ResponseEntity<String> reply(GMResponse answer) {
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.json(HttpStatus.OK, content);
            case NO_CONTENT -> Replies.empty(HttpStatus.NO_CONTENT);
            case UNAUTHORIZED -> Replies.challenge(HttpStatus.UNAUTHORIZED, content);
            case FORBIDDEN -> Replies.challenge(HttpStatus.FORBIDDEN, content);
            case NOT_FOUND -> Replies.challenge(HttpStatus.NOT_FOUND, content);
            case CALLER_ERROR, AUTHLETE_ERROR -> Replies.challenge(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
