package dev.dualclient.migration.inventory;

import dev.dualclient.json.JsonNode;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What the fields of an object of Authlete's API mean for a migration, as data. A field that no list names may differ on
 * purpose, and is new if the secondary does not have it.
 *
 * @param mustMatch the fields without which tokens, subjects or clients break
 * @param ignored the fields that always differ, or that hold secrets and are compared elsewhere
 * @param newAtPrimary the fields that Authlete 2.3 does not have
 */
record Fields(Set<String> mustMatch, Set<String> ignored, Set<String> newAtPrimary) {

    /** How two values compare that are not compared as they stand: the secondary's first. */
    interface Comparison extends BiPredicate<JsonNode, JsonNode> {}

    /** Of a client. */
    static final Fields OF_CLIENT = new Fields(
            Set.of(
                    "clientType",
                    "tokenAuthMethod",
                    "tokenAuthSignAlg",
                    "jwks",
                    "jwksUri",
                    "selfSignedCertificateKeyId",
                    "tlsClientAuthSubjectDn",
                    "tlsClientAuthSanDns",
                    "tlsClientAuthSanUri",
                    "tlsClientAuthSanIp",
                    "tlsClientAuthSanEmail",
                    "grantTypes",
                    "responseTypes",
                    "redirectUris",
                    "subjectType",
                    "sectorIdentifierUri",
                    "derivedSectorIdentifier",
                    "locked",
                    "idTokenSignAlg",
                    "idTokenEncryptionAlg",
                    "idTokenEncryptionEnc",
                    "pkceRequired",
                    "pkceS256Required",
                    "parRequired",
                    "requestObjectRequired",
                    "dpopRequired",
                    "tlsClientCertificateBoundAccessTokens",
                    "singleAccessTokenPerSubject",
                    "entityId",
                    "authorizationDetailsTypes",
                    "defaultMaxAge",
                    "defaultAcrs",
                    "bcDeliveryMode",
                    "bcNotificationEndpoint",
                    "extension.requestableScopes",
                    "extension.requestableScopesEnabled",
                    "extension.accessTokenDuration",
                    "extension.refreshTokenDuration",
                    "extension.tokenExchangePermitted"),
            Set.of(
                    "number",
                    "serviceNumber",
                    "clientId",
                    "clientSecret",
                    "clientSecretReadable",
                    "clientIdAlias",
                    "clientIdAliasEnabled",
                    "createdAt",
                    "modifiedAt",
                    "registrationAccessTokenHash"),
            Set.of(
                    "inScopeForTokenMigration",
                    "extension.idTokenDuration",
                    "backchannelLogoutSessionRequired",
                    "backchannelLogoutUri",
                    "clientSource",
                    "credentialOfferEndpoint",
                    "credentialResponseEncryptionRequired",
                    "discoveredByMetadataDocument",
                    "fapiModes",
                    "haipVersion",
                    "metadataDocumentExpiresAt",
                    "metadataDocumentLocation",
                    "metadataDocumentUpdatedAt",
                    "mtlsEndpointAliasesUsed",
                    "responseModes",
                    "spiffeBundleEndpoint",
                    "spiffeId"));

    /** Of a service. Its keys are compared by their public halves, its durations by what comes of them. */
    static final Fields OF_SERVICE = new Fields(
            Set.of(
                    "issuer",
                    "accessTokenSignatureKeyId",
                    "authorizationSignatureKeyId",
                    "idTokenSignatureKeyId",
                    "userInfoSignatureKeyId",
                    "resourceSignatureKeyId",
                    "federationSignatureKeyId",
                    "supportedScopes",
                    "supportedGrantTypes",
                    "supportedResponseTypes",
                    "supportedTokenAuthMethods",
                    "accessTokenType",
                    "accessTokenSignAlg",
                    "refreshTokenKept",
                    "clientIdAliasEnabled",
                    "singleAccessTokenPerSubject",
                    "tlsClientCertificateBoundAccessTokens",
                    "mutualTlsValidatePkiCertChain",
                    "trustedRootCertificates",
                    "missingClientIdAllowed"),
            Set.of(
                    "number",
                    "serviceOwnerNumber",
                    "serviceName",
                    "organizationName",
                    "description",
                    "createdAt",
                    "modifiedAt",
                    "metadata",
                    "apiKey",
                    "apiSecret",
                    "authenticationCallbackApiKey",
                    "authenticationCallbackApiSecret",
                    "developerAuthenticationCallbackEndpoint",
                    "developerAuthenticationCallbackApiKey",
                    "developerAuthenticationCallbackApiSecret",
                    "developerSnsCredentials",
                    "supportedDeveloperSnses",
                    "clientsPerDeveloper",
                    "snsCredentials",
                    "jwks",
                    "federationJwks",
                    "hsks"),
            Set.of(
                    "attestationChallengeTimeWindow",
                    "authorizationCodeDuration",
                    "backchannelLogoutSessionSupported",
                    "backchannelLogoutSupported",
                    "challengeEndpoint",
                    "cimdAllowlist",
                    "cimdAllowlistEnabled",
                    "cimdAlwaysRetrieved",
                    "cimdHttpPermitted",
                    "cimdMetadataPolicy",
                    "cimdMetadataPolicyEnabled",
                    "cimdQueryPermitted",
                    "clientAssertionAudRestrictedToIssuer",
                    "clientAttesterRoots",
                    "clientAttesterRootsEnabled",
                    "clientAttesterRootsOnly",
                    "clientIdMetadataDocumentSupported",
                    "cnonceDuration",
                    "credentialDuration",
                    "credentialIssuerMetadata",
                    "credentialJwks",
                    "credentialJwksUri",
                    "credentialOfferDuration",
                    "credentialTransactionDuration",
                    "dpopNonceDuration",
                    "dpopNonceRequired",
                    "fapiModes",
                    "haipVersion",
                    "httpAliasProhibited",
                    "introspectionSignatureKeyId",
                    "keyAttesterRoots",
                    "keyAttesterRootsEnabled",
                    "keyAttesterRootsOnly",
                    "nativeSsoSupported",
                    "oid4vciVersion",
                    "preAuthorizedGrantAnonymousAccessSupported",
                    "supportedPromptValues",
                    "tokenBatchNotificationEndpoint",
                    "userPinLength",
                    "verifiableCredentialsEnabled"));

    Severity severity(String field) {
        return mustMatch.contains(field)
                ? Severity.MUST_MATCH
                : newAtPrimary.contains(field) ? Severity.NEW : Severity.WARN;
    }
}
