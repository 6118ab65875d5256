package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.Differences;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.SigningKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a service is set at first, in the words of the API. */
final class ServiceSettings {

    private static final List<String> CLIENT_AUTH_METHODS = List.of(
            "NONE",
            "CLIENT_SECRET_BASIC",
            "CLIENT_SECRET_POST",
            "CLIENT_SECRET_JWT",
            "PRIVATE_KEY_JWT",
            "TLS_CLIENT_AUTH",
            "SELF_SIGNED_TLS_CLIENT_AUTH");

    private static final List<String> GRANT_TYPES = List.of(
            "AUTHORIZATION_CODE",
            "IMPLICIT",
            "PASSWORD",
            "CLIENT_CREDENTIALS",
            "REFRESH_TOKEN",
            "DEVICE_CODE",
            "CIBA",
            "TOKEN_EXCHANGE",
            "JWT_BEARER",
            "PRE_AUTHORIZED_CODE");

    private ServiceSettings() {}

    static Service service(EmulatedService service, Differences differences, long now) {
        long number = Long.parseLong(service.credentials().serviceId());
        return new Service(
                number,
                settings(service, differences),
                SigningKeys.of(service.version().number(), number),
                now);
    }

    private static Document settings(EmulatedService service, Differences differences) {
        String issuer = service.issuer().toString();
        EmulatedService.Tokens tokens = service.tokens();
        return Document.empty()
                .with("serviceName", "Emulated service")
                .with("issuer", issuer)
                .with("authorizationEndpoint", issuer + "/api/authorization")
                .with("tokenEndpoint", issuer + "/api/token")
                .with("revocationEndpoint", issuer + "/api/revocation")
                .with("introspectionEndpoint", issuer + "/api/introspection")
                .with("userInfoEndpoint", issuer + "/api/userinfo")
                .with("jwksUri", issuer + "/api/jwks")
                .with("endSessionEndpoint", issuer + "/api/logout")
                .with(
                        "supportedScopes",
                        service.scopes().stream()
                                .map(name -> Map.of("name", name, "defaultEntry", false))
                                .toList())
                .with(
                        "supportedResponseTypes",
                        List.of(
                                "CODE",
                                "TOKEN",
                                "ID_TOKEN",
                                "CODE_TOKEN",
                                "CODE_ID_TOKEN",
                                "ID_TOKEN_TOKEN",
                                "CODE_ID_TOKEN_TOKEN"))
                .with(
                        "supportedGrantTypes",
                        GRANT_TYPES.stream()
                                .filter(type -> !differences.unknownGrantTypes().contains(type))
                                .toList())
                .with("supportedTokenAuthMethods", CLIENT_AUTH_METHODS)
                .with("supportedRevocationAuthMethods", CLIENT_AUTH_METHODS)
                .with("supportedIntrospectionAuthMethods", List.of("CLIENT_SECRET_BASIC"))
                .with("pushedAuthReqEndpoint", issuer + "/api/par")
                .with("pushedAuthReqDuration", 600)
                .with("deviceAuthorizationEndpoint", issuer + "/api/device/authorization")
                .with("deviceVerificationUri", issuer + "/device")
                .with("deviceVerificationUriComplete", issuer + "/device?user_code=USER_CODE")
                .with("deviceFlowCodeDuration", 600)
                .with("deviceFlowPollingInterval", 5)
                .with("backchannelAuthenticationEndpoint", issuer + "/api/backchannel/authentication")
                .with("supportedBackchannelTokenDeliveryModes", List.of("POLL", "PING", "PUSH"))
                .with("backchannelAuthReqIdDuration", 600)
                .with("backchannelPollingInterval", 5)
                .with("backchannelUserCodeParameterSupported", true)
                .with("tlsClientCertificateBoundAccessTokens", true)
                .with("authorizationResponseDuration", 600)
                .with("supportedDisplays", List.of("PAGE"))
                .with("supportedClaimTypes", List.of("NORMAL"))
                .with("supportedClaims", List.of("sub", "name", "given_name", "family_name", "email", "email_verified"))
                .with("accessTokenType", "Bearer")
                .with("accessTokenDuration", seconds(tokens.accessToken()))
                .with("refreshTokenDuration", seconds(tokens.refreshToken()))
                .with("authorizationCodeDuration", seconds(tokens.authorizationCode()))
                .with("idTokenDuration", 86400)
                .with("refreshTokenKept", tokens.kept())
                .with("refreshTokenIdempotent", tokens.idempotent())
                .with("clientIdAliasEnabled", true)
                .with("grantManagementEndpoint", issuer + "/api/gm")
                .with("nativeSsoSupported", true)
                .with("verifiableCredentialsEnabled", true)
                .with("oid4vciVersion", "1.0-Final")
                .with("credentialIssuerMetadata", CredentialIssuer.settings(issuer))
                .with("federationEnabled", true)
                .with("federationRegistrationEndpoint", issuer + "/api/federation/register")
                .with("hsmEnabled", true)
                .with("dynamicRegistrationSupported", true)
                .with("registrationEndpoint", issuer + "/api/register")
                .with("registrationManagementEndpoint", issuer + "/api/register")
                .with("unauthorizedOnClientConfigSupported", true)
                .with("dcrScopeUsedAsRequestable", true);
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }
}
