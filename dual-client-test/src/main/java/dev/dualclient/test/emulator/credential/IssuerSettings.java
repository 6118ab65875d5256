package dev.dualclient.test.emulator.credential;

import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.state.AuthorizationDetails;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a service is set to as a credential issuer. */
record IssuerSettings(Service service) {

    /** For a service that does not name it: Authlete's published description of services has no such field. */
    private static final long BATCH_SIZE = 10;

    /** What Authlete calls the final version of the specification; anything else is a draft. */
    private static final Set<String> FINAL = Set.of("1.0", "1.0-Final");

    /** Returns whether credentials are issued at all, and refuses to do so as a draft of the specification says. */
    boolean enabled() {
        if (!service.is("verifiableCredentialsEnabled")) {
            return false;
        }
        if (!FINAL.contains(service.settings().text("oid4vciVersion", "1.0-ID1"))) {
            throw Lacks.feature("credential issuance other than with the 'oid4vciVersion' 1.0-Final");
        }
        return true;
    }

    /** Returns the settings of the metadata, in the words of the API. */
    Document metadata() {
        return service.settings().document("credentialIssuerMetadata");
    }

    /** Returns the identifier of the issuer. */
    String identifier() {
        return metadata().text("credentialIssuer", service.issuer());
    }

    /** Returns the credentials by configuration id. */
    Document configurations() {
        return Document.of(Document.MAPPER.readTree(metadata().text("credentialsSupported", "{}")));
    }

    /** Returns the configuration of an id, {@code null} if there is none. */
    @Nullable
    Document configuration(String id) {
        return configurations().has(id) ? configurations().document(id) : null;
    }

    /** Returns how many proofs a request may bring, and so how many credentials it gets. */
    long batchSize() {
        long given = metadata().number("batchSize");
        return given > 0 ? given : BATCH_SIZE;
    }

    /** Returns whether a token is good for a credential that is asked for by the id of its configuration. */
    boolean issuable(String id, TokenRow row) {
        Document configuration = configuration(id);
        String scope = configuration == null ? null : configuration.text("scope");
        return configuration != null
                && (row.privileges().offeredCredentials().contains(id)
                        || scope != null && row.scopes().contains(scope));
    }

    /** Returns whether a token is good for a credential that is asked for by an identifier of its details. */
    static boolean identified(String identifier, TokenRow row) {
        return row.privileges().authorizationDetails().stream()
                .filter(detail -> AuthorizationDetails.CREDENTIAL.equals(detail.text("type")))
                .anyMatch(detail -> identifier.equals(detail.text(AuthorizationDetails.CREDENTIAL_CONFIGURATION_ID)));
    }
}
