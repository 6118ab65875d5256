package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.TokenIssuer.Issued;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.PasswordTicket;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;

/** What follows the check of a user's password: {@code auth-token-issue} and {@code auth-token-fail}. */
final class PasswordDecisions {

    private final Store store;
    private final TokenIssuer issuer;

    PasswordDecisions(Store store, TokenIssuer issuer) {
        this.store = store;
        this.issuer = issuer;
    }

    Answer issue(Call call) {
        PasswordTicket ticket = ticket(call, "A055");
        String subject = call.body().text("subject");
        if (subject == null) {
            throw wrongCall("A111201", "The value of 'subject' in the /api/auth/token/issue request is null or empty.");
        }
        Client client = store.clients().at(ticket.clientId());
        if (client == null) {
            throw wrongCall("A061201", "The client that the ticket was issued for is not there any more.");
        }
        Issued issued = issuer.issue(
                client,
                new TokenGrant(
                        client.clientId(),
                        ticket.aliasUsed(),
                        subject,
                        "PASSWORD",
                        ticket.scopes(),
                        Property.of(call.body()),
                        null,
                        0,
                        ticket.privileges(),
                        ticket.binding()),
                true,
                call.body());
        spend(call);
        return issuer.answer(
                Answer.action("OK", "A054001", "The token request (grant_type=password) was processed successfully."),
                client,
                issued,
                null);
    }

    Answer fail(Call call) {
        ticket(call, "A063");
        String reason = call.body().text("reason");
        if (reason == null) {
            throw wrongCall("A067201", "The /api/auth/token/fail request does not contain 'reason' parameter.");
        }
        spend(call);
        return switch (reason) {
            case "INVALID_RESOURCE_OWNER_CREDENTIALS" ->
                failed(
                        OAuth2Error.INVALID_GRANT,
                        "A067301",
                        "The credentials (username & password) passed to the token endpoint are invalid.");
            case "INVALID_TARGET" ->
                failed(new ErrorObject("invalid_target"), "A067303", "The requested resource is invalid.");
            default ->
                failed(OAuth2Error.INVALID_REQUEST, "A067302", "The token request failed due to an unknown reason.");
        };
    }

    private PasswordTicket ticket(Call call, String module) {
        String value = call.body().text("ticket");
        if (value == null) {
            throw wrongCall(module + "201", "The value of 'ticket' is null or empty.");
        }
        OneTime.Held<PasswordTicket> held = store.passwordTickets().find(value);
        if (held == null) {
            throw wrongCall(module + "202", "There is no entity having the ticket specified in the request.");
        }
        if (store.now() >= held.expiresAt()) {
            throw wrongCall(module + "301", "The ticket in the request has expired.");
        }
        return held.thing();
    }

    private void spend(Call call) {
        store.passwordTickets().remove(call.body().text("ticket", ""));
    }

    private static Answer failed(ErrorObject error, String code, String message) {
        return Answer.action("BAD_REQUEST", code, message)
                .with("responseContent", Refusal.content(error, code, message));
    }

    private static Refusal wrongCall(String code, String message) {
        return Refusal.toClient("INTERNAL_SERVER_ERROR", OAuth2Error.SERVER_ERROR, code, message);
    }
}
