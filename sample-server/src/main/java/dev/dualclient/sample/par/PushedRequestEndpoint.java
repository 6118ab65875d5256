package dev.dualclient.sample.par;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.PushedAuthReqRequest;
import com.authlete.common.dto.PushedAuthReqResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.ClientCertificate;
import dev.dualclient.sample.web.ClientCredentials;
import dev.dualclient.sample.web.DpopProof;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import dev.dualclient.sample.web.RequestParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pushed authorization request endpoint (RFC 9126 section 2). */
@RestController
final class PushedRequestEndpoint {

    private final AuthleteApi authlete;

    PushedRequestEndpoint(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @PostMapping(path = "/api/par", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> push(HttpServletRequest request) throws IOException {
        ClientCredentials client = ClientCredentials.of(request);
        String parameters = RawParameters.ofBody(request);
        RequestParameters.checkSizes(parameters);
        PushedAuthReqResponse answer = authlete.pushAuthorizationRequest(new PushedAuthReqRequest()
                .setParameters(RequestParameters.withReadableMaxAge(parameters))
                .setClientId(client.id())
                .setClientSecret(client.secret())
                .setClientCertificate(ClientCertificate.of(request))
                .setDpop(DpopProof.of(request)));
        String content = answer.getResponseContent();
        ResponseEntity<String> reply = switch (Actions.known(answer.getAction())) {
            case CREATED -> Replies.json(HttpStatus.CREATED, content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case UNAUTHORIZED -> Replies.unauthenticated(content);
            case FORBIDDEN -> Replies.json(HttpStatus.FORBIDDEN, content);
            case PAYLOAD_TOO_LARGE -> Replies.json(HttpStatus.CONTENT_TOO_LARGE, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
        return DpopProof.withNonce(reply, answer.getDpopNonce());
    }
}
