package dev.dualclient.sample.token;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenFailRequest;
import com.authlete.common.dto.TokenFailResponse;
import com.authlete.common.dto.TokenIssueRequest;
import com.authlete.common.dto.TokenIssueResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.Replies;
import dev.dualclient.sample.web.TooManyAttemptsException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** The resource owner password credentials grant (RFC 6749 section 4.3): we check the password, once. */
@Component
final class PasswordGrant {

    private final AuthleteApi authlete;
    private final AuthenticationManager passwords;

    PasswordGrant(AuthleteApi authlete, AuthenticationManager passwords) {
        this.authlete = authlete;
        this.passwords = passwords;
    }

    /** Answers a request that Authlete found valid but for the password. */
    ResponseEntity<String> answer(TokenResponse asked) {
        Authentication user;
        try {
            user = passwords.authenticate(
                    UsernamePasswordAuthenticationToken.unauthenticated(asked.getUsername(), asked.getPassword()));
        } catch (TooManyAttemptsException tooMany) {
            return later(tooMany);
        } catch (AuthenticationException wrong) {
            return refuse(asked.getTicket());
        }
        return issue(asked.getTicket(), user.getName());
    }

    /** The ticket is left to expire: nothing was found out about the password. */
    private static ResponseEntity<String> later(TooManyAttemptsException tooMany) {
        ResponseEntity<String> refusal = Replies.error(
                HttpStatus.TOO_MANY_REQUESTS,
                "slow_down",
                "There were too many wrong passwords. Please try again later.");
        return ResponseEntity.status(refusal.getStatusCode())
                .headers(refusal.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()))
                .body(refusal.getBody());
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
