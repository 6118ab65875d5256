package dev.dualclient.sample.ciba;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.BackchannelAuthenticationFailRequest;
import com.authlete.common.dto.BackchannelAuthenticationFailRequest.Reason;
import com.authlete.common.dto.BackchannelAuthenticationFailResponse;
import com.authlete.common.dto.BackchannelAuthenticationIssueRequest;
import com.authlete.common.dto.BackchannelAuthenticationIssueResponse;
import com.authlete.common.dto.BackchannelAuthenticationRequest;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import dev.dualclient.sample.user.Users;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.ClientCertificate;
import dev.dualclient.sample.web.ClientCredentials;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The backchannel authentication endpoint (CIBA Core section 7). */
@RestController
final class BackchannelEndpoint {

    static final String PATH = "/api/backchannel/authentication";

    private final AuthleteApi authlete;
    private final Users users;
    private final PendingAuthentications pendings;
    private final AuthenticationDevice device;
    private final Clock clock;

    BackchannelEndpoint(
            AuthleteApi authlete,
            Users users,
            PendingAuthentications pendings,
            AuthenticationDevice device,
            Clock clock) {
        this.authlete = authlete;
        this.users = users;
        this.pendings = pendings;
        this.device = device;
        this.clock = clock;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> authenticate(HttpServletRequest request) throws IOException {
        ClientCredentials client = ClientCredentials.of(request);
        BackchannelAuthenticationResponse answer =
                authlete.backchannelAuthentication(new BackchannelAuthenticationRequest()
                        .setParameters(RawParameters.ofBody(request))
                        .setClientId(client.id())
                        .setClientSecret(client.secret())
                        .setClientCertificate(ClientCertificate.of(request)));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case USER_IDENTIFICATION -> identify(answer);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case UNAUTHORIZED -> Replies.unauthenticated(content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }

    private ResponseEntity<String> identify(BackchannelAuthenticationResponse asked) {
        HintedUser user = HintedUser.of(asked, users);
        String subject = user.subject();
        return subject == null ? fail(asked.getTicket(), user.refusal()) : issue(asked, subject);
    }

    /** The user is asked once the client knows for what to wait, not before. */
    private ResponseEntity<String> issue(BackchannelAuthenticationResponse asked, String subject) {
        BackchannelAuthenticationIssueResponse answer = authlete.backchannelAuthenticationIssue(
                new BackchannelAuthenticationIssueRequest().setTicket(asked.getTicket()));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> {
                PendingAuthentication pending = PendingAuthentication.of(asked, subject, answer, clock.instant());
                pendings.add(pending);
                device.ask(pending);
                yield Replies.json(HttpStatus.OK, content);
            }
            case INVALID_TICKET, INTERNAL_SERVER_ERROR -> Replies.serverError(content);
        };
    }

    private ResponseEntity<String> fail(String ticket, @Nullable Reason reason) {
        BackchannelAuthenticationFailResponse answer = authlete.backchannelAuthenticationFail(
                new BackchannelAuthenticationFailRequest().setTicket(ticket).setReason(reason));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case FORBIDDEN -> Replies.json(HttpStatus.FORBIDDEN, content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
