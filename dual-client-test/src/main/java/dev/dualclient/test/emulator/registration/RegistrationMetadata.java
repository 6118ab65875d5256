package dev.dualclient.test.emulator.registration;

import static dev.dualclient.test.emulator.registration.MetadataField.Kind.ALGORITHM;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.FLAG;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.GRANT_TYPES;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.NAME;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.NUMBER;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.OBJECT;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.RESPONSE_TYPES;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.TEXT;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.TEXTS;
import static dev.dualclient.test.emulator.registration.MetadataField.Kind.URI;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.management.ClientMetadata.Registered;
import dev.dualclient.test.emulator.state.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Client metadata as clients write it (RFC 7591 section 2, OpenID Connect Registration section 2) and as the API holds
 * it. Members that are not known are ignored.
 */
final class RegistrationMetadata {

    private static final List<MetadataField> FIELDS = List.of(
            new MetadataField("redirect_uris", "redirectUris", TEXTS),
            new MetadataField("response_types", "responseTypes", RESPONSE_TYPES),
            new MetadataField("grant_types", "grantTypes", GRANT_TYPES),
            new MetadataField("application_type", "applicationType", NAME),
            new MetadataField("contacts", "contacts", TEXTS),
            new MetadataField("client_name", "clientName", TEXT),
            new MetadataField("client_uri", "clientUri", URI),
            new MetadataField("logo_uri", "logoUri", URI),
            new MetadataField("policy_uri", "policyUri", URI),
            new MetadataField("tos_uri", "tosUri", URI),
            new MetadataField("jwks_uri", "jwksUri", URI),
            new MetadataField("jwks", "jwks", OBJECT),
            new MetadataField("software_id", "softwareId", TEXT),
            new MetadataField("software_version", "softwareVersion", TEXT),
            new MetadataField("subject_type", "subjectType", NAME),
            new MetadataField("sector_identifier_uri", "sectorIdentifierUri", URI),
            new MetadataField("id_token_signed_response_alg", "idTokenSignAlg", ALGORITHM),
            new MetadataField("userinfo_signed_response_alg", "userInfoSignAlg", ALGORITHM),
            new MetadataField("request_object_signing_alg", "requestSignAlg", ALGORITHM),
            new MetadataField("authorization_signed_response_alg", "authorizationSignAlg", ALGORITHM),
            new MetadataField("token_endpoint_auth_method", "tokenAuthMethod", NAME),
            new MetadataField("token_endpoint_auth_signing_alg", "tokenAuthSignAlg", ALGORITHM),
            new MetadataField("default_max_age", "defaultMaxAge", NUMBER),
            new MetadataField("require_auth_time", "authTimeRequired", FLAG),
            new MetadataField("default_acr_values", "defaultAcrs", TEXTS),
            new MetadataField("initiate_login_uri", "loginUri", URI),
            new MetadataField("request_uris", "requestUris", TEXTS),
            new MetadataField("require_pushed_authorization_requests", "parRequired", FLAG),
            new MetadataField("require_signed_request_object", "requestObjectRequired", FLAG),
            new MetadataField(
                    "tls_client_certificate_bound_access_tokens", "tlsClientCertificateBoundAccessTokens", FLAG),
            new MetadataField("tls_client_auth_subject_dn", "tlsClientAuthSubjectDn", TEXT),
            new MetadataField("dpop_bound_access_tokens", "dpopRequired", FLAG),
            new MetadataField("authorization_details_types", "authorizationDetailsTypes", TEXTS),
            new MetadataField("backchannel_token_delivery_mode", "bcDeliveryMode", NAME),
            new MetadataField("backchannel_client_notification_endpoint", "bcNotificationEndpoint", URI),
            new MetadataField("backchannel_logout_uri", "backchannelLogoutUri", URI),
            new MetadataField("organization_name", "organizationName", TEXT),
            new MetadataField("signed_jwks_uri", "signedJwksUri", URI));

    private RegistrationMetadata() {}

    /** Parses the text that a client sent. */
    static Document parse(@Nullable String json) {
        if (json == null) {
            throw invalid("A203302", "Client metadata was empty.");
        }
        try {
            JsonNode node = Document.MAPPER.readTree(json);
            if (node.isObject()) {
                return Document.of(node);
            }
        } catch (JacksonException malformed) {
            throw invalid("A203303", "Client metadata did not parse as valid JSON.");
        }
        throw invalid("A203303", "Client metadata did not parse as valid JSON.");
    }

    /**
     * Turns what a client sent into the API's {@code Client}.
     *
     * @param before the client so far; what this protocol does not name stays as it is
     */
    static Document client(Document metadata, Document before) {
        ObjectNode sent = metadata.json();
        Document client =
                before.without(FIELDS.stream().map(MetadataField::field).toList());
        for (MetadataField field : FIELDS) {
            if (metadata.has(field.claim())) {
                client = client.with(field.field(), field.read(sent.path(field.claim())));
            }
        }
        // RFC 7591 section 2: what holds where a client says nothing
        client = client.withDefault("tokenAuthMethod", "CLIENT_SECRET_BASIC")
                .withDefault("grantTypes", List.of("AUTHORIZATION_CODE"))
                .withDefault("responseTypes", List.of("CODE"));
        check(client);
        return client.without(List.of("clientType"));
    }

    /** Returns the client limited to the scopes that it registered for. */
    static Document limited(Document client, Document metadata) {
        String scope = metadata.text("scope");
        Document extension = client.document("extension").with("requestableScopesEnabled", scope != null);
        return client.with(
                "extension",
                extension.with(
                        "requestableScopes",
                        scope == null ? null : List.of(scope.trim().split(" +"))));
    }

    private static void check(Document client) {
        List<String> grants = client.texts("grantTypes");
        List<String> responses = client.texts("responseTypes");
        boolean code = responses.stream().anyMatch(type -> type.contains("CODE"));
        boolean front = responses.stream().anyMatch(type -> type.contains("TOKEN"));
        if (client.has("jwks") && client.has("jwksUri")) {
            throw invalid("A204301", "Client cannot have both 'jwks_uri' and 'jwks' properties simultaneously.");
        }
        if (grants.contains("AUTHORIZATION_CODE") && !code) {
            throw invalid(
                    "A204302",
                    "A grant type of 'authorization_code' requires at least one response type containing 'code'.");
        }
        if (grants.contains("IMPLICIT") && !front) {
            throw invalid(
                    "A204303",
                    "A grant type of 'implicit' requires at least one response type containing 'token' or"
                            + " 'id_token'.");
        }
        for (String uri : client.texts("redirectUris")) {
            if (!MetadataField.isAbsolute(uri) || uri.contains("#")) {
                throw refused(
                        RegistrationError.INVALID_REDIRECT_URI,
                        "A204307",
                        "The 'redirect_uris' claim must be a list of URIs without fragments.");
            }
        }
    }

    /** Returns what a client is told; of its secret only what this call has set. */
    static ObjectNode told(Registered registered) {
        Document client = registered.client().metadata();
        ObjectNode json = Document.MAPPER
                .createObjectNode()
                .put("client_id", Long.toString(registered.client().clientId()))
                .put("client_id_issued_at", registered.client().createdAt() / 1000);
        if (registered.secret() != null) {
            json.put("client_secret", registered.secret()).put("client_secret_expires_at", 0);
        }
        for (MetadataField field : FIELDS) {
            if (client.has(field.field())) {
                json.set(field.claim(), field.write(client));
            }
        }
        Document extension = client.document("extension");
        if (extension.flag("requestableScopesEnabled")) {
            json.put("scope", String.join(" ", extension.texts("requestableScopes")));
        }
        return json;
    }

    private static Refusal invalid(String code, String message) {
        return refused(RegistrationError.INVALID_CLIENT_METADATA, code, message);
    }

    private static Refusal refused(ErrorObject error, String code, String message) {
        return Refusal.toClient("BAD_REQUEST", error, code, message);
    }
}
