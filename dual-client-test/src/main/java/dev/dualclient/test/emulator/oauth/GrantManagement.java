package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Grants.Grant;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.List;

/** The grant management endpoint (Grant Management for OAuth 2.0 section 6): {@code grant-management}. */
final class GrantManagement {

    private final Store store;
    private final BoundTokens boundTokens;

    GrantManagement(Store store) {
        this.store = store;
        this.boundTokens = new BoundTokens(store, BoundTokens.Use.INTROSPECTION);
    }

    Answer manage(Call call) {
        Document request = call.body();
        String action = request.text("gmAction", "");
        String id = request.text("grantId");
        if (id == null || !action.equals("QUERY") && !action.equals("REVOKE")) {
            return Answer.action(
                    "CALLER_ERROR", "A907201", "The call needs 'grantId', and 'gmAction' QUERY or REVOKE.");
        }
        String token = request.text("accessToken");
        TokenRow row = token == null ? null : store.tokens().ofAccessToken(token);
        if (token == null || row == null || !row.accessTokenLives(store.now())) {
            return BearerChallenge.unauthorized("A907301", "The access token is missing, unknown or expired.");
        }
        Answer refusal = boundTokens.refusal(row, token, call);
        if (refusal != null) {
            return refusal;
        }
        String scope = action.equals("QUERY") ? "grant_management_query" : "grant_management_revoke";
        if (!row.scopes().contains(scope)) {
            return BearerChallenge.forbidden(
                    List.of(scope), "A907302", "The access token does not cover the required scope.");
        }
        Grant grant = store.grants().at(id);
        if (grant == null) {
            return BearerChallenge.notFound("A907303", "There is no grant of that id.");
        }
        if (grant.clientId() != row.clientId()) {
            return BearerChallenge.forbidden(List.of(), "A907304", "The grant was not issued to the client.");
        }
        if (action.equals("QUERY")) {
            return Answer.action("OK", "A907001", "The grant was looked up successfully.")
                    .with("responseContent", content(grant));
        }
        store.tokens().removeIf(held -> id.equals(held.grantId()));
        store.grants().remove(id);
        return Answer.action("NO_CONTENT", "A907002", "The grant was revoked successfully.");
    }

    private static String content(Grant grant) {
        return ManagedGrants.json(grant).json().toString();
    }
}
