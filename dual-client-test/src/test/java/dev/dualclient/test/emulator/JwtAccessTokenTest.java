package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.SigningKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Access tokens as JWTs (RFC 9068). */
class JwtAccessTokenTest {

    private static Authlete signing(AuthleteVersion version) {
        Authlete authlete = new Authlete(version);
        Settings.set(authlete, "accessTokenSignAlg", "ES256");
        return authlete;
    }

    @ParameterizedTest
    @EnumSource
    void theRandomStringIsTheIdOfTheJwt(AuthleteVersion version) throws Exception {
        Authlete authlete = signing(version);
        Registered client = authlete.client();
        Result tokens = authlete.tokens(client);
        String jwt = tokens.text("jwtAccessToken");
        JWTClaimsSet claims = SignedJWT.parse(jwt).getJWTClaimsSet();

        assertThat(tokens.content().path("access_token").asString()).isEqualTo(jwt);
        assertThat(claims.getJWTID()).isEqualTo(tokens.text("accessToken"));
        assertThat(claims.getSubject()).isEqualTo("john");
        assertThat(claims.getStringClaim("client_id")).isEqualTo(Long.toString(client.id()));
        assertThat(claims.getExpirationTime().getTime()).isEqualTo(authlete.clock.millis() + 3_600_000);
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:8080");
        JsonNode keys = authlete.read("service-jwks-get", Map.of()).json();
        assertThat(JWKSet.parse(keys.toString())
                        .getKeyByKeyId(SignedJWT.parse(jwt).getHeader().getKeyID()))
                .isNotNull();
        JsonNode list = authlete.read("auth-token-get-list", Map.of()).json();
        assertThat(list.at("/accessTokens/0/accessTokenHash").asString())
                .isEqualTo(Opaque.hash(tokens.text("accessToken")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accessToken", "jwtAccessToken"})
    void eitherIsTakenAsTheAccessToken(String which) {
        Authlete authlete = signing(AuthleteVersion.V3_0);
        Registered client = authlete.client();
        Result tokens = authlete.tokens(client);
        String token = tokens.text(which);

        assertThat(authlete.introspect(token, "read").action()).isEqualTo("OK");
        assertThat(authlete.call("auth-userinfo", "token", token).action()).isEqualTo("OK");
        assertThat(authlete.active(token)).isTrue();
        assertThat(authlete.revoke(client, token).action()).isEqualTo("OK");
        assertThat(authlete.active(tokens.text("accessToken"))).isFalse();
        assertThat(authlete.active(tokens.text("jwtAccessToken"))).isFalse();
    }

    @Test
    void aRefreshEndsTheJwtAndBringsAnother() {
        Authlete authlete = signing(AuthleteVersion.V3_0);
        Registered client = authlete.client();
        Result tokens = authlete.tokens(client);
        Result refreshed = authlete.refresh(client, tokens.text("refreshToken"));

        assertThat(authlete.active(tokens.text("jwtAccessToken"))).isFalse();
        assertThat(authlete.active(refreshed.text("jwtAccessToken"))).isTrue();
    }

    @Test
    void anIdTokenHasTheHashOfTheJwt() throws Exception {
        Authlete authlete = signing(AuthleteVersion.V3_0);
        Result tokens = authlete.tokens(authlete.client("idTokenSignAlg", "ES256"));
        String hash = AccessTokenHash.compute(
                        new BearerAccessToken(tokens.text("jwtAccessToken")), JWSAlgorithm.ES256, null)
                .getValue();

        assertThat(SignedJWT.parse(tokens.text("idToken")).getJWTClaimsSet().getStringClaim("at_hash"))
                .isEqualTo(hash);
    }

    @Test
    void implicitAndCreatedTokensAreJwtsToo() {
        Authlete authlete = signing(AuthleteVersion.V3_0);
        Registered client = authlete.client();
        Result asked = authlete.authorize(client, "response_type", "token");
        Result implicit = authlete.approve(asked.text("ticket"));
        Result created = authlete.call(
                "auth-token-create",
                "grantType",
                "AUTHORIZATION_CODE",
                "clientId",
                client.id(),
                "subject",
                "john",
                "accessToken",
                "chosen");

        assertThat(implicit.text("responseContent")).contains("access_token=" + implicit.text("jwtAccessToken"));
        assertThat(authlete.active(implicit.text("jwtAccessToken"))).isTrue();
        assertThat(created.text("accessToken")).isEqualTo("chosen");
        assertThat(authlete.active(created.text("jwtAccessToken"))).isTrue();
    }

    @Test
    void aJwtThatTheServiceHasNotSignedIsNoAccessToken() {
        Authlete authlete = signing(AuthleteVersion.V3_0);
        String id = authlete.tokens(authlete.client()).text("accessToken");
        String forged = SigningKeys.of("another server", 1)
                .sign(new JWTClaimsSet.Builder().jwtID(id).build(), "ES256", new JOSEObjectType("at+jwt"));

        assertThat(authlete.introspect(forged).code()).isEqualTo("A057302");
        assertThat(authlete.introspect("eyNothing").code()).isEqualTo("A057302");
    }

    @Test
    void aServiceThatImportedTheKeysOfAnotherKnowsItsTokens() throws Exception {
        JWKSet imported =
                new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("imported").generate());
        Authlete authlete = signing(AuthleteVersion.V3_0);
        Settings.set(authlete, "jwks", imported.toString(false));
        Result tokens = authlete.tokens(authlete.client());
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder().jwtID(tokens.text("accessToken")).build();
        SignedJWT ofAnother = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims);
        ofAnother.sign(new ECDSASigner(imported.getKeys().get(0).toECKey()));

        assertThat(SignedJWT.parse(tokens.text("jwtAccessToken")).getHeader().getKeyID())
                .isEqualTo("imported");
        assertThat(authlete.active(ofAnother.serialize())).isTrue();
    }

    @Test
    void keysThatAreNoJwkSetAreNotTaken() {
        Authlete authlete = signing(AuthleteVersion.V3_0);
        Map<String, String> service = Map.of("service", EmulatedCredentials.DEFAULT.serviceId());
        assertThat(authlete.call("service-update", service, Map.of(), Authlete.MAPPER.valueToTree(Map.of("jwks", "{")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aServiceWithoutAnAlgorithmIssuesNone() {
        Authlete authlete = new Authlete(AuthleteVersion.V3_0);
        Result tokens = authlete.tokens(authlete.client());

        assertThat(tokens.json().has("jwtAccessToken")).isFalse();
        assertThat(tokens.content().path("access_token").asString()).isEqualTo(tokens.text("accessToken"));
    }
}
