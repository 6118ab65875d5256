package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.EmulatorHttp.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.EmulatorHttp.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths, credentials and bodies of the API, as either version takes them. */
class ApiOverHttpTest {

    private static final EmulatedCredentials CREDENTIALS =
            new EmulatedCredentials("1001", "1001", "api-secret", "2002", "owner-secret", "service-token", null);
    private static final String OWNER = basic("2002", "owner-secret");
    private static final String SERVICE = basic("1001", "api-secret");
    private static final String INTROSPECTION = "{\"token\":\"no-such-token\"}";

    private static AuthleteEmulator old;
    private static AuthleteEmulator recent;

    @BeforeAll
    static void start() {
        old = AuthleteEmulator.builder()
                .version(AuthleteVersion.V2_3)
                .credentials(CREDENTIALS)
                .start();
        recent = AuthleteEmulator.builder().credentials(CREDENTIALS).start();
    }

    @AfterAll
    static void stop() {
        old.close();
        recent.close();
    }

    @BeforeEach
    void reset() {
        old.reset();
        recent.reset();
    }

    @Test
    void version23TakesPathsWithoutServiceIdAndBasicCredentials() throws Exception {
        Response response = at23(SERVICE).post("/api/auth/introspection", INTROSPECTION);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.code()).isEqualTo("A057302");
    }

    @Test
    void version30TakesPathsWithServiceIdAndBearerCredentials() throws Exception {
        Response response = at30("Bearer service-token").post("/api/1001/auth/introspection", INTROSPECTION);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.code()).isEqualTo("A057302");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, A001202",
                "Bearer service-token, A001203",
                "Basic %%%, A001203",
                "Basic bm9jb2xvbg==, A001203",
                "Basic OTk5OTphcGktc2VjcmV0, A003201", // 9999:api-secret
                "Basic MTAwMTp3cm9uZw==, A003204", // 1001:wrong
                "Basic MjAwMjpvd25lci1zZWNyZXQ=, A003201" // the owner's
            })
    void version23RefusesWrongServiceCredentials(String authorization, String code) throws Exception {
        Response response = at23(authorization).post("/api/auth/introspection", INTROSPECTION);
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.code()).isEqualTo(code);
        assertThat(response.json().path("resultMessage").asString()).startsWith("[" + code + "] /auth/introspection, ");
        assertThat(old.counters().received("auth-introspection")).isEqualTo(1);
        assertThat(old.counters().processed()).isEmpty();
    }

    @Test
    void version23WantsTheOwnerForServices() throws Exception {
        assertThat(at23(OWNER).get("/api/service/get/1001").status()).isEqualTo(200);
        assertThat(at23(SERVICE).get("/api/service/get/1001").code()).isEqualTo("A002201");
        assertThat(at23(basic("2002", "wrong")).get("/api/service/get/1001").code())
                .isEqualTo("A002205");
    }

    @Test
    void version23TakesOwnerOrServiceForTheDeletionOfAClient() throws Exception {
        for (String either : new String[] {OWNER, SERVICE}) {
            String id = at23(SERVICE)
                    .post("/api/client/create", "{\"clientName\":\"x\"}")
                    .json()
                    .path("clientId")
                    .asString();
            assertThat(at23(either).delete("/api/client/delete/" + id).status()).isEqualTo(204);
        }
        assertThat(at23(basic("1001", "wrong")).delete("/api/client/delete/1").code())
                .isEqualTo("A003204");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none, A001202", "Bearer wrong, A458101", "Basic MTAwMTphcGktc2VjcmV0, A458101"})
    void version30RefusesWrongCredentials(String authorization, String code) throws Exception {
        Response response = at30(authorization).post("/api/1001/auth/introspection", INTROSPECTION);
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.code()).isEqualTo(code);
        assertThat(recent.counters().processed()).isEmpty();
    }

    @Test
    void version30DoesNotKnowAnotherService() throws Exception {
        Response response = at30("Bearer service-token").post("/api/1002/auth/introspection", INTROSPECTION);
        assertThat(response.code()).isEqualTo("A458203");
    }

    @Test
    void pathsThatThereAreNotAreAnsweredAsEachVersionDoes() throws Exception {
        assertThat(at23(SERVICE).get("/api/no/such")).isEqualTo(new Response(404, ""));
        assertThat(at23(SERVICE).post("/api/vci/nonce", "{}").status()).isEqualTo(404);
        assertThat(at30("Bearer service-token").get("/api/1001/no/such"))
                .isEqualTo(new Response(404, "{\"resultCode\":404,\"resultMessage\":\"Not Found\"}"));
        assertThat(old.counters().received()).isEqualTo(Map.of(Api.UNKNOWN_PATH, 2));
    }

    @Test
    void aPathArgumentIsDecoded() throws Exception {
        String alias = "a%2Fb%3Fc%25d%C3%A9";
        String created = at30("Bearer service-token")
                .post("/api/1001/client/create", "{\"clientIdAlias\":\"a/b?c%d\u00e9\",\"clientIdAliasEnabled\":true}")
                .json()
                .path("clientId")
                .asString();
        Response found = at30("Bearer service-token").get("/api/1001/client/get/" + alias);
        assertThat(found.json().path("clientId").asString()).isEqualTo(created);
    }

    @Test
    void bodiesMayBeForms() throws Exception {
        Response response = at23(SERVICE)
                .send("POST", "/api/auth/introspection", "application/x-www-form-urlencoded", "token=no-such%2Dtoken");
        assertThat(response.code()).isEqualTo("A057302");
    }

    @Test
    void malformedAndOversizedBodiesAreRefusedInAuthletesShape() throws Exception {
        EmulatorHttp http = at23(SERVICE);
        for (String body : new String[] {"{\"token\":", "\"" + "x".repeat(5_000_000) + "\""}) {
            Response response = http.post("/api/auth/introspection", body);
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.code()).startsWith("A9992");
        }
        assertThat(old.counters().processed()).isEmpty();
    }

    @Test
    void echoTakesNoCredentials() throws Exception {
        assertThat(at23(null).get("/api/misc/echo?a=b%20c").json().path("a").asString())
                .isEqualTo("b c");
    }

    private static EmulatorHttp at23(String authorization) {
        return new EmulatorHttp(old.baseUrl(), authorization);
    }

    private static EmulatorHttp at30(String authorization) {
        return new EmulatorHttp(recent.baseUrl(), authorization);
    }
}
