package dev.dualclient.sample.credential;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.CredentialBatchIssueRequest;
import com.authlete.common.dto.CredentialBatchIssueResponse;
import com.authlete.common.dto.CredentialBatchParseRequest;
import com.authlete.common.dto.CredentialBatchParseResponse;
import com.authlete.common.dto.CredentialIssuanceOrder;
import dev.dualclient.sample.web.PresentedToken;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The batch credential endpoint, which drafts of the specification had and its final version does not: there, a request
 * at the credential endpoint brings several proofs. No metadata name it.
 */
@RestController
final class BatchCredentialEndpoint {

    private final AuthleteApi authlete;
    private final Holders holders;
    private final Orders orders;

    BatchCredentialEndpoint(AuthleteApi authlete, Holders holders, Orders orders) {
        this.authlete = authlete;
        this.holders = holders;
        this.orders = orders;
    }

    @PostMapping(path = "/api/batch_credential", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> issue(HttpServletRequest request) throws IOException {
        PresentedToken token = PresentedToken.of(request);
        if (token.value() == null) {
            return Replies.challenge(HttpStatus.UNAUTHORIZED, null);
        }
        CredentialBatchParseResponse parsed = authlete.credentialBatchParse(new CredentialBatchParseRequest()
                .setAccessToken(token.value())
                .setRequestContent(RawParameters.ofBody(request)));
        if (parsed.getAction() != CredentialBatchParseResponse.Action.OK) {
            return CredentialReplies.of(parsed.getAction(), parsed.getResponseContent());
        }
        return holders.reply(token, subject -> {
            CredentialBatchIssueResponse issued = authlete.credentialBatchIssue(new CredentialBatchIssueRequest()
                    .setAccessToken(token.value())
                    .setOrders(Arrays.stream(parsed.getInfo())
                            .map(info -> orders.first(info, subject))
                            .toArray(CredentialIssuanceOrder[]::new)));
            return CredentialReplies.of(issued.getAction(), issued.getResponseContent());
        });
    }
}
