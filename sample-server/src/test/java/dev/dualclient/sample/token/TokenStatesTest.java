package dev.dualclient.sample.token;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static dev.dualclient.sample.backends.CodeFlow.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import com.authlete.common.types.GrantType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** Tokens at the sample, in each state: how they come, are used, and go. */
class TokenStatesTest extends SampleOnEmulators {

    private static final String USERINFO = "/api/userinfo";

    @ParameterizedTest
    @EnumSource
    void aClientGetsATokenWhereItIsKnown(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        EMULATORS.mark();

        HttpResponse<String> answer = server.post(client, "/api/token", form("grant_type", "client_credentials"));

        assertThat(EMULATORS.calls()).hasToString(home.calls());
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        if (home.anybody()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("token_type").asString()).isEqualTo("Bearer");
        } else {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error(answer)).isEqualTo("invalid_client");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshTokenIsTakenWhereItIsKnown(KnownTo home) throws Exception {
        Grant grant = grant(home);

        HttpResponse<String> answer = refresh(grant);

        if (home.anybody()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(error(refresh(grant))).isEqualTo("invalid_grant");
        } else {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error(answer)).isEqualTo("invalid_client");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsIntrospectedWhereItIsKnown(KnownTo home) throws Exception {
        String token = grant(home).accessToken();

        HttpResponse<String> answer = introspect(token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("active").asBoolean()).isEqualTo(home.anybody());
        assertThat(json(answer).path("sub").asString("")).isEqualTo(home.anybody() ? "john" : "");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenTellsAboutItsUserWhereItIsKnown(KnownTo home) throws Exception {
        String token = grant(home).accessToken();

        HttpResponse<String> answer = server.get(USERINFO, "Authorization", "Bearer " + token);

        if (home.anybody()) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("sub").asString()).isEqualTo("john");
            assertThat(json(answer).path("email").asString()).isEqualTo("john@example.com");
        } else {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).contains("error=\"invalid_token\""));
        }
    }

    /** RFC 9449. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aTokenThatIsBoundToAKeyIsOfUseWithThatKeyAlone(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        DPoPProofFactory proofs = new DefaultDPoPProofFactory(key("dpop"), JWSAlgorithm.ES256);
        String code = parameter(codeFlow().consented(CodeFlow.request(client, "openid"), "john"), "code");
        JsonNode tokens = json(server.post(
                "/api/token",
                form("grant_type", "authorization_code", "code", code, "redirect_uri", client.redirectUri()),
                "Authorization",
                basic(Long.toString(client.id()), client.secret()),
                "DPoP",
                proofs.createDPoPJWT("POST", URI.create(ISSUER + "/api/token")).serialize()));
        String token = tokens.path("access_token").asString();
        String proof = proofs.createDPoPJWT("GET", URI.create(ISSUER + USERINFO), new DPoPAccessToken(token))
                .serialize();

        assertThat(tokens.path("token_type").asString()).isEqualTo("DPoP");
        assertThat(server.get(USERINFO, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
        assertThat(server.get(USERINFO, "Authorization", "DPoP " + token, "DPoP", proof)
                        .statusCode())
                .isEqualTo(200);
    }

    /** What nobody knows is as good as revoked (RFC 7009 section 2.2). */
    @ParameterizedTest
    @EnumSource
    void aTokenIsRevokedWhereverItIsKnown(KnownTo home) throws Exception {
        Grant grant = grant(home);
        TestClient client = home.anybody() ? grant.client() : KnownTo.PRIMARY.client(EMULATORS, change -> {});

        HttpResponse<String> answer = server.post(client, "/api/revocation", form("token", grant.accessToken()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(json(introspect(grant.accessToken())).path("active").asBoolean())
                .isFalse();
        if (home.anybody()) {
            assertThat(error(refresh(grant))).isEqualTo("invalid_grant");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRevocationNeedsAClientThatIsKnown(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});

        HttpResponse<String> answer = server.post(client, "/api/revocation", form("token", "no-such-token"));

        assertThat(answer.statusCode()).isEqualTo(home.anybody() ? 200 : 401);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/token, '', invalid_request",
        "/api/token, grant_type=, invalid_request",
        "/api/token, grant_type=client_credentials&grant_type=client_credentials, invalid_request",
        "/api/token, grant_type=no-such-grant, unsupported_grant_type",
        "/api/token, grant_type=authorization_code, invalid_request",
        "/api/token, grant_type=authorization_code&code=%, invalid_request",
        "/api/token, grant_type=refresh_token, invalid_request",
        "/api/token, grant_type=urn:ietf:params:oauth:grant-type:device_code, invalid_request",
        "/api/token, grant_type=urn:openid:params:grant-type:ciba, invalid_request",
        "/api/token, grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer, invalid_request",
        "/api/token, grant_type=urn:ietf:params:oauth:grant-type:token-exchange, invalid_request",
        "/api/revocation, '', invalid_request",
        "/api/revocation, token=a&token=b, invalid_request",
    })
    void whatIsNoRequestIsRefusedInTheWordsOfOAuth(String path, String body, String error) throws Exception {
        for (KnownTo home : new KnownTo[] {KnownTo.PRIMARY, KnownTo.SECONDARY}) {
            TestClient client = home.client(EMULATORS, TokenStatesTest::everyGrant);

            HttpResponse<String> refused = server.post(client, path, body);

            assertThat(refused.statusCode()).as("known to %s", home).isEqualTo(400);
            assertThat(error(refused)).as("known to %s", home).isEqualTo(error);
        }
    }

    private record Grant(TestClient client, String accessToken, String refreshToken) {}

    /** What a login of the user brings; for nobody, made-up tokens. */
    private Grant grant(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        if (!home.anybody()) {
            return new Grant(client, "no-such-token", "no-such-refresh-token");
        }
        JsonNode tokens = codeFlow().tokens(client, "john", "openid email");
        return new Grant(
                client,
                tokens.path("access_token").asString(),
                tokens.path("refresh_token").asString());
    }

    private HttpResponse<String> refresh(Grant grant) throws Exception {
        return server.post(
                grant.client(),
                "/api/token",
                form("grant_type", "refresh_token", "refresh_token", grant.refreshToken()));
    }

    private HttpResponse<String> introspect(String token) throws Exception {
        return server.post(
                "/api/introspection",
                form("token", token),
                "Authorization",
                basic("resourceServer", "resource-server-secret-of-tests"));
    }

    private static void everyGrant(Client client) {
        client.setGrantTypes(GrantType.values());
    }
}
