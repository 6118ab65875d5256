package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static dev.dualclient.sample.backends.CodeFlow.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** What clients learn about users, and how. */
class UserInfoTest extends SampleOnEmulators {

    private static final String ENDPOINT = "/api/userinfo";

    @ParameterizedTest
    @Scenario("N62")
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void theTokenMayStandInTheBody(KnownTo home) throws Exception {
        String token = token(home.client(EMULATORS, change -> {}), "openid email");

        HttpResponse<String> answer = server.post(ENDPOINT, form("access_token", token));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("email").asString()).isEqualTo("john@example.com");
    }

    @Test
    void aTokenInTwoPlacesIsRefused() throws Exception {
        String token = token(KnownTo.PRIMARY.client(EMULATORS, change -> {}), "openid");
        String once = form("access_token", token);
        EMULATORS.mark();

        assertThat(server.post(ENDPOINT, once, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post(ENDPOINT, once + "&" + once).statusCode()).isEqualTo(400);
        assertThat(server.get(ENDPOINT + "?" + once).statusCode())
                .as("in the query")
                .isEqualTo(401);
        assertThat(server.post(ENDPOINT, "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(401);
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @ParameterizedTest
    @Scenario("N62")
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void allStandardClaimsAreGiven(KnownTo home) throws Exception {
        String token = token(home.client(EMULATORS, change -> {}), "openid profile email address phone");

        JsonNode claims = json(server.get(ENDPOINT, "Authorization", "Bearer " + token));

        assertThat(claims.propertyNames())
                .contains("name", "middle_name", "nickname", "picture", "website", "gender", "birthdate", "updated_at")
                .contains("email", "email_verified", "phone_number", "phone_number_verified", "locale", "zoneinfo");
        assertThat(claims.at("/address/country").asString()).isEqualTo("United Kingdom");
    }

    @ParameterizedTest
    @Scenario("N62")
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void singleClaimsMayBeAskedFor(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        String claims = "{\"userinfo\":{\"birthdate\":null,\"phone_number\":{\"essential\":true}},"
                + "\"id_token\":{\"nickname\":null,\"acr\":{\"essential\":true,\"values\":[\"" + Login.ACR + "\"]}}}";
        String code =
                parameter(codeFlow().consented(CodeFlow.request(client, "openid", "claims", claims), "john"), "code");
        JsonNode tokens = codeFlow().redeem(client, code);

        JsonNode told = json(server.get(
                ENDPOINT,
                "Authorization",
                "Bearer " + tokens.path("access_token").asString()));
        JWTClaimsSet idToken =
                SignedJWT.parse(tokens.path("id_token").asString()).getJWTClaimsSet();

        assertThat(told.propertyNames()).containsExactlyInAnyOrder("sub", "birthdate", "phone_number");
        assertThat(idToken.getStringClaim("nickname")).isEqualTo("Johnny");
        assertThat(idToken.getStringClaim("acr")).isEqualTo(Login.ACR);
    }

    @ParameterizedTest
    @Scenario("N62")
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aClassOfAuthenticationThatThisServerLacksIsRefused(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        String claims = "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"https://refeds.org/profile/mfa\"}}}";

        String location = codeFlow().consented(CodeFlow.request(client, "openid", "claims", claims), "john");

        assertThat(parameter(location, "error")).isEqualTo("login_required");
    }

    @ParameterizedTest
    @Scenario("N62")
    @CsvSource({"PRIMARY, /api/authorization", "SECONDARY, /api/authorization", "PRIMARY, /api/par"})
    void aClientThatHasToSignItsRequestsHasTo(KnownTo home, String path) throws Exception {
        TestClient client = home.client(EMULATORS, change -> change.setRequestObjectRequired(true));

        HttpResponse<String> refused = server.post(client, path, CodeFlow.request(client, "openid"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("invalid_request");
        assertThat(refused.body()).contains("request object");
    }

    @ParameterizedTest
    @Scenario("N62")
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aPushedRequestNeedsNoDpopProof(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> change.setDpopRequired(true));

        assertThat(server.post(client, "/api/par", CodeFlow.request(client, "openid"))
                        .statusCode())
                .isEqualTo(201);
    }

    private String token(TestClient client, String scope) throws Exception {
        return codeFlow().tokens(client, "john", scope).path("access_token").asString();
    }
}
