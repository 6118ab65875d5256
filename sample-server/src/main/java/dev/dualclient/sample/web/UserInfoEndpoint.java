package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoRequest;
import com.authlete.common.dto.UserInfoResponse;
import dev.dualclient.sample.user.Users;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The userinfo endpoint (OpenID Connect Core 1.0 section 5.3). The token comes in the header (RFC 6750 section 2.1,
 * RFC 9449) or in the form of a POST (RFC 6750 section 2.2).
 */
@RestController
final class UserInfoEndpoint {

    private final AuthleteApi authlete;
    private final Users users;

    UserInfoEndpoint(AuthleteApi authlete, Users users) {
        this.authlete = authlete;
        this.users = users;
    }

    @GetMapping("/api/userinfo")
    ResponseEntity<String> get(HttpServletRequest request) {
        return userInfo(PresentedToken.of(request).value(), request);
    }

    @PostMapping("/api/userinfo")
    ResponseEntity<String> post(HttpServletRequest request) throws IOException {
        List<String> tokens = new ArrayList<>(inForm(request));
        String inHeader = PresentedToken.of(request).value();
        if (inHeader != null) {
            tokens.add(inHeader);
        }
        return tokens.size() > 1
                ? Replies.challenge(HttpStatus.BAD_REQUEST, "Bearer error=\"invalid_request\"")
                : userInfo(tokens.isEmpty() ? null : tokens.get(0), request);
    }

    private static List<String> inForm(HttpServletRequest request) throws IOException {
        if (!isForm(request.getContentType())) {
            return List.of();
        }
        return RequestParameters.pairs(RawParameters.ofBody(request)).stream()
                .filter(pair -> pair.getKey().equals("access_token"))
                .map(pair -> RequestParameters.decoded(pair.getValue()))
                .toList();
    }

    private static boolean isForm(@Nullable String type) {
        try {
            return type != null && MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(MediaType.valueOf(type));
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private ResponseEntity<String> userInfo(@Nullable String token, HttpServletRequest request) {
        if (token == null) {
            return Replies.challenge(HttpStatus.UNAUTHORIZED, null);
        }
        UserInfoResponse answer = authlete.userinfo(new UserInfoRequest()
                .setToken(token)
                .setClientCertificate(ClientCertificate.of(request))
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
