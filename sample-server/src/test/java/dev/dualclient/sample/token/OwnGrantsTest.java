package dev.dualclient.sample.token;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** The grants whose tokens the sample decides about: token exchange (RFC 8693) and JWT bearer (RFC 7523). */
class OwnGrantsTest extends SampleOnEmulators {

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";

    @ParameterizedTest
    @EnumSource
    void anAccessTokenIsExchangedWhereItAndItsClientAreKnown(KnownTo home) throws Exception {
        TestClient client = client(home);
        JsonNode tokens = home.anybody() ? tokens(client) : null;
        String token = tokens == null ? "no-such-token" : text(tokens, "access_token");

        HttpResponse<String> answer = exchange(client, token, ACCESS_TOKEN, "scope", "openid");

        if (home.anybody()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(text(json(answer), "issued_token_type")).isEqualTo(ACCESS_TOKEN);
            assertThat(text(json(answer), "scope")).isEqualTo("openid");
            assertThat(json(answer).path("expires_in").asLong()).isPositive();
            assertThat(json(answer).has("refresh_token")).isFalse();
            assertThat(text(introspected(text(json(answer), "access_token")), "sub"))
                    .isEqualTo("john");
        } else {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error(answer)).isEqualTo("invalid_client");
        }
    }

    @Test
    void withoutScopesTheNewTokenHasThoseOfTheOldOneAndEndsWithIt() throws Exception {
        TestClient client = client(KnownTo.SECONDARY);
        String old = EMULATORS
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.PASSWORD)
                        .setClientId(client.id())
                        .setSubject("john")
                        .setScopes(new String[] {"openid", "email"})
                        .setAccessTokenDuration(1000))
                .getAccessToken();

        JsonNode exchanged = json(exchange(client, old, ACCESS_TOKEN));

        assertThat(text(exchanged, "scope").split(" ")).containsExactlyInAnyOrder("openid", "email");
        assertThat(exchanged.path("expires_in").asLong()).isBetween(900L, 1100L);
    }

    @ParameterizedTest
    @CsvSource({
        "scope, openid profile, invalid_scope",
        "audience, https://elsewhere.example, invalid_target",
        "requested_token_type, urn:ietf:params:oauth:token-type:refresh_token, invalid_request",
        "subject_token, twice, invalid_request",
    })
    void anExchangeGivesNoMoreThanThereWas(String name, String value, String error) throws Exception {
        TestClient client = client(KnownTo.SECONDARY);

        HttpResponse<String> refused =
                exchange(client, text(tokens(client), "access_token"), ACCESS_TOKEN, name, value);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo(error);
    }

    @Test
    void nobodyActsForAnother() throws Exception {
        TestClient client = client(KnownTo.PRIMARY);
        String token = text(tokens(client), "access_token");

        HttpResponse<String> refused =
                exchange(client, token, ACCESS_TOKEN, "actor_token", token, "actor_token_type", ACCESS_TOKEN);

        assertThat(error(refused)).isEqualTo("invalid_request");
    }

    @Test
    void aTokenThatStandsForNoUserIsNotExchanged() throws Exception {
        TestClient client = client(KnownTo.PRIMARY);
        JsonNode own = json(server.post(client, "/api/token", form("grant_type", "client_credentials")));

        assertThat(error(exchange(client, text(own, "access_token"), ACCESS_TOKEN)))
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void anIdTokenOfTheClientIsExchangedForWhatItsUserAgreedTo(KnownTo home) throws Exception {
        TestClient client = client(home);
        String idToken = text(codeFlow().tokens(client, "jane", "openid email"), "id_token");

        JsonNode exchanged = json(exchange(client, idToken, ID_TOKEN, "scope", "email"));

        assertThat(text(introspected(text(exchanged, "access_token")), "sub")).isEqualTo("jane");
        assertThat(error(exchange(client, idToken, ID_TOKEN, "scope", "phone"))).isEqualTo("invalid_scope");
        assertThat(error(exchange(client(home), idToken, ID_TOKEN)))
                .as("of another client")
                .isEqualTo("invalid_request");
        String forged = idToken.substring(0, idToken.length() - 8) + "AAAAAAAA";
        assertThat(error(exchange(client, forged, ID_TOKEN))).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @EnumSource
    void aTrustedAssertionBringsATokenWhereItsClientIsKnown(KnownTo home) throws Exception {
        TestClient client = client(home);

        HttpResponse<String> answer = assertion(client, signed(claims().build(), TRUSTED_KEY));

        if (home.anybody()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(introspected(text(json(answer), "access_token")), "sub"))
                    .isEqualTo("jane");
        } else {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error(answer)).isEqualTo("invalid_client");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void anAssertionCountsOnce(KnownTo home) throws Exception {
        TestClient client = client(home);
        String assertion = signed(claims().jwtID(UUID.randomUUID().toString()).build(), TRUSTED_KEY);

        assertThat(assertion(client, assertion).statusCode()).isEqualTo(200);
        assertThat(error(assertion(client, assertion))).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void anAssertionThatProvesNothingIsAnInvalidGrant(KnownTo home) throws Exception {
        TestClient client = client(home);
        JWTClaimsSet claims = claims().build();
        String signed = signed(claims, TRUSTED_KEY);
        String[] bad = {
            "no JWT",
            new PlainJWT(claims).serialize(),
            signed(claims, key("trusted")), // another key of the same name
            signed(claims().issuer("https://other.example").build(), TRUSTED_KEY),
            signed(claims().audience("https://other.example").build(), TRUSTED_KEY),
            signed(claims().subject("nobody").build(), TRUSTED_KEY),
            signed(claims().subject(null).build(), TRUSTED_KEY),
            signed(claims().expirationTime(new Date(0)).build(), TRUSTED_KEY),
            signed.substring(0, signed.length() - 8) + "AAAAAAAA",
        };
        for (int i = 0; i < bad.length; i++) {
            HttpResponse<String> refused = assertion(client, bad[i]);

            assertThat(refused.statusCode()).as("assertion %d", i).isEqualTo(400);
            assertThat(error(refused)).as("assertion %d", i).isEqualTo("invalid_grant");
        }
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(TRUSTED_ISSUER)
                .subject("jane")
                .audience(ISSUER)
                .issueTime(Date.from(now.minusSeconds(5)))
                .expirationTime(Date.from(now.plus(Duration.ofDays(1))));
    }

    private static String signed(JWTClaimsSet claims, ECKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private HttpResponse<String> assertion(TestClient client, String assertion) throws Exception {
        return server.post(client, "/api/token", form("grant_type", BEARER, "assertion", assertion));
    }

    private HttpResponse<String> exchange(TestClient client, String token, String type, String... more)
            throws Exception {
        String request = form("grant_type", EXCHANGE, "subject_token", token, "subject_token_type", type);
        return server.post(client, "/api/token", request + "&" + form(more));
    }

    private JsonNode tokens(TestClient client) throws Exception {
        return json(server.post(
                client,
                "/api/token",
                form("grant_type", "password", "username", "john", "password", "john", "scope", "openid email")));
    }

    private JsonNode introspected(String token) throws Exception {
        return json(server.post(
                "/api/introspection",
                form("token", token),
                "Authorization",
                basic("resourceServer", "resource-server-secret-of-tests")));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static TestClient client(KnownTo home) {
        return home.client(EMULATORS, OwnGrantsTest::ownGrants);
    }

    private static void ownGrants(Client client) {
        client.setGrantTypes(new GrantType[] {
            GrantType.AUTHORIZATION_CODE,
            GrantType.TOKEN_EXCHANGE,
            GrantType.JWT_BEARER,
            GrantType.PASSWORD,
            GrantType.CLIENT_CREDENTIALS
        });
    }
}
