package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.form;
import static dev.dualclient.test.emulator.Authlete.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Tokens that are bound to a DPoP key (RFC 9449). */
class DpopTest {

    private static final URI TOKEN_ENDPOINT = URI.create("http://localhost:8080/api/token");
    private static final URI RESOURCE = URI.create("https://rs.example.com/thing");
    private static final ECKey KEY = ClientKeys.ec("client");
    private static final ECKey OTHER_KEY = ClientKeys.ec("other");

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client = authlete.client();

    private static String proof(
            Authlete authlete, ECKey key, String method, URI uri, @Nullable String token, @Nullable String nonce) {
        try {
            return new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256)
                    .createDPoPJWT(
                            new JWTID(),
                            method,
                            uri,
                            new Date(authlete.clock.millis()),
                            token == null ? null : new DPoPAccessToken(token),
                            nonce == null ? null : new Nonce(nonce))
                    .serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String proof() {
        return proof(authlete, KEY, "POST", TOKEN_ENDPOINT, null, null);
    }

    private Result token(Registered of, String proof, String... parameters) {
        ObjectNode body = json(
                "clientId", Long.toString(of.id()),
                "parameters", form(parameters),
                "dpop", proof,
                "htm", "POST",
                "htu", TOKEN_ENDPOINT.toString());
        if (!of.secret().isEmpty()) {
            body.put("clientSecret", of.secret());
        }
        return authlete.call("auth-token", Map.of(), Map.of(), body);
    }

    private Result token(String proof) {
        return token(client, proof, "grant_type", "client_credentials", "scope", "read");
    }

    private Result use(String token, String proof) {
        return authlete.call(
                "auth-introspection", "token", token, "dpop", proof, "htm", "GET", "htu", RESOURCE.toString());
    }

    private String use(String token) {
        return proof(authlete, KEY, "GET", RESOURCE, token, null);
    }

    @ParameterizedTest
    @EnumSource
    void aProofBindsTheToken(AuthleteVersion version) throws Exception {
        Authlete either = new Authlete(version);
        Registered someone = either.client();
        Result issued = either.call(
                "auth-token",
                "clientId",
                Long.toString(someone.id()),
                "clientSecret",
                someone.secret(),
                "parameters",
                form("grant_type", "client_credentials"),
                "dpop",
                proof(either, KEY, "POST", TOKEN_ENDPOINT, null, null));

        assertThat(issued.content().path("token_type").asString()).isEqualTo("DPoP");
        assertThat(either.call("auth-introspection-standard", "parameters", form("token", issued.text("accessToken")))
                        .content()
                        .at("/cnf/jkt")
                        .asString())
                .isEqualTo(KEY.computeThumbprint().toString());
    }

    @ParameterizedTest
    @Scenario("N62")
    @ValueSource(strings = {"?page=1", "#here", "?a=b#c"})
    void queryAndFragmentAreNotCompared(String more) {
        String token = token(proof()).text("accessToken");

        Result used = authlete.call(
                "auth-introspection", "token", token, "dpop", use(token), "htm", "GET", "htu", RESOURCE + more);

        assertThat(used.text("action")).isEqualTo("OK");
    }

    @Test
    void aBoundTokenIsUsedWithProofs() {
        String token = token(proof()).text("accessToken");

        assertThat(use(token, use(token)).action()).isEqualTo("OK");
        assertThat(authlete.introspect(token).code()).isEqualTo("A065308");
        assertThat(use(token, proof(authlete, OTHER_KEY, "GET", RESOURCE, token, null))
                        .code())
                .isEqualTo("A065309");
        assertThat(use(token, proof(authlete, KEY, "GET", RESOURCE, "another", null))
                        .code())
                .isEqualTo("A065310");
        assertThat(use(token, proof(authlete, KEY, "POST", RESOURCE, token, null))
                        .code())
                .isEqualTo("A065310");
        Result refused = use(token, "no proof");
        assertThat(refused.code()).isEqualTo("A065310");
        assertThat(refused.action()).isEqualTo("UNAUTHORIZED");
        assertThat(refused.text("responseContent")).startsWith("DPoP ").contains("invalid_dpop_proof");
    }

    @Test
    void whereATokenIsUsedIsForTheCallToTellUnlessItIsUserInfo() {
        String[] redemption = {
            "grant_type", "authorization_code", "code", authlete.code(client), "redirect_uri", Authlete.CALLBACK
        };
        String token = token(client, proof(), redemption).text("accessToken");
        URI userInfo = URI.create("http://localhost:8080/api/userinfo");

        assertThat(authlete.call(
                                "auth-userinfo",
                                "token",
                                token,
                                "dpop",
                                proof(authlete, KEY, "GET", userInfo, token, null),
                                "htm",
                                "GET")
                        .code())
                .isEqualTo("A091001");
        assertThat(authlete.call("auth-introspection", "token", token, "dpop", use(token), "htm", "GET")
                        .code())
                .isEqualTo("A065310");
    }

    @Test
    void aProofIsAcceptedOnceAndSoon() {
        String proof = proof();
        assertThat(token(proof).action()).isEqualTo("OK");
        assertThat(token(proof).verdict()).isEqualTo("BAD_REQUEST A254301 invalid_dpop_proof");

        String late = proof();
        authlete.advance(Duration.ofMinutes(6));
        assertThat(token(late).verdict()).isEqualTo("BAD_REQUEST A254301 invalid_dpop_proof");
    }

    @Test
    void aProofIsForItsEndpoint() {
        String elsewhere = proof(authlete, KEY, "POST", URI.create("https://elsewhere.example/token"), null, null);

        assertThat(token(elsewhere).verdict()).isEqualTo("BAD_REQUEST A254301 invalid_dpop_proof");
    }

    @Test
    void aProofOfAFailedAuthenticationIsNotUsedUp() {
        String proof = proof();

        assertThat(token(new Registered(client.id(), "wrong"), proof, "grant_type", "client_credentials")
                        .code())
                .isEqualTo("A157305");
        assertThat(token(proof).action()).isEqualTo("OK");
    }

    @Test
    void aNonceIsAskedForWhereItIsRequired() {
        Settings.set(authlete, "dpopNonceRequired", true);
        Result challenged = token(proof());
        assertThat(challenged.verdict()).isEqualTo("BAD_REQUEST A254301 use_dpop_nonce");
        String nonce = challenged.text("dpopNonce");

        Result issued = token(proof(authlete, KEY, "POST", TOKEN_ENDPOINT, null, nonce));
        assertThat(issued.action()).isEqualTo("OK");
        assertThat(issued.text("dpopNonce")).isEqualTo(nonce);
        authlete.advance(Duration.ofMinutes(10));
        assertThat(token(proof(authlete, KEY, "POST", TOKEN_ENDPOINT, null, nonce))
                        .content()
                        .path("error")
                        .asString())
                .isEqualTo("use_dpop_nonce");
    }

    @Test
    void theRefreshTokenOfAPublicClientIsBoundToo() {
        Registered publicClient = authlete.publicClient();
        String code = authlete.code(publicClient);
        String[] redemption = {"grant_type", "authorization_code", "code", code, "redirect_uri", Authlete.CALLBACK};
        String refreshToken = token(publicClient, proof(), redemption).text("refreshToken");
        String[] refresh = {"grant_type", "refresh_token", "refresh_token", refreshToken};

        assertThat(token(publicClient, proof(authlete, OTHER_KEY, "POST", TOKEN_ENDPOINT, null, null), refresh)
                        .verdict())
                .isEqualTo("BAD_REQUEST A053311 invalid_dpop_proof");
        assertThat(authlete.refresh(publicClient, refreshToken).code()).isEqualTo("A053311");
        assertThat(token(publicClient, proof(), refresh).action()).isEqualTo("OK");
    }

    @Test
    void aCodeIsRedeemedWithTheKeyOfItsRequest() throws Exception {
        String code = authlete.code(client, "dpop_jkt", KEY.computeThumbprint().toString());
        String[] redemption = {"grant_type", "authorization_code", "code", code, "redirect_uri", Authlete.CALLBACK};

        assertThat(authlete.redeem(client, code).verdict()).isEqualTo("BAD_REQUEST A254301 invalid_grant");
        Result issued = token(client, proof(), redemption);
        assertThat(issued.action()).isEqualTo("OK");
        String token = issued.text("accessToken");
        assertThat(authlete.call("auth-userinfo", "token", token).code()).isEqualTo("A089311");
        assertThat(authlete.call(
                                "auth-userinfo",
                                "token",
                                token,
                                "dpop",
                                use(token),
                                "htm",
                                "GET",
                                "htu",
                                RESOURCE.toString())
                        .code())
                .isEqualTo("A091001");
    }
}
