package dev.dualclient.test.emulator.state;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

/**
 * Where Authlete 2.3 and 3.0 differ, as data. Nothing else in the emulators asks for a version. The table in
 * {@code docs/emulators.md} is generated from this.
 */
public record Differences(
        @Words("version") String version,
        @Words("version that `/api/info` tells") String serverVersion,

        @Words("`/api/info` takes the credentials of the service")
        boolean infoTakesCredentials,

        @Words("the service id stands in the path") boolean serviceIdInPath,
        @Words("credentials of a call") Credentials credentials,

        @Words("service-create, -get, -get-list, -update and -delete take the credentials of the service owner")
        boolean ownersManageServices,

        @Words("status for a path that there is not") int unknownPathStatus,
        @Words("body for a path that there is not") String unknownPathBody,

        @Words("status where a management call names a client, service or token that there is not")
        int unknownNameStatus,

        @Words("status of an answer that brings a new client or service")
        int createdStatus,

        @Words("the credentials of a call may view some of the clients only")
        boolean partialViews,

        @Words("a new client without an alias gets its id as an alias, enabled")
        boolean aliasDefaultsToId,

        @Words("auth-token-create takes `clientIdentifier`") boolean clientIdentifierAtTokenCreate,
        @Words("tokens have a `tokenId`") boolean tokenIds,

        @Words("of the durations of service, scopes and client the shortest holds; else a scope overrides the service,"
                + " and the client both")
        boolean shortestDurationHolds,

        @Words("grant types that are not known") Set<String> unknownGrantTypes,

        @Words("fields of other answers that are not known: never answered")
        Set<String> unknownAnswerFields,

        @Words("DPoP proofs can be required to have a nonce")
        boolean dpopNonces,

        @Words("auth-introspection-standard signs and encrypts its answers (RFC 9701)")
        boolean introspectionJwts,

        @Words("fields of a client that are not known: ignored, and never answered")
        Set<String> unknownClientFields,

        @Words("fields of a service that are not known: ignored, and never answered")
        Set<String> unknownServiceFields) {

    /** How a caller authenticates. */
    public enum Credentials {
        /** API key and secret (RFC 7617). */
        BASIC,
        /** An access token for the service (RFC 6750). */
        BEARER
    }

    /** What a difference is about, for the documentation. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT})
    public @interface Words {
        /** The words. */
        String value();
    }

    /** Authlete 2.3. */
    public static final Differences OF_2_3 = new Differences(
            "2.3",
            "2.3.12",
            true,
            false,
            Credentials.BASIC,
            true,
            404,
            "",
            403,
            200,
            false,
            false,
            false,
            false,
            true,
            Set.of("PRE_AUTHORIZED_CODE"),
            Set.of(
                    "claimsAtUserInfo",
                    "clientIdentifier",
                    "cnonce",
                    "cnonceDuration",
                    "cnonceExpiresAt",
                    "credentialOfferInfo",
                    "deviceSecret",
                    "deviceSecretHash",
                    "dpopNonce",
                    "forCredentialIssuance",
                    "issuableCredentials",
                    "metadataDocumentLocation",
                    "metadataDocumentUsed",
                    "nativeSsoRequested",
                    "refreshTokenScopes",
                    "requestedIdTokenClaims",
                    "responseSigningRequired",
                    "sessionId",
                    "ticketInfo",
                    "tokenId"),
            false,
            false,
            Set.of(
                    "backchannelLogoutSessionRequired",
                    "backchannelLogoutUri",
                    "clientSource",
                    "credentialOfferEndpoint",
                    "credentialResponseEncryptionRequired",
                    "discoveredByMetadataDocument",
                    "fapiModes",
                    "haipVersion",
                    "inScopeForTokenMigration",
                    "metadataDocumentExpiresAt",
                    "metadataDocumentLocation",
                    "metadataDocumentUpdatedAt",
                    "mtlsEndpointAliasesUsed",
                    "responseModes",
                    "spiffeBundleEndpoint",
                    "spiffeId"),
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

    /** Authlete 3.0. */
    public static final Differences OF_3_0 = new Differences(
            "3.0",
            "3.0.16",
            false,
            true,
            Credentials.BEARER,
            false,
            404,
            "{\"resultCode\":404,\"resultMessage\":\"Not Found\"}",
            404,
            201,
            true,
            true,
            true,
            true,
            false,
            Set.of(),
            Set.of(),
            true,
            true,
            Set.of(),
            Set.of());
}
