package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationFailRequest;
import com.authlete.common.dto.AuthorizationFailRequest.Reason;
import com.authlete.common.dto.AuthorizationFailResponse;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationIssueResponse;
import dev.dualclient.sample.user.Users;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Ends an authorization request: the client gets what it asked for, or an error. */
@Component
final class AuthorizationResults {

    private final AuthleteApi authlete;
    private final Users users;

    AuthorizationResults(AuthleteApi authlete, Users users) {
        this.authlete = authlete;
        this.users = users;
    }

    /** Gives the client what it asked for. */
    ResponseEntity<String> issue(PendingAuthorization pending, Login login) {
        return issue(pending, login, pending.scopeNames());
    }

    /** Gives the client what it asked for, as far as the user allows it. */
    ResponseEntity<String> issue(PendingAuthorization pending, Login login, List<String> scopes) {
        boolean fewer = scopes.size() < pending.scopes().size();
        AuthorizationIssueResponse answer = authlete.authorizationIssue(new AuthorizationIssueRequest()
                .setTicket(pending.ticket())
                .setSubject(login.subject())
                .setAuthTime(login.at().getEpochSecond())
                .setAcr(Login.ACR)
                .setScopes(fewer ? scopes.toArray(String[]::new) : null)
                .setClaims(users.claims(login.subject(), pending.claims())));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case LOCATION -> Replies.location(content);
            case FORM -> Replies.form(content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    /** Gives the client an error. */
    ResponseEntity<String> fail(PendingAuthorization pending, Reason reason) {
        AuthorizationFailResponse answer = authlete.authorizationFail(
                new AuthorizationFailRequest().setTicket(pending.ticket()).setReason(reason));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case LOCATION -> Replies.location(content);
            case FORM -> Replies.form(content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
