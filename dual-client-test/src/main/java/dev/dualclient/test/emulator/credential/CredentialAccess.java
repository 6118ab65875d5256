package dev.dualclient.test.emulator.credential;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.CredentialRequest;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.Objects;

/** Who may ask for credentials: who holds an access token that lives. Its bindings were checked by introspection. */
final class CredentialAccess {

    private final Store store;

    CredentialAccess(Store store) {
        this.store = store;
    }

    /** Returns the row of the access token that a call brings. */
    TokenRow of(Document request) {
        if (!new IssuerSettings(store.service()).enabled()) {
            throw refused("FORBIDDEN", OAuth2Error.ACCESS_DENIED, "A916301", "Verifiable credentials are not enabled.");
        }
        String token = request.text("accessToken");
        TokenRow row = token == null ? null : store.tokens().ofAccessToken(token);
        Client client = row == null ? null : store.clients().at(row.clientId());
        if (row == null || client == null || client.locked() || !row.accessTokenLives(store.now())) {
            String words =
                    "[A916302] The access token is missing, unknown, expired, or of a client that may not use it.";
            throw new Refusal(Answer.action("UNAUTHORIZED", "A916302", words.substring(10))
                    .with(
                            "responseContent",
                            BearerTokenError.INVALID_TOKEN.setDescription(words).toWWWAuthenticateHeader()));
        }
        return row;
    }

    /** Returns whether a request was made with tokens of the same client and end user. */
    static boolean fits(CredentialRequest request, TokenRow row) {
        return request.clientId() == row.clientId() && Objects.equals(request.subject(), row.subject());
    }

    /** Returns an error for the wallet (section 8.3.1.2). */
    static Refusal refused(String action, ErrorObject error, String code, String message) {
        return Refusal.toClient(action, error, code, message);
    }
}
