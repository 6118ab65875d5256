package dev.dualclient.spring.dropin;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.web.BasicCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** A small authorization server as they exist, written for one Authlete and its Java library alone. */
abstract class ExistingServer {

    private final AuthleteApi api;

    ExistingServer(AuthleteApi api) {
        this.api = api;
    }

    /** Everybody is john, who agrees. */
    @GetMapping("/authorization")
    ResponseEntity<String> authorize(HttpServletRequest request) {
        AuthorizationResponse response =
                api.authorization(new AuthorizationRequest().setParameters(request.getQueryString()));
        if (response.getAction() != AuthorizationResponse.Action.INTERACTION) {
            return json(400, response.getResponseContent());
        }
        String location = api.authorizationIssue(new AuthorizationIssueRequest()
                        .setTicket(response.getTicket())
                        .setSubject("john"))
                .getResponseContent();
        return ResponseEntity.status(302).location(URI.create(location)).build();
    }

    @PostMapping("/token")
    ResponseEntity<String> token(@RequestBody String form, @RequestHeader("Authorization") String authorization) {
        BasicCredentials client = BasicCredentials.parse(authorization);
        TokenResponse response = api.token(new TokenRequest()
                .setParameters(form)
                .setClientId(client.getUserId())
                .setClientSecret(client.getPassword()));
        return switch (response.getAction()) {
            case OK -> json(200, response.getResponseContent());
            case INVALID_CLIENT -> json(401, response.getResponseContent());
            default -> json(400, response.getResponseContent());
        };
    }

    @PostMapping("/revocation")
    ResponseEntity<String> revoke(@RequestBody String form, @RequestHeader("Authorization") String authorization) {
        BasicCredentials client = BasicCredentials.parse(authorization);
        return switch (api.revocation(new RevocationRequest()
                        .setParameters(form)
                        .setClientId(client.getUserId())
                        .setClientSecret(client.getPassword()))
                .getAction()) {
            case OK -> json(200, "{}");
            default -> json(400, "{}");
        };
    }

    @PostMapping("/introspection")
    ResponseEntity<String> introspect(@RequestBody String form) {
        return json(
                200,
                api.standardIntrospection(new StandardIntrospectionRequest().setParameters(form))
                        .getResponseContent());
    }

    private static ResponseEntity<String> json(int status, String content) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(content);
    }
}
