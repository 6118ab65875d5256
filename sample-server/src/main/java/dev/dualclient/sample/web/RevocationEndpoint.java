package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The revocation endpoint (RFC 7009). */
@RestController
final class RevocationEndpoint {

    private final AuthleteApi authlete;

    RevocationEndpoint(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @PostMapping(path = "/api/revocation", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> revoke(HttpServletRequest request) throws IOException {
        ClientCredentials client = ClientCredentials.of(request);
        RevocationResponse answer = authlete.revocation(new RevocationRequest()
                .setParameters(RawParameters.ofBody(request))
                .setClientId(client.id())
                .setClientSecret(client.secret())
                .setClientCertificate(ClientCertificate.of(request)));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.empty(HttpStatus.OK);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INVALID_CLIENT -> Replies.unauthenticated(content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
