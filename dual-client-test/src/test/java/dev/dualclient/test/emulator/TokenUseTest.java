package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokenUseTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client = authlete.client();

    @Test
    void anUnknownAccessTokenDoesNotExist() {
        Result result = authlete.introspect("nobody's");

        assertThat(result.action()).isEqualTo("UNAUTHORIZED");
        assertThat(result.code()).isEqualTo("A057302");
        assertThat(result.json().path("existent").asBoolean()).isFalse();
        assertThat(result.text("responseContent")).startsWith("Bearer ").contains("error=\"invalid_token\"");
    }

    @Test
    void aMissingAccessTokenIsABadRequest() {
        assertThat(authlete.call("auth-introspection").code()).isEqualTo("A057301");
    }

    @Test
    void aLivingAccessTokenTellsWhoseItIs() {
        Result result = authlete.introspect(authlete.tokens(client).text("accessToken"), "read", "openid");

        assertThat(result.action()).isEqualTo("OK");
        assertThat(result.code()).isEqualTo("A056001");
        assertThat(result.json().path("clientId").asLong()).isEqualTo(client.id());
        assertThat(result.text("subject")).isEqualTo("john");
        assertThat(result.text("grantType")).isEqualTo("AUTHORIZATION_CODE");
        for (String flag : new String[] {"existent", "usable", "sufficient", "refreshable"}) {
            assertThat(result.json().path(flag).asBoolean()).as(flag).isTrue();
        }
        assertThat(result.json().path("expiresAt").asLong())
                .isEqualTo(authlete.clock.millis() + Duration.ofHours(1).toMillis());
    }

    @Test
    void aTokenWithoutAScopeIsKnownAndForbidden() {
        Result result = authlete.introspect(authlete.tokens(client).text("accessToken"), "write");

        assertThat(result.action()).isEqualTo("FORBIDDEN");
        assertThat(result.code()).isEqualTo("A064302");
        assertThat(result.json().path("usable").asBoolean()).isTrue();
        assertThat(result.json().path("sufficient").asBoolean()).isFalse();
        assertThat(result.text("responseContent")).contains("insufficient_scope");
    }

    @Test
    void aTokenOfAnotherSubjectIsForbidden() {
        String token = authlete.tokens(client).text("accessToken");

        assertThat(authlete.call("auth-introspection", "token", token, "subject", "jane")
                        .code())
                .isEqualTo("A066302");
    }

    @Test
    void anExpiredTokenIsKnownAndTellsWhetherItCanBeRefreshed() {
        String refreshable = authlete.tokens(client).text("accessToken");
        String single =
                authlete.token(client, "grant_type", "client_credentials").text("accessToken");
        authlete.advance(Duration.ofHours(1));

        assertThat(authlete.introspect(refreshable).code()).isEqualTo("A065301");
        assertThat(authlete.introspect(refreshable).json().path("existent").asBoolean())
                .isTrue();
        assertThat(authlete.introspect(refreshable).json().path("usable").asBoolean())
                .isFalse();
        assertThat(authlete.introspect(single).code()).isEqualTo("A065303");
        authlete.advance(Duration.ofDays(10));
        assertThat(authlete.introspect(refreshable).code()).isEqualTo("A065302");
    }

    @Test
    void standardIntrospectionKnowsBothKindsOfTokens() {
        Result tokens = authlete.tokens(client);
        JsonNode access = standard(tokens.text("accessToken"));
        JsonNode refresh = standard(tokens.text("refreshToken"));

        assertThat(access.path("active").asBoolean()).isTrue();
        assertThat(access.path("client_id").asString()).isEqualTo(Long.toString(client.id()));
        assertThat(access.path("sub").asString()).isEqualTo("john");
        assertThat(access.path("scope").asString()).isEqualTo("openid read");
        assertThat(access.path("exp").asLong()).isEqualTo(authlete.clock.millis() / 1000 + 3600);
        assertThat(refresh.path("active").asBoolean()).isTrue();
        assertThat(refresh.path("client_id").asString()).isEqualTo(Long.toString(client.id()));
        assertThat(refresh.path("exp").asLong()).isEqualTo(authlete.clock.millis() / 1000 + 864000);
        assertThat(standard("nobody's").toString()).isEqualTo("{\"active\":false}");
    }

    private JsonNode standard(String token) {
        return authlete.call("auth-introspection-standard", "parameters", form("token", token))
                .content();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accessToken", "refreshToken"})
    void revokingOneTokenRevokesBoth(String which) {
        Result tokens = authlete.tokens(client);

        assertThat(authlete.revoke(client, tokens.text(which)).code()).isEqualTo("A113001");
        assertThat(authlete.active(tokens.text("accessToken"))).isFalse();
        assertThat(authlete.active(tokens.text("refreshToken"))).isFalse();
    }

    @Test
    void revokingAnUnknownTokenSucceeds() {
        assertThat(authlete.revoke(client, "nobody's").action()).isEqualTo("OK");
    }

    @Test
    void aClientDoesNotRevokeAnothersToken() {
        Result tokens = authlete.tokens(client);

        assertThat(authlete.revoke(authlete.client(), tokens.text("accessToken"))
                        .verdict())
                .isEqualTo("BAD_REQUEST A116301 invalid_request");
        assertThat(authlete.active(tokens.text("accessToken"))).isTrue();
    }

    @Test
    void revocationAuthenticatesTheClient() {
        Result tokens = authlete.tokens(client);

        assertThat(authlete.revoke(new Registered(client.id(), "wrong"), tokens.text("accessToken"))
                        .verdict())
                .isEqualTo("INVALID_CLIENT A157305 invalid_client");
        assertThat(authlete.revoke(new Registered(1, "wrong"), tokens.text("accessToken"))
                        .verdict())
                .isEqualTo("INVALID_CLIENT A114314 invalid_client");
    }

    @Test
    void aLockedClientsTokenIsKnownAndUnusable() {
        String token = authlete.tokens(client).text("accessToken");
        authlete.call(
                "client-lock-flag-update",
                Map.of("clientIdentifier", Long.toString(client.id())),
                Map.of(),
                Authlete.json("clientLocked", true));

        assertThat(authlete.introspect(token).code()).isEqualTo("A097303");
        assertThat(authlete.introspect(token).json().path("existent").asBoolean())
                .isTrue();
        assertThat(authlete.active(token)).isFalse();
        assertThat(authlete.call("auth-userinfo", "token", token).code()).isEqualTo("A097303");
    }

    @Test
    void userInfoSaysWhichClaimsAndTakesTheirValues() {
        String token = authlete.redeem(client, authlete.code(client, "scope", "openid email"))
                .text("accessToken");
        Result asked = authlete.call("auth-userinfo", "token", token);

        assertThat(asked.code()).isEqualTo("A091001");
        assertThat(asked.text("subject")).isEqualTo("john");
        assertThat(asked.json().path("claims").toString()).isEqualTo("[\"email\",\"email_verified\"]");
        Result issued = authlete.call("auth-userinfo-issue", "token", token, "claims", "{\"email\":\"j@x.example\"}");
        assertThat(issued.action()).isEqualTo("JSON");
        assertThat(issued.content().path("email").asString()).isEqualTo("j@x.example");
        assertThat(issued.content().path("sub").asString()).isEqualTo("john");
    }

    @Test
    void userInfoNeedsTheRightKindOfToken() {
        String cc = authlete.token(client, "grant_type", "client_credentials").text("accessToken");

        assertThat(authlete.call("auth-userinfo", "token", "nobody's").code()).isEqualTo("A088302");
        assertThat(authlete.call("auth-userinfo-issue", "token", "nobody's").code())
                .isEqualTo("A092302");
        assertThat(authlete.call("auth-userinfo", "token", cc).code()).isEqualTo("A089304");
        String token = authlete.tokens(client).text("accessToken");
        authlete.advance(Duration.ofHours(1));
        assertThat(authlete.call("auth-userinfo", "token", token).code()).isEqualTo("A089303");
        assertThat(authlete.call("auth-userinfo-issue", "token", token).code()).isEqualTo("A093303");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void anIdTokenVerifiesWithTheKeysOfTheService(String algorithm) throws Exception {
        Registered signed = authlete.client("idTokenSignAlg", algorithm);
        Result asked = authlete.authorize(signed, "nonce", "a-nonce");
        String code = authlete.approve(asked.text("ticket"), "claims", "{\"name\":\"John\",\"sub\":\"mallory\"}")
                .text("authorizationCode");
        JWT idToken = JWTParser.parse(authlete.redeem(signed, code).text("idToken"));

        JWKSet keys =
                JWKSet.parse(authlete.read("service-jwks-get", Map.of()).json().toString());
        IDTokenValidator validator = new IDTokenValidator(
                new Issuer("http://localhost:8080"),
                new ClientID(Long.toString(signed.id())),
                JWSAlgorithm.parse(algorithm),
                keys);
        validator.setMaxClockSkew(Integer.MAX_VALUE); // the emulator's clock stands still
        IDTokenClaimsSet claims = validator.validate(idToken, new Nonce("a-nonce"));
        assertThat(claims.getSubject().getValue()).isEqualTo("john");
        assertThat(claims.getStringClaim("name")).isEqualTo("John");
        assertThat(claims.getAccessTokenHash()).isNotNull();
        assertThat(claims.getAuthenticationTime()).isNotNull();
    }

    @Test
    void keysOfTwoServersDifferAndPrivatePartsAreToldOnRequestOnly() {
        Authlete other = new Authlete(AuthleteVersion.V2_3);
        JsonNode here = authlete.read("service-jwks-get", Map.of()).json();

        assertThat(here.at("/keys/0/kid").asString())
                .isNotEqualTo(other.read("service-jwks-get", Map.of())
                        .json()
                        .at("/keys/0/kid")
                        .asString());
        assertThat(here.at("/keys/0/d").isMissingNode()).isTrue();
        JsonNode whole = authlete.call(
                        "service-jwks-get", Map.of(), Map.of("includePrivateKeys", "true"), Authlete.json())
                .json();
        assertThat(whole.at("/keys/0/d").isMissingNode()).isFalse();
        assertThat(whole.at("/keys/0/kid")).isEqualTo(here.at("/keys/0/kid"));
    }
}
