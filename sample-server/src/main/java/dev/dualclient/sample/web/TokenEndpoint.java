package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenFailRequest;
import com.authlete.common.dto.TokenFailResponse;
import com.authlete.common.dto.TokenIssueRequest;
import com.authlete.common.dto.TokenIssueResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The token endpoint (RFC 6749 section 3.2). */
@RestController
final class TokenEndpoint {

    private static final String UNSUPPORTED =
            "{\"error\":\"unsupported_grant_type\",\"error_description\":\"This server does not offer that grant type.\"}";

    private final AuthleteApi authlete;
    private final AuthenticationManager passwords;

    TokenEndpoint(AuthleteApi authlete, AuthenticationManager passwords) {
        this.authlete = authlete;
        this.passwords = passwords;
    }

    @PostMapping(path = "/api/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> token(HttpServletRequest request) throws IOException {
        ClientCredentials client = ClientCredentials.of(request);
        TokenResponse answer = authlete.token(new TokenRequest()
                .setParameters(RawParameters.ofBody(request))
                .setClientId(client.id())
                .setClientSecret(client.secret()));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK, ID_TOKEN_REISSUABLE -> Replies.json(HttpStatus.OK, content);
            case PASSWORD -> checkPassword(answer);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INVALID_CLIENT -> Replies.unauthenticated(content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
            case TOKEN_EXCHANGE, JWT_BEARER, NATIVE_SSO -> Replies.json(HttpStatus.BAD_REQUEST, UNSUPPORTED);
        };
    }

    /** The resource owner password credentials grant (RFC 6749 section 4.3): we check the password, once. */
    private ResponseEntity<String> checkPassword(TokenResponse asked) {
        Authentication user;
        try {
            user = passwords.authenticate(
                    UsernamePasswordAuthenticationToken.unauthenticated(asked.getUsername(), asked.getPassword()));
        } catch (AuthenticationException wrong) {
            return refuse(asked.getTicket());
        }
        return issue(asked.getTicket(), user.getName());
    }

    private ResponseEntity<String> issue(String ticket, String subject) {
        TokenIssueResponse answer =
                authlete.tokenIssue(new TokenIssueRequest().setTicket(ticket).setSubject(subject));
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.json(HttpStatus.OK, answer.getResponseContent());
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, answer.getResponseContent());
        };
    }

    private ResponseEntity<String> refuse(String ticket) {
        TokenFailResponse answer = authlete.tokenFail(new TokenFailRequest()
                .setTicket(ticket)
                .setReason(TokenFailRequest.Reason.INVALID_RESOURCE_OWNER_CREDENTIALS));
        return switch (Actions.known(answer.getAction())) {
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, answer.getResponseContent());
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, answer.getResponseContent());
        };
    }
}
