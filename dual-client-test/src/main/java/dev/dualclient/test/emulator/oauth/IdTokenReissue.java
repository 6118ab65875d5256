package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;

/** A new ID token beside tokens that were just refreshed (OpenID Connect Core section 12.2): {@code idtoken-reissue}. */
final class IdTokenReissue {

    private final Store store;
    private final IdTokens idTokens;
    private final TokenResponses responses;

    IdTokenReissue(Store store, IdTokens idTokens) {
        this.store = store;
        this.idTokens = idTokens;
        this.responses = new TokenResponses(store);
    }

    Answer reissue(Call call) {
        Document request = call.body();
        String accessToken = request.text("accessToken");
        String refreshToken = request.text("refreshToken");
        if (accessToken == null || refreshToken == null) {
            throw wrong("A904201", "The call needs 'accessToken' and 'refreshToken'.");
        }
        TokenRow row = responses.row(accessToken, refreshToken);
        Client client = row == null ? null : store.clients().at(row.clientId());
        if (row == null || client == null || row.subject() == null) {
            throw wrong("A904202", "The tokens do not exist, or do not belong together, or to no end user.");
        }
        String idToken = idTokens.issue(
                client,
                row.clientIdentifier(),
                Approvals.again(row, request, () -> wrong("A904203", "'claims' is not a JSON object.")),
                accessToken);
        return Answer.action("OK", "A904001", "An ID token was reissued.")
                .with("idToken", idToken)
                .with(
                        "responseContent",
                        responses
                                .content(row, accessToken, refreshToken, idToken)
                                .toString());
    }

    private static Refusal wrong(String code, String message) {
        return new Refusal(Answer.action("CALLER_ERROR", code, message));
    }
}
