package dev.dualclient.test.emulator.credential;

import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service is set to as a credential issuer. */
record IssuerSettings(Service service) {

    boolean enabled() {
        return service.is("verifiableCredentialsEnabled");
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

    /** Returns the ids of the credentials that an access token with these scopes and details is good for. */
    List<String> issuable(List<String> scopes, List<Document> authorizationDetails) {
        List<String> ids = new ArrayList<>();
        configurations().json().propertyNames().forEach(id -> {
            String scope = configurations().document(id).text("scope");
            boolean detailed = authorizationDetails.stream()
                    .anyMatch(detail -> id.equals(detail.text("credential_configuration_id")));
            if (detailed || scope != null && scopes.contains(scope)) {
                ids.add(id);
            }
        });
        return ids;
    }
}
