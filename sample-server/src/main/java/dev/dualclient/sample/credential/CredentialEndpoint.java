package dev.dualclient.sample.credential;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.CredentialSingleIssueRequest;
import com.authlete.common.dto.CredentialSingleIssueResponse;
import com.authlete.common.dto.CredentialSingleParseRequest;
import com.authlete.common.dto.CredentialSingleParseResponse;
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

/** The credential endpoint (section 8). */
@RestController
final class CredentialEndpoint {

    private final AuthleteApi authlete;
    private final Holders holders;
    private final Orders orders;

    CredentialEndpoint(AuthleteApi authlete, Holders holders, Orders orders) {
        this.authlete = authlete;
        this.holders = holders;
        this.orders = orders;
    }

    @PostMapping(path = "/api/credential", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> issue(HttpServletRequest request) throws IOException {
        PresentedToken token = PresentedToken.of(request);
        if (token.value() == null) {
            return Replies.challenge(HttpStatus.UNAUTHORIZED, null);
        }
        CredentialSingleParseResponse parsed = authlete.credentialSingleParse(new CredentialSingleParseRequest()
                .setAccessToken(token.value())
                .setRequestContent(RawParameters.ofBody(request)));
        if (parsed.getAction() != CredentialSingleParseResponse.Action.OK) {
            return CredentialReplies.of(parsed.getAction(), parsed.getResponseContent());
        }
        return holders.reply(token, subject -> {
            CredentialSingleIssueResponse issued = authlete.credentialSingleIssue(new CredentialSingleIssueRequest()
                    .setAccessToken(token.value())
                    .setOrder(orders.first(parsed.getInfo(), subject)));
            return CredentialReplies.of(issued.getAction(), issued.getResponseContent());
        });
    }
}
