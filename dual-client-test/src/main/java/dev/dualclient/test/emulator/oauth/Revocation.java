package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;

/** Token revocation (RFC 7009) by the client that the token was issued to: {@code auth-revocation}. */
final class Revocation {

    private final Store store;
    private final ClientAuthentication authentication;

    Revocation(Store store) {
        this.store = store;
        this.authentication = new ClientAuthentication(store, ClientEndpoint.REVOCATION);
    }

    Answer revoke(Call call) {
        Parameters parameters = Parameters.of(call, "A113");
        Client client = authentication.authenticate(call, parameters).client();
        String token = parameters.get("token");
        if (token == null) {
            throw refused(
                    parameters.has("token") ? "A115302" : "A115301",
                    "The revocation request does not contain 'token' parameter, or its value is empty.");
        }
        TokenRow row = store.tokens().ofAccessToken(token);
        row = row == null ? store.tokens().ofRefreshToken(token) : row;
        if (row != null) {
            if (row.clientId() != client.clientId() && !store.behaviour().has(Trait.STRANGERS_REVOKE)) {
                throw refused(
                        "A116301",
                        "The presented token has not been issued to the client application (ID = " + client.clientId()
                                + ").");
            }
            store.tokens().remove(row);
        }
        return Answer.action("OK", "A113001", "The token has been revoked successfully.");
    }

    private static Refusal refused(String code, String message) {
        return Refusal.toClient("BAD_REQUEST", OAuth2Error.INVALID_REQUEST, code, message);
    }
}
