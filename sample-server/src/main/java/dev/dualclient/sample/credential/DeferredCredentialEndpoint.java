package dev.dualclient.sample.credential;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.CredentialDeferredIssueRequest;
import com.authlete.common.dto.CredentialDeferredIssueResponse;
import com.authlete.common.dto.CredentialDeferredParseRequest;
import com.authlete.common.dto.CredentialDeferredParseResponse;
import dev.dualclient.sample.web.PresentedToken;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The deferred credential endpoint (section 9): what was promised can be fetched. */
@RestController
final class DeferredCredentialEndpoint {

    private final AuthleteApi authlete;
    private final Holders holders;
    private final Orders orders;

    DeferredCredentialEndpoint(AuthleteApi authlete, Holders holders, Orders orders) {
        this.authlete = authlete;
        this.holders = holders;
        this.orders = orders;
    }

    @PostMapping(path = "/api/deferred_credential", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> issue(HttpServletRequest request) throws IOException {
        PresentedToken token = PresentedToken.of(request);
        if (token.value() == null) {
            return Replies.challenge(HttpStatus.UNAUTHORIZED, null);
        }
        CredentialDeferredParseResponse parsed = authlete.credentialDeferredParse(new CredentialDeferredParseRequest()
                .setAccessToken(token.value())
                .setRequestContent(RawParameters.ofBody(request)));
        if (parsed.getAction() != CredentialDeferredParseResponse.Action.OK) {
            return CredentialReplies.of(parsed.getAction(), parsed.getResponseContent());
        }
        return holders.reply(token, subject -> {
            CredentialDeferredIssueResponse issued = authlete.credentialDeferredIssue(
                    new CredentialDeferredIssueRequest().setOrder(orders.later(parsed.getInfo(), subject)));
            return CredentialReplies.of(issued.getAction(), issued.getResponseContent());
        });
    }
}
