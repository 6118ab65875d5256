package dev.dualclient.test.emulator.credential;

import com.nimbusds.oauth2.sdk.ErrorObject;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Credential requests (section 8.2): {@code vci-single-parse}, {@code vci-batch-parse} and {@code vci-deferred-parse}.
 * What is found valid is kept until a credential is issued for it.
 */
final class RequestParsing {

    static final ErrorObject INVALID_REQUEST = new ErrorObject("invalid_credential_request");
    private static final ErrorObject INVALID_ENCRYPTION = new ErrorObject("invalid_encryption_parameters");
    private static final ErrorObject UNKNOWN_IDENTIFIER = new ErrorObject("unknown_credential_identifier");
    private static final ErrorObject UNKNOWN_CREDENTIAL = new ErrorObject("unknown_credential_configuration");
    private static final ErrorObject INVALID_TRANSACTION = new ErrorObject("invalid_transaction_id");

    private final Store store;
    private final CredentialAccess access;
    private final KeyProofs proofs;

    RequestParsing(Store store) {
        this.store = store;
        this.access = new CredentialAccess(store);
        this.proofs = new KeyProofs(store);
    }

    Answer single(Call call) {
        TokenRow row = access.of(call.body());
        return Answer.action("OK", "A917001", "The credential request is valid.")
                .with("info", parsed(row, content(call)));
    }

    Answer batch(Call call) {
        TokenRow row = access.of(call.body());
        List<Document> requests = content(call).documents("credential_requests");
        if (requests.isEmpty()) {
            throw refused(INVALID_REQUEST, "A917302", "The batch has no 'credential_requests'.");
        }
        List<Document> infos = new ArrayList<>();
        for (Document request : requests) {
            infos.add(parsed(row, request));
        }
        return Answer.action("OK", "A917002", "The batch of credential requests is valid.")
                .with("info", infos);
    }

    Answer deferred(Call call) {
        TokenRow row = access.of(call.body());
        Document content = content(call);
        checkNoEncryption(content);
        String transaction = content.text("transaction_id", "");
        OneTime.Held<CredentialRequest> held = store.credentialRequests().find(transaction);
        if (held == null || store.now() >= held.expiresAt() || !held.thing().deferred()) {
            throw refused(INVALID_TRANSACTION, "A917303", "There is no transaction of that id.");
        }
        if (!CredentialAccess.fits(held.thing(), row)) {
            throw refused(INVALID_TRANSACTION, "A917304", "The transaction is another client's or end user's.");
        }
        return Answer.action("OK", "A917003", "The deferred credential request is valid.")
                .with("info", info(transaction, held.thing()));
    }

    private Document parsed(TokenRow row, Document request) {
        checkNoEncryption(request);
        IssuerSettings settings = new IssuerSettings(store.service());
        String id = configurationId(settings, row, request);
        Document configuration = settings.configurations().document(id);
        CredentialRequest valid = new CredentialRequest(
                row.clientId(),
                row.subject(),
                configuration.text("format", ""),
                id,
                proofs.keys(request, configuration),
                request.without(List.of("proofs")),
                false);
        long now = store.now();
        long expiresAt = now + store.service().milliseconds("credentialTransactionDuration", 86400);
        return info(store.credentialRequests().handOut(valid, expiresAt, now), valid);
    }

    /** Answers are not encrypted, and the metadata say nothing of encryption. */
    private static void checkNoEncryption(Document request) {
        if (request.has("credential_response_encryption")) {
            throw refused(INVALID_ENCRYPTION, "A917308", "The answer cannot be encrypted.");
        }
    }

    /**
     * Returns the credential asked for: by its identifier if the access token was issued for authorization details, else
     * by the id of its configuration.
     */
    private static String configurationId(IssuerSettings settings, TokenRow row, Document request) {
        String identifier = request.text("credential_identifier");
        String id = request.text("credential_configuration_id");
        if (identifier != null && id == null) {
            if (settings.configuration(identifier) == null || !IssuerSettings.identified(identifier, row)) {
                throw refused(UNKNOWN_IDENTIFIER, "A917307", "The access token is not good for that identifier.");
            }
            return identifier;
        }
        if (id != null && identifier == null) {
            if (!settings.issuable(id, row)) {
                throw refused(
                        UNKNOWN_CREDENTIAL, "A917305", "The credential is not one that the access token is good for.");
            }
            return id;
        }
        throw refused(
                INVALID_REQUEST,
                "A917306",
                "The request needs either 'credential_identifier' or 'credential_configuration_id'.");
    }

    private static Document info(String identifier, CredentialRequest request) {
        List<String> keys = request.bindingKeys();
        return Document.empty()
                .with("identifier", identifier)
                .with("format", request.format())
                .with("bindingKey", keys.isEmpty() ? null : keys.get(0))
                .with("bindingKeys", keys.isEmpty() ? null : keys)
                .with("details", request.details().json().toString());
    }

    private static Document content(Call call) {
        String text = call.body().text("requestContent");
        try {
            JsonNode json = text == null ? null : Document.MAPPER.readTree(text);
            if (json != null && json.isObject()) {
                return Document.of(json);
            }
        } catch (JacksonException notJson) {
            throw malformed();
        }
        throw malformed();
    }

    private static Refusal malformed() {
        return refused(INVALID_REQUEST, "A917301", "The credential request is not a JSON object.");
    }

    private static Refusal refused(ErrorObject error, String code, String message) {
        return CredentialAccess.refused("BAD_REQUEST", error, code, message);
    }
}
