package dev.dualclient.test.emulator.credential;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.CredentialRequest;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Issuance for requests that were parsed before: {@code vci-single-issue}, {@code vci-batch-issue} and
 * {@code vci-deferred-issue}. A request brings one credential for
 * each of its proofs, or a transaction id, which is its identifier.
 */
final class Issuance {

    /** After how many seconds a client may come again for a deferred credential (section 8.3). */
    private static final long INTERVAL = 5;

    private final Store store;
    private final CredentialAccess access;
    private final Credentials credentials;

    Issuance(Store store) {
        this.store = store;
        this.access = new CredentialAccess(store);
        this.credentials = new Credentials(store);
    }

    Answer single(Call call) {
        TokenRow row = access.of(call.body());
        Document order = call.body().document("order");
        Document content = carriedOut(order, requested(order, row));
        boolean deferred = content.has("transaction_id");
        return Answer.action(deferred ? "ACCEPTED" : "OK", "A919001", "The credential request was carried out.")
                .with("transactionId", content.text("transaction_id"))
                .with("responseContent", content.json().toString());
    }

    Answer batch(Call call) {
        TokenRow row = access.of(call.body());
        List<Document> orders = call.body().documents("orders");
        if (orders.isEmpty()) {
            throw wrong("A919201", "The call needs 'orders'.");
        }
        List<CredentialRequest> requests = new ArrayList<>();
        for (Document order : orders) {
            requests.add(requested(order, row));
        }
        List<Document> responses = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            responses.add(carriedOut(orders.get(i), requests.get(i)));
        }
        return Answer.action("OK", "A919002", "The batch of credential requests was carried out.")
                .with(
                        "responseContent",
                        Document.empty()
                                .with("credential_responses", responses)
                                .json()
                                .toString());
    }

    Answer deferred(Call call) {
        if (!new IssuerSettings(store.service()).enabled()) {
            throw new Refusal(Answer.action("FORBIDDEN", "A919301", "Verifiable credentials are not enabled."));
        }
        Document order = call.body().document("order");
        CredentialRequest request = known(order);
        if (!request.deferred()) {
            throw wrong("A919202", "The request was not deferred.");
        }
        Document content = issued(order, request);
        return Answer.action("OK", "A919003", "The deferred credential was issued.")
                .with("responseContent", content.json().toString());
    }

    private CredentialRequest requested(Document order, TokenRow row) {
        CredentialRequest request = known(order);
        if (!CredentialAccess.fits(request, row)) {
            throw wrong("A919203", "The request was made with another access token.");
        }
        if (request.deferred()) {
            throw wrong("A919204", "The request was deferred.");
        }
        return request;
    }

    private CredentialRequest known(Document order) {
        String identifier = order.text("requestIdentifier");
        OneTime.Held<CredentialRequest> held =
                identifier == null ? null : store.credentialRequests().find(identifier);
        if (held == null || store.now() >= held.expiresAt()) {
            throw wrong("A919205", "There is no credential request of that identifier.");
        }
        return held.thing();
    }

    /** Returns what the wallet is answered (section 8.3). */
    private Document carriedOut(Document order, CredentialRequest request) {
        String identifier = order.text("requestIdentifier", "");
        if (order.flag("issuanceDeferred")) {
            store.credentialRequests().replace(identifier, request.later());
            return Document.empty().with("transaction_id", identifier).with("interval", INTERVAL);
        }
        return issued(order, request);
    }

    private Document issued(Document order, CredentialRequest request) {
        List<Document> issued = credentials.issue(request, order).stream()
                .map(credential -> Document.empty().with("credential", credential))
                .toList();
        store.credentialRequests().remove(order.text("requestIdentifier", ""));
        return Document.empty().with("credentials", issued);
    }

    private static Refusal wrong(String code, String message) {
        return new Refusal(Answer.action("CALLER_ERROR", code, message));
    }
}
