package dev.dualclient.test.emulator.credential;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a credential issuer publishes: its metadata (section 12.2), those of a JWT issuer (SD-JWT VC section 5), its keys,
 * and nonces for proofs (section 7). It signs with the keys of the service.
 */
final class IssuerDocuments {

    /** How the metadata is called in the API and in the document. */
    private static final Map<String, String> NAMES = Map.of(
            "credentialIssuer", "credential_issuer",
            "authorizationServers", "authorization_servers",
            "credentialEndpoint", "credential_endpoint",
            "batchCredentialEndpoint", "batch_credential_endpoint",
            "deferredCredentialEndpoint", "deferred_credential_endpoint",
            "notificationEndpoint", "notification_endpoint",
            "nonceEndpoint", "nonce_endpoint");

    private final Store store;

    IssuerDocuments(Store store) {
        this.store = store;
    }

    Answer metadata(Call call) {
        IssuerSettings settings = enabled("A910301");
        ObjectNode document = Document.MAPPER.createObjectNode();
        ObjectNode set = settings.metadata().json();
        NAMES.forEach((field, name) -> {
            if (set.hasNonNull(field)) {
                document.set(name, set.get(field));
            }
        });
        if (settings.batchSize() > 1) {
            document.putObject("batch_credential_issuance").put("batch_size", settings.batchSize());
        }
        String display = settings.metadata().text("display");
        if (display != null) {
            document.set("display", Document.MAPPER.readTree(display));
        }
        document.set(
                "credential_configurations_supported", settings.configurations().json());
        return answer(call, "A910001", document);
    }

    Answer jwtIssuer(Call call) {
        IssuerSettings settings = enabled("A911301");
        Service service = store.service();
        ObjectNode document = Document.MAPPER
                .createObjectNode()
                .put("issuer", settings.identifier())
                .put(
                        "jwks_uri",
                        service.settings()
                                .text("credentialJwksUri", service.settings().text("jwksUri", "")));
        return answer(call, "A911001", document);
    }

    Answer jwks(Call call) {
        enabled("A912301");
        return answer(
                call,
                "A912001",
                Document.MAPPER.readTree(store.service().keys().all().toString(true)));
    }

    Answer nonce(Call call) {
        enabled("A913301");
        String nonce = store.currentCredentialNonce();
        ObjectNode document = Document.MAPPER.createObjectNode().put("c_nonce", nonce);
        return answer(call, "A913001", document).with("cnonce", nonce);
    }

    private static Answer answer(Call call, String code, JsonNode document) {
        return Answer.action("OK", code, "The document was prepared.")
                .with("responseContent", call.body().flag("pretty") ? document.toPrettyString() : document.toString());
    }

    private IssuerSettings enabled(String code) {
        IssuerSettings settings = new IssuerSettings(store.service());
        if (!settings.enabled()) {
            throw Refusal.toClient(
                    "NOT_FOUND", OAuth2Error.INVALID_REQUEST, code, "Verifiable credentials are not enabled.");
        }
        return settings;
    }
}
