package dev.dualclient.sample.token;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.ClientCertificate;
import dev.dualclient.sample.web.ClientCredentials;
import dev.dualclient.sample.web.DpopProof;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The token endpoint (RFC 6749 section 3.2). */
@RestController
final class TokenEndpoint {

    private final AuthleteApi authlete;
    private final PasswordGrant passwords;
    private final TokenExchange exchange;
    private final JwtBearerGrant assertions;

    TokenEndpoint(AuthleteApi authlete, PasswordGrant passwords, TokenExchange exchange, JwtBearerGrant assertions) {
        this.authlete = authlete;
        this.passwords = passwords;
        this.exchange = exchange;
        this.assertions = assertions;
    }

    @PostMapping(path = "/api/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> token(HttpServletRequest request) throws IOException {
        ClientCredentials client = ClientCredentials.of(request);
        TokenResponse answer = authlete.token(new TokenRequest()
                .setParameters(RawParameters.ofBody(request))
                .setClientId(client.id())
                .setClientSecret(client.secret())
                .setClientCertificate(ClientCertificate.of(request))
                .setDpop(DpopProof.of(request)));
        return DpopProof.withNonce(reply(answer), answer.getDpopNonce());
    }

    private ResponseEntity<String> reply(TokenResponse answer) {
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK, ID_TOKEN_REISSUABLE -> Replies.json(HttpStatus.OK, content);
            case PASSWORD -> passwords.answer(answer);
            case TOKEN_EXCHANGE -> exchange.answer(answer);
            case JWT_BEARER -> assertions.answer(answer);
            case NATIVE_SSO ->
                Replies.error(
                        HttpStatus.BAD_REQUEST,
                        "unsupported_grant_type",
                        "This server does not offer that grant type.");
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INVALID_CLIENT -> Replies.unauthenticated(content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
