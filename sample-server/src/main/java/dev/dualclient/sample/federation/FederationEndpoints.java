package dev.dualclient.sample.federation;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.FederationConfigurationRequest;
import com.authlete.common.dto.FederationConfigurationResponse;
import com.authlete.common.dto.FederationRegistrationRequest;
import com.authlete.common.dto.FederationRegistrationResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The entity configuration of this server (OpenID Federation 1.0 section 9), and the endpoint at which relying parties
 * register explicitly (section 12.2).
 */
@RestController
final class FederationEndpoints {

    private static final String ENTITY_STATEMENT = "application/entity-statement+jwt";
    private static final String TRUST_CHAIN = "application/trust-chain+json";
    private static final String REGISTRATION = "/api/federation/register";

    private final AuthleteApi authlete;

    FederationEndpoints(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @GetMapping("/.well-known/openid-federation")
    ResponseEntity<String> configuration() {
        FederationConfigurationResponse answer = authlete.federationConfiguration(new FederationConfigurationRequest());
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> statement(content);
            case NOT_FOUND -> Replies.json(HttpStatus.NOT_FOUND, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    @PostMapping(path = REGISTRATION, consumes = ENTITY_STATEMENT)
    ResponseEntity<String> registerByConfiguration(HttpServletRequest request) throws IOException {
        return register(new FederationRegistrationRequest().setEntityConfiguration(RawParameters.ofBody(request)));
    }

    @PostMapping(path = REGISTRATION, consumes = TRUST_CHAIN)
    ResponseEntity<String> registerByTrustChain(HttpServletRequest request) throws IOException {
        return register(new FederationRegistrationRequest().setTrustChain(RawParameters.ofBody(request)));
    }

    private ResponseEntity<String> register(FederationRegistrationRequest request) {
        FederationRegistrationResponse answer = authlete.federationRegistration(request);
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> statement(content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case NOT_FOUND -> Replies.json(HttpStatus.NOT_FOUND, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    private static ResponseEntity<String> statement(String jwt) {
        return Replies.typed(HttpStatus.OK, MediaType.valueOf(ENTITY_STATEMENT), jwt);
    }
}
