package dev.dualclient.test.emulator.management;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.ciba.BackChannelTokenDeliveryMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.dualclient.test.emulator.state.Service;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The discovery document of a service (OpenID Connect Discovery section 3, RFC 8414). */
public final class Discovery {

    private static final List<JWSAlgorithm> SIGNATURES =
            List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private static final List<ResponseMode> RESPONSE_MODES = List.of(
            ResponseMode.QUERY,
            ResponseMode.FRAGMENT,
            ResponseMode.FORM_POST,
            ResponseMode.JWT,
            ResponseMode.QUERY_JWT,
            ResponseMode.FRAGMENT_JWT,
            ResponseMode.FORM_POST_JWT);

    private Discovery() {}

    /** Returns the document as JSON. */
    public static String document(Service service) {
        OIDCProviderMetadata metadata = new OIDCProviderMetadata(
                new Issuer(service.issuer()), List.of(SubjectType.PUBLIC), uri(service, "jwksUri"));
        metadata.setAuthorizationEndpointURI(uri(service, "authorizationEndpoint"));
        metadata.setTokenEndpointURI(uri(service, "tokenEndpoint"));
        metadata.setUserInfoEndpointURI(uri(service, "userInfoEndpoint"));
        metadata.setRevocationEndpointURI(uri(service, "revocationEndpoint"));
        metadata.setEndSessionEndpointURI(uri(service, "endSessionEndpoint"));
        metadata.setIntrospectionEndpointURI(uri(service, "introspectionEndpoint"));
        metadata.setScopes(new Scope(service.scopes().toArray(new String[0])));
        metadata.setResponseTypes(texts(service, "supportedResponseTypes").stream()
                .map(Discovery::responseType)
                .toList());
        metadata.setResponseModes(RESPONSE_MODES);
        metadata.setGrantTypes(texts(service, "supportedGrantTypes").stream()
                .map(Discovery::grantType)
                .toList());
        metadata.setTokenEndpointAuthMethods(methods(service, "supportedTokenAuthMethods"));
        metadata.setRevocationEndpointAuthMethods(methods(service, "supportedRevocationAuthMethods"));
        metadata.setIntrospectionEndpointAuthMethods(methods(service, "supportedIntrospectionAuthMethods"));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.PLAIN, CodeChallengeMethod.S256));
        metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256));
        metadata.setUserInfoJWSAlgs(List.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256));
        if (service.is("dynamicRegistrationSupported")) {
            metadata.setRegistrationEndpointURI(uri(service, "registrationEndpoint"));
        }
        List<String> acrs = texts(service, "supportedAcrs");
        metadata.setACRs(acrs.isEmpty() ? null : acrs.stream().map(ACR::new).toList());
        metadata.setClaims(texts(service, "supportedClaims"));
        metadata.setSupportsClaimsParams(true);
        metadata.setSupportsRequestParam(true);
        metadata.setSupportsRequestURIParam(false);
        metadata.setSupportsAuthorizationResponseIssuerParam(!service.is("issSuppressed"));
        metadata.setTokenEndpointJWSAlgs(assertions(service));
        metadata.setRequestObjectJWSAlgs(SIGNATURES);
        metadata.setDPoPJWSAlgs(SIGNATURES);
        metadata.setAuthorizationJWSAlgs(List.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256));
        metadata.setPushedAuthorizationRequestEndpointURI(uri(service, "pushedAuthReqEndpoint"));
        metadata.requiresPushedAuthorizationRequests(service.is("parRequired"));
        metadata.setDeviceAuthorizationEndpointURI(uri(service, "deviceAuthorizationEndpoint"));
        metadata.setBackChannelAuthenticationEndpointURI(uri(service, "backchannelAuthenticationEndpoint"));
        metadata.setBackChannelTokenDeliveryModes(texts(service, "supportedBackchannelTokenDeliveryModes").stream()
                .map(mode -> new BackChannelTokenDeliveryMode(mode.toLowerCase(Locale.ROOT)))
                .toList());
        metadata.setSupportsBackChannelUserCodeParam(service.is("backchannelUserCodeParameterSupported"));
        metadata.setSupportsTLSClientCertificateBoundAccessTokens(service.is("tlsClientCertificateBoundAccessTokens"));
        return metadata.toJSONObject().toJSONString();
    }

    /** An assertion is signed by the client's key, or by its secret (OpenID Connect Core section 9). */
    private static List<JWSAlgorithm> assertions(Service service) {
        return service.supports("supportedTokenAuthMethods", "CLIENT_SECRET_JWT")
                ? Stream.concat(SIGNATURES.stream(), Stream.of(JWSAlgorithm.HS256))
                        .toList()
                : SIGNATURES;
    }

    private static @Nullable URI uri(Service service, String name) {
        String text = service.settings().text(name);
        return text == null ? null : URI.create(text);
    }

    private static List<String> texts(Service service, String name) {
        return service.settings().texts(name);
    }

    /** Turns {@code CODE_ID_TOKEN} into {@code code id_token}. */
    private static ResponseType responseType(String name) {
        String words = name.replace("ID_TOKEN", "IDTOKEN").replace('_', ' ').replace("IDTOKEN", "ID_TOKEN");
        try {
            return ResponseType.parse(words.toLowerCase(Locale.ROOT));
        } catch (ParseException e) {
            throw new IllegalStateException("a service supports a response type that is none: " + name, e);
        }
    }

    private static GrantType grantType(String name) {
        return switch (name) {
            case "DEVICE_CODE" -> GrantType.DEVICE_CODE;
            case "CIBA" -> GrantType.CIBA;
            case "TOKEN_EXCHANGE" -> GrantType.TOKEN_EXCHANGE;
            case "JWT_BEARER" -> GrantType.JWT_BEARER;
            case "PRE_AUTHORIZED_CODE" -> new GrantType("urn:ietf:params:oauth:grant-type:pre-authorized_code");
            default -> new GrantType(name.toLowerCase(Locale.ROOT));
        };
    }

    private static List<ClientAuthenticationMethod> methods(Service service, String name) {
        return texts(service, name).stream()
                .map(method -> ClientAuthenticationMethod.parse(method.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
