package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.Document;
import java.util.List;
import java.util.Map;

/** The service as an issuer of verifiable credentials, in the words of the API. */
final class CredentialIssuer {

    private CredentialIssuer() {}

    /** Returns settings that offer one credential in two formats. */
    static Document settings(String issuer) {
        Map<String, Object> credentials = Map.of(
                "IdentityCredential",
                Map.of(
                        "format",
                        "dc+sd-jwt",
                        "vct",
                        "https://credentials.example.com/identity_credential",
                        "scope",
                        "identity_credential",
                        "cryptographic_binding_methods_supported",
                        List.of("jwk"),
                        "proof_types_supported",
                        Map.of("jwt", Map.of("proof_signing_alg_values_supported", List.of("ES256", "RS256")))),
                "IdentityCredentialJwt",
                Map.of(
                        "format",
                        "jwt_vc_json",
                        "scope",
                        "identity_credential",
                        "credential_definition",
                        Map.of("type", List.of("VerifiableCredential", "IdentityCredential"))));
        return Document.empty()
                .with("credentialIssuer", issuer)
                .with("credentialEndpoint", issuer + "/api/credential")
                .with("deferredCredentialEndpoint", issuer + "/api/deferred_credential")
                .with("nonceEndpoint", issuer + "/api/nonce")
                .with("credentialsSupported", Document.MAPPER.writeValueAsString(credentials));
    }
}
