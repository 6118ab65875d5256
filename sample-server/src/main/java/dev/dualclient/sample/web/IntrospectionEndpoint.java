package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.StandardIntrospectionResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The introspection endpoint (RFC 7662). Only resource servers get here. */
@RestController
final class IntrospectionEndpoint {

    private final AuthleteApi authlete;

    IntrospectionEndpoint(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @PostMapping(path = "/api/introspection", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> introspect(HttpServletRequest request) throws IOException {
        StandardIntrospectionResponse answer = authlete.standardIntrospection(
                new StandardIntrospectionRequest().setParameters(RawParameters.ofBody(request)));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.json(HttpStatus.OK, content);
            case JWT -> Replies.typed(HttpStatus.OK, Replies.INTROSPECTION_JWT, content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
