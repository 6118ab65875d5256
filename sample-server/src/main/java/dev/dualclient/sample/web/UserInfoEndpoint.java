package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoRequest;
import com.authlete.common.dto.UserInfoResponse;
import dev.dualclient.sample.user.Users;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The userinfo endpoint (OpenID Connect Core 1.0 section 5.3); the token comes in the header (RFC 6750, RFC 9449). */
@RestController
final class UserInfoEndpoint {

    private static final Pattern TOKEN = Pattern.compile("(?i)(?:Bearer|DPoP) +(\\S+) *");

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
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
            HttpServletRequest request) {
        Matcher presented = TOKEN.matcher(authorization);
        if (!presented.matches()) {
            return Replies.challenge(HttpStatus.UNAUTHORIZED, null);
        }
        String token = presented.group(1);
        UserInfoResponse answer = authlete.userinfo(new UserInfoRequest()
                .setToken(token)
                .setDpop(DpopProof.of(request))
                .setHtm(request.getMethod()));
        return DpopProof.withNonce(reply(token, answer), answer.getDpopNonce());
    }

    private ResponseEntity<String> reply(String token, UserInfoResponse answer) {
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
