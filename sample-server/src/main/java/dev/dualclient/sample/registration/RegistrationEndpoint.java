package dev.dualclient.sample.registration;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.ClientRegistrationRequest;
import com.authlete.common.dto.ClientRegistrationResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.PresentedToken;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The client registration endpoint (RFC 7591), at which {@link RegistrationProperties} say who may register, and the client configuration endpoint
 * (RFC 7592), at which a client proves itself by the registration access token that it was given.
 */
@RestController
final class RegistrationEndpoint {

    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    private final AuthleteApi authlete;
    private final RegistrationProperties properties;

    RegistrationEndpoint(AuthleteApi authlete, RegistrationProperties properties) {
        this.authlete = authlete;
        this.properties = properties;
    }

    @PostMapping(path = "/api/register", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> register(HttpServletRequest request) throws IOException {
        String token = PresentedToken.of(request).value();
        if (!properties.allow(token)) {
            return challenged(Replies.error(
                    HttpStatus.UNAUTHORIZED,
                    "invalid_token",
                    "A client is registered here with the initial access token of the operator."));
        }
        return reply(authlete.dynamicClientRegister(new ClientRegistrationRequest()
                .setJson(RawParameters.ofBody(request))
                .setToken(token)));
    }

    @GetMapping("/api/register/{id}")
    ResponseEntity<String> read(@PathVariable String id, HttpServletRequest request) {
        return reply(authlete.dynamicClientGet(managed(id, request)));
    }

    @PutMapping(path = "/api/register/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> update(@PathVariable String id, HttpServletRequest request) throws IOException {
        return reply(authlete.dynamicClientUpdate(managed(id, request).setJson(RawParameters.ofBody(request))));
    }

    @DeleteMapping("/api/register/{id}")
    ResponseEntity<String> delete(@PathVariable String id, HttpServletRequest request) {
        return reply(authlete.dynamicClientDelete(managed(id, request)));
    }

    private static ClientRegistrationRequest managed(String id, HttpServletRequest request) {
        return new ClientRegistrationRequest()
                .setClientId(id)
                .setToken(PresentedToken.of(request).value());
    }

    private static ResponseEntity<String> reply(ClientRegistrationResponse answer) {
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case CREATED -> Replies.json(HttpStatus.CREATED, content);
            case OK, UPDATED -> Replies.json(HttpStatus.OK, content);
            case DELETED -> Replies.empty(HttpStatus.NO_CONTENT);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case UNAUTHORIZED -> challenged(Replies.json(HttpStatus.UNAUTHORIZED, content));
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    /** The API tells in JSON what RFC 6750 section 3 wants in a challenge. */
    private static ResponseEntity<String> challenged(ResponseEntity<String> refusal) {
        return ResponseEntity.status(refusal.getStatusCode())
                .headers(refusal.getHeaders())
                .header(HttpHeaders.WWW_AUTHENTICATE, INVALID_TOKEN)
                .body(refusal.getBody());
    }
}
