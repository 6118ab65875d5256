package dev.dualclient.test.emulator.credential;

import dev.dualclient.test.emulator.call.Handler;
import dev.dualclient.test.emulator.state.Store;
import java.util.Map;

/** The operations behind the endpoints of a credential issuer. */
public final class CredentialOperations {

    private CredentialOperations() {}

    /** Returns the operations over a store, by id. */
    public static Map<String, Handler> of(Store store) {
        IssuerDocuments documents = new IssuerDocuments(store);
        Offers offers = new Offers(store);
        RequestParsing parsing = new RequestParsing(store);
        Issuance issuance = new Issuance(store);
        return Map.ofEntries(
                Map.entry("vci-metadata", documents::metadata),
                Map.entry("vci-jwtissuer", documents::jwtIssuer),
                Map.entry("vci-jwks", documents::jwks),
                Map.entry("vci-nonce", documents::nonce),
                Map.entry("vci-offer-create", offers::create),
                Map.entry("vci-offer-info", offers::info),
                Map.entry("vci-single-parse", parsing::single),
                Map.entry("vci-batch-parse", parsing::batch),
                Map.entry("vci-deferred-parse", parsing::deferred),
                Map.entry("vci-single-issue", issuance::single),
                Map.entry("vci-batch-issue", issuance::batch),
                Map.entry("vci-deferred-issue", issuance::deferred));
    }
}
