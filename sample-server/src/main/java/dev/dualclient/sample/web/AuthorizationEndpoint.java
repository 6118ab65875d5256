package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationFailRequest.Reason;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The authorization endpoint (RFC 6749 section 3.1, OpenID Connect Core 1.0 section 3.1.2). */
@Controller
final class AuthorizationEndpoint {

    private final AuthleteApi authlete;
    private final PendingRequests<PendingAuthorization> pendings;
    private final AuthorizationResults results;
    private final Consents consents;

    AuthorizationEndpoint(
            AuthleteApi authlete,
            PendingRequests<PendingAuthorization> pendings,
            AuthorizationResults results,
            Consents consents) {
        this.authlete = authlete;
        this.pendings = pendings;
        this.results = results;
        this.consents = consents;
    }

    @GetMapping("/api/authorization")
    Object get(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication user) {
        return Failure.shown(authorize(request, RawParameters.ofQuery(request), user), request, response);
    }

    @PostMapping(path = "/api/authorization", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Object post(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication user)
            throws IOException {
        String parameters = RawParameters.ofBody(request);
        return SameSiteStep.isNeeded(request)
                ? SameSiteStep.page(request, parameters)
                : Failure.shown(authorize(request, parameters, user), request, response);
    }

    private ResponseEntity<String> authorize(
            HttpServletRequest request, String parameters, @Nullable Authentication user) {
        RequestParameters.checkSizes(parameters);
        AuthorizationResponse answer = authlete.authorization(
                new AuthorizationRequest().setParameters(RequestParameters.withReadableMaxAge(parameters)));
        RequestParameters.checkSizesOf(answer.getRequestObjectPayload());
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case INTERACTION -> interact(request, answer);
            case NO_INTERACTION -> answerAtOnce(answer, Login.of(user));
            case LOCATION -> Replies.location(content);
            case FORM -> Replies.form(content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    /** The consent page asks for a login where it needs one. */
    private ResponseEntity<String> interact(HttpServletRequest request, AuthorizationResponse answer) {
        PendingAuthorization pending = PendingAuthorization.of(answer, Instant.now());
        pendings.add(request.getSession(), pending);
        return Replies.page(request, ConsentPage.PATH + "?request=" + pending.id());
    }

    /** The client said {@code prompt=none}: no page may be shown. */
    private ResponseEntity<String> answerAtOnce(AuthorizationResponse answer, @Nullable Login login) {
        PendingAuthorization pending = PendingAuthorization.of(answer, Instant.now());
        if (login == null) {
            return results.fail(pending, Reason.NOT_LOGGED_IN);
        }
        if (!pending.accepts(login)) {
            return results.fail(pending, Reason.EXCEEDS_MAX_AGE);
        }
        Reason objection = pending.objectionTo(login);
        if (objection == null && !consents.cover(login.subject(), pending.clientId(), pending.scopeNames())) {
            objection = Reason.CONSENT_REQUIRED;
        }
        return objection == null ? results.issue(pending, login) : results.fail(pending, objection);
    }
}
