package dev.dualclient.sample.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.dualclient.sample.backends.RegisteredAt;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that is made of the Nimbus OAuth 2.0 SDK and knows of the sample only its issuer. */
class NimbusClientTest extends SampleOnEmulators {

    private static final ClientAuthentication RESOURCE_SERVER =
            new ClientSecretBasic(new ClientID("resourceServer"), new Secret("resource-server-secret-of-tests"));

    /** A client, and what discovery told it about the server. */
    private record Application(OIDCProviderMetadata provider, ClientAuthentication credentials, URI redirectUri) {

        static Application of(TestClient client) throws Exception {
            return new Application(
                    OIDCProviderMetadata.resolve(new Issuer(ISSUER)),
                    new ClientSecretBasic(
                            new ClientID(Long.toString(client.id())), new Secret(String.valueOf(client.secret()))),
                    URI.create(client.redirectUri()));
        }

        TokenResponse exchange(AuthorizationGrant grant) throws Exception {
            return OIDCTokenResponseParser.parse(
                    new TokenRequest.Builder(provider.getTokenEndpointURI(), credentials, grant)
                            .build()
                            .toHTTPRequest()
                            .send());
        }

        OIDCTokens tokens(AuthorizationGrant grant) throws Exception {
            TokenResponse answer = exchange(grant);
            assertThat(answer.indicatesSuccess()).as(() -> error(answer)).isTrue();
            return ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens();
        }

        IDTokenClaimsSet validated(OIDCTokens tokens, Nonce nonce) throws Exception {
            return new IDTokenValidator(
                            provider.getIssuer(),
                            credentials.getClientID(),
                            JWSAlgorithm.RS256,
                            provider.getJWKSetURI().toURL())
                    .validate(tokens.getIDToken(), nonce);
        }

        UserInfoResponse userInfo(AccessToken token) throws Exception {
            return UserInfoResponse.parse(new UserInfoRequest(provider.getUserInfoEndpointURI(), token)
                    .toHTTPRequest()
                    .send());
        }

        TokenIntrospectionSuccessResponse introspection(Token token) throws Exception {
            return TokenIntrospectionResponse.parse(new TokenIntrospectionRequest(
                                    provider.getIntrospectionEndpointURI(), RESOURCE_SERVER, token)
                            .toHTTPRequest()
                            .send())
                    .toSuccessResponse();
        }

        int revoke(Token token) throws Exception {
            return new TokenRevocationRequest(provider.getRevocationEndpointURI(), credentials, token)
                    .toHTTPRequest()
                    .send()
                    .getStatusCode();
        }

        private static String error(TokenResponse answer) {
            return String.valueOf(answer.toErrorResponse().getErrorObject());
        }
    }

    /** The SDK looks at the time, so that of the backends must not be ahead. */
    @BeforeAll
    static void setTheClocks() {
        EMULATORS.reset();
    }

    @ParameterizedTest
    @EnumSource
    void aClientGoesAllTheWayFromDiscoveryToRevocation(RegisteredAt home) throws Exception {
        Application app = Application.of(home.client(EMULATORS, change -> {}));
        Nonce nonce = new Nonce();

        OIDCTokens first = app.tokens(grant(app, nonce));
        assertThat(app.validated(first, nonce).getSubject().getValue()).isEqualTo("john");
        assertThat(app.userInfo(first.getAccessToken())
                        .toSuccessResponse()
                        .getUserInfo()
                        .getEmailAddress())
                .isEqualTo("john@example.com");

        OIDCTokens second = app.tokens(new RefreshTokenGrant(first.getRefreshToken()));
        assertThat(second.getAccessToken()).isNotEqualTo(first.getAccessToken());
        assertThat(app.exchange(new RefreshTokenGrant(first.getRefreshToken()))
                        .toErrorResponse()
                        .getErrorObject())
                .isEqualTo(OAuth2Error.INVALID_GRANT);
        assertThat(app.introspection(first.getAccessToken()).isActive()).isFalse();
        TokenIntrospectionSuccessResponse introspection = app.introspection(second.getAccessToken());
        assertThat(introspection.isActive()).isTrue();
        assertThat(introspection.getSubject().getValue()).isEqualTo("john");
        assertThat(introspection.getClientID()).isEqualTo(app.credentials().getClientID());

        assertThat(app.revoke(second.getRefreshToken())).isEqualTo(200);
        assertThat(app.introspection(second.getAccessToken()).isActive()).isFalse();
        assertThat(app.introspection(second.getRefreshToken()).isActive()).isFalse();
        assertThat(app.userInfo(second.getAccessToken())
                        .toErrorResponse()
                        .getErrorObject()
                        .getHTTPStatusCode())
                .isEqualTo(401);
    }

    private AuthorizationGrant grant(Application app, Nonce nonce) throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        Scope.parse("openid profile email"),
                        app.credentials().getClientID(),
                        app.redirectUri())
                .endpointURI(app.provider().getAuthorizationEndpointURI())
                .state(new State())
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        String back = codeFlow().consented(request.toQueryString(), "john");
        AuthenticationSuccessResponse answer =
                AuthenticationResponseParser.parse(URI.create(back)).toSuccessResponse();
        assertThat(answer.getState()).isEqualTo(request.getState());
        assertThat(answer.getIssuer()).isEqualTo(app.provider().getIssuer());
        return new AuthorizationCodeGrant(answer.getAuthorizationCode(), app.redirectUri(), verifier);
    }
}
