package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.StandardIntrospectionResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The introspection endpoint (RFC 7662), whose answers may be JWTs (RFC 9701). Only resource servers get here. */
@RestController
final class IntrospectionEndpoint {

    private final AuthleteApi authlete;
    private final ResourceServerProperties resourceServer;

    IntrospectionEndpoint(AuthleteApi authlete, ResourceServerProperties resourceServer) {
        this.authlete = authlete;
        this.resourceServer = resourceServer;
    }

    @PostMapping(path = "/api/introspection", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> introspect(HttpServletRequest request) throws IOException {
        StandardIntrospectionRequest asked =
                new StandardIntrospectionRequest().setParameters(RawParameters.ofBody(request));
        if (resourceServer.uri() != null) { // without an audience there is no JWT for it
            asked.setRsUri(resourceServer.uri()).setHttpAcceptHeader(accepted(request));
        }
        StandardIntrospectionResponse answer = authlete.standardIntrospection(asked);
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.json(HttpStatus.OK, content);
            case JWT -> Replies.typed(HttpStatus.OK, Replies.INTROSPECTION_JWT, content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    private static @Nullable String accepted(HttpServletRequest request) {
        List<String> accepted = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        return accepted.isEmpty() ? null : String.join(", ", accepted);
    }
}
