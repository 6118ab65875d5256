package dev.dualclient.sample.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.ClientRegistrationRequest;
import dev.dualclient.sample.backends.Home;
import dev.dualclient.sample.backends.SampleTest;
import dev.dualclient.scenario.Scenario;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegistrationTest extends SampleTest {

    private static final String METADATA =
            "{\"redirect_uris\":[\"https://client.example.com/callback\"],\"client_name\":\"An app\"}";

    /** A client, and the token by which it manages itself. */
    private record Self(String id, String token) {

        static Self of(String told) {
            JsonNode content = JsonMapper.shared().readTree(told);
            return new Self(
                    content.path("client_id").asString(),
                    content.path("registration_access_token").asString());
        }

        static Self at(Home home) {
            if (home == Home.NOBODY) {
                return new Self("4711", "made-up");
            }
            Self self = of(SampleTest.at(home)
                    .dynamicClientRegister(new ClientRegistrationRequest().setJson(METADATA))
                    .getResponseContent());
            EMULATORS.mark();
            return self;
        }

        String path() {
            return "/api/register/" + id;
        }

        String named(String name) {
            return "{\"client_id\":\"" + id + "\",\"client_name\":\"" + name + "\","
                    + "\"redirect_uris\":[\"https://client.example.com/callback\"]}";
        }
    }

    private HttpResponse<String> manage(String method, Self self, String body) throws Exception {
        return send(
                method,
                self.path(),
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + self.token());
    }

    private HttpResponse<String> register(String metadata) throws Exception {
        return send("POST", "/api/register", metadata, "Content-Type", "application/json");
    }

    @Test
    void aNewClientRegistersAtThePrimary() throws Exception {
        HttpResponse<String> response = register(METADATA);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(EMULATORS.calls()).hasToString("1/0");
        Self self = Self.of(response.body());
        assertThat(at(Home.PRIMARY).getClient(self.id()).getClientName()).isEqualTo("An app");
        assertThat(json(manage("GET", self, null)).path("client_name").asString())
                .isEqualTo("An app");
    }

    @Test
    void whileThePrimaryIsDownANewClientRegistersAtTheSecondary() throws Exception {
        takeDown(Home.PRIMARY);

        HttpResponse<String> response = register(METADATA);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(at(Home.SECONDARY).getClient(Self.of(response.body()).id()).getClientName())
                .isEqualTo("An app");
    }

    @ParameterizedTest
    @EnumSource(names = "NOBODY", mode = EnumSource.Mode.EXCLUDE)
    @Scenario("A15")
    void aClientManagesItselfWhereverItRegistered(Home home) throws Exception {
        Self self = Self.at(home);

        HttpResponse<String> read = manage("GET", self, null);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(json(read).path("client_name").asString()).isEqualTo("An app");
        assertThat(EMULATORS.calls()).hasToString(home == Home.PRIMARY ? "1/0" : "1/1");

        HttpResponse<String> updated = manage("PUT", self, self.named("The app"));
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(json(updated).path("client_name").asString()).isEqualTo("The app");
        assertThat(at(home).getClient(self.id()).getClientName()).isEqualTo("The app");

        assertThat(manage("DELETE", self, null).statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> at(home).getClient(self.id())).isInstanceOf(AuthleteApiException.class);
        assertThatItIsInvalidToken(manage("GET", self, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void aClientThatNobodyKnowsIsRefused(String method) throws Exception {
        Self self = Self.at(Home.NOBODY);

        HttpResponse<String> refused = manage(method, self, method.equals("PUT") ? self.named("An app") : null);

        assertThatItIsInvalidToken(refused);
        assertThat(json(refused).path("error").asString()).isEqualTo("invalid_token");
    }

    @ParameterizedTest
    @EnumSource(names = "NOBODY", mode = EnumSource.Mode.EXCLUDE)
    void aWrongTokenManagesNothing(Home home) throws Exception {
        Self self = Self.at(home);
        Self thief = new Self(self.id(), "wrong");

        assertThatItIsInvalidToken(manage("GET", thief, null));
        assertThatItIsInvalidToken(manage("PUT", thief, self.named("Mine")));
        assertThatItIsInvalidToken(manage("DELETE", thief, null));
        assertThatItIsInvalidToken(get(self.path()));

        assertThat(at(home).getClient(self.id()).getClientName()).isEqualTo("An app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{\"redirect_uris\":\"none\"}"})
    void wrongMetadataRegistersNobody(String metadata) throws Exception {
        HttpResponse<String> refused = register(metadata);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("error").asString())
                .isIn("invalid_client_metadata", "invalid_redirect_uri", "invalid_request");
        assertThat(EMULATORS.calls()).hasToString("1/0");
    }

    @ParameterizedTest
    @EnumSource(names = "NOBODY", mode = EnumSource.Mode.EXCLUDE)
    void aWrongUpdateChangesNothing(Home home) throws Exception {
        Self self = Self.at(home);

        HttpResponse<String> anothers = manage("PUT", self, new Self("1", "").named("The app"));

        assertThat(anothers.statusCode()).isEqualTo(400);
        assertThat(json(anothers).path("error").asString()).isEqualTo("invalid_client_metadata");
        assertThat(manage("PUT", self, "no JSON").statusCode()).isEqualTo(400);
        assertThat(at(home).getClient(self.id()).getClientName()).isEqualTo("An app");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/register, 405",
        "PUT, /api/register, 405",
        "POST, /api/register/1, 405",
        "PATCH, /api/register/1, 405",
        "GET, /api/register/not-a-number, 401",
        "GET, /api/register/1/2, 404"
    })
    void whatIsNoEndpointIsTold(String method, String path, int status) throws Exception {
        assertThat(send(method, path, null, "Authorization", "Bearer t").statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/register", "PUT, /api/register/1"})
    void onlyJsonOfAReasonableSizeIsRead(String method, String path) throws Exception {
        assertThat(send(method, path, METADATA, "Content-Type", "text/plain").statusCode())
                .isEqualTo(415);
        assertThat(send(method, path, "{\"x\":\"" + "y".repeat(70_000) + "\"}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @Test
    void whereNobodyAnswersNothingIsLost() throws Exception {
        Self self = Self.at(Home.SECONDARY);
        takeDown(Home.PRIMARY, Home.SECONDARY);

        assertThatItIsUnavailable(register(METADATA));
        assertThatItIsUnavailable(manage("GET", self, null));
        assertThatItIsUnavailable(manage("PUT", self, self.named("The app")));
        assertThatItIsUnavailable(manage("DELETE", self, null));
    }
}
