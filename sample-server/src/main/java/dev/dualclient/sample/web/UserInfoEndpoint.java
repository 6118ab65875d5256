package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoRequest;
import com.authlete.common.dto.UserInfoResponse;
import dev.dualclient.sample.user.Users;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The userinfo endpoint (OpenID Connect Core 1.0 section 5.3); the token comes in the header (RFC 6750). */
@RestController
final class UserInfoEndpoint {

    private static final String SCHEME = "Bearer ";

    private final AuthleteApi authlete;
    private final Users users;

    UserInfoEndpoint(AuthleteApi authlete, Users users) {
        this.authlete = authlete;
        this.users = users;
    }

    @RequestMapping(
            path = "/api/userinfo",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<String> userInfo(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Replies.challenge(HttpStatus.UNAUTHORIZED, null);
        }
        String token = authorization.substring(SCHEME.length()).strip();
        UserInfoResponse answer = authlete.userinfo(new UserInfoRequest().setToken(token));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> issue(token, answer);
            case BAD_REQUEST -> Replies.challenge(HttpStatus.BAD_REQUEST, content);
            case UNAUTHORIZED -> Replies.challenge(HttpStatus.UNAUTHORIZED, content);
            case FORBIDDEN -> Replies.challenge(HttpStatus.FORBIDDEN, content);
            case INTERNAL_SERVER_ERROR -> Replies.challenge(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    private ResponseEntity<String> issue(String token, UserInfoResponse asked) {
        List<String> names = asked.getClaims() == null ? List.of() : List.of(asked.getClaims());
        Map<String, Object> claims = users.claims(asked.getSubject(), names);
        UserInfoIssueResponse answer = authlete.userinfoIssue(
                new UserInfoIssueRequest().setToken(token).setClaims(claims));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case JSON -> Replies.typed(HttpStatus.OK, MediaType.APPLICATION_JSON, content);
            case JWT -> Replies.typed(HttpStatus.OK, Replies.JWT, content);
            case BAD_REQUEST -> Replies.challenge(HttpStatus.BAD_REQUEST, content);
            case UNAUTHORIZED -> Replies.challenge(HttpStatus.UNAUTHORIZED, content);
            case FORBIDDEN -> Replies.challenge(HttpStatus.FORBIDDEN, content);
            case INTERNAL_SERVER_ERROR -> Replies.challenge(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
