package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.test.emulator.Authlete.Registered;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server tells of itself, and how much of it a caller may see. */
class ServerInformationTest {

    private static final Map<String, String> SERVICE = Map.of("service", EmulatedCredentials.DEFAULT.serviceId());

    @Test
    void theSecondaryTellsItsVersionToItsService() throws IOException, InterruptedException {
        try (AuthleteEmulator emulator =
                AuthleteEmulator.builder().version(AuthleteVersion.V2_3).start()) {
            EmulatedCredentials credentials = emulator.credentials();
            String service = EmulatorHttp.basic(credentials.apiKey(), credentials.apiSecret());
            JsonNode info = new EmulatorHttp(emulator.baseUrl(), service)
                    .get("/api/info")
                    .json();

            assertThat(info.path("version").asString()).isEqualTo("2.3.12");
            assertThat(info.path("features").toString()).contains("\"ciba\"", "\"dcr\"");
            assertThat(info.propertyNames()).containsExactlyInAnyOrder("version", "features");
            assertThat(new EmulatorHttp(emulator.baseUrl(), null)
                            .get("/api/info")
                            .code())
                    .isEqualTo("A001202");
            assertThat(new EmulatorHttp(emulator.baseUrl(), EmulatorHttp.basic(credentials.apiKey(), "wrong"))
                            .get("/api/info")
                            .code())
                    .isEqualTo("A003204");
            assertThat(emulator.counters().received()).containsEntry("info", 3);
            assertThat(emulator.counters().processed()).containsEntry("info", 1);
        }
    }

    @Test
    void thePrimaryTellsItsVersionToEverybody() throws IOException, InterruptedException {
        try (AuthleteEmulator emulator = AuthleteEmulator.builder().start()) {
            EmulatorHttp anybody = new EmulatorHttp(emulator.baseUrl(), null);

            assertThat(anybody.get("/api/info").json().path("version").asString())
                    .isEqualTo("3.0.16");
            assertThat(anybody.post("/api/info", "{}").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceTellsHowManyClientsItHas(AuthleteVersion version) {
        Authlete authlete = new Authlete(version);
        assertThat(clientCount(authlete)).isEqualTo("0");
        Registered client = authlete.client();
        authlete.client();
        ObjectNode service = (ObjectNode) authlete.read("service-get", SERVICE).json();
        authlete.read("client-delete", Map.of("clientId", Long.toString(client.id())));
        authlete.call("service-update", SERVICE, Map.of(), service);

        assertThat(service.at("/metadata/0/value").asString()).isEqualTo("2");
        assertThat(clientCount(authlete)).isEqualTo("1");
    }

    private static String clientCount(Authlete authlete) {
        JsonNode metadata = authlete.read("service-get", SERVICE).json().path("metadata");
        assertThat(metadata).hasSize(1);
        assertThat(metadata.at("/0/key").asString()).isEqualTo("clientCount");
        return metadata.at("/0/value").asString();
    }

    private static Authlete seeing(int clients, AuthleteVersion version) {
        return new Authlete(AuthleteEmulator.builder()
                .version(version)
                .clientsInView(clients)
                .service());
    }

    @Test
    void anAccessTokenMayViewSomeClientsOnly() {
        Authlete authlete = seeing(1, AuthleteVersion.V3_0);
        Registered seen = authlete.client();
        Registered hidden = authlete.client();
        JsonNode list = authlete.read("client-get-list", Map.of()).json();

        assertThat(list.path("totalCount").asInt()).isEqualTo(1);
        assertThat(list.path("clients").findValuesAsString("clientId")).containsExactly(Long.toString(seen.id()));
        assertThat(clientCount(authlete)).isEqualTo("2");
        assertThat(authlete.read("client-get", Map.of("clientId", Long.toString(seen.id())))
                        .status())
                .isEqualTo(200);
        assertThat(authlete.read("client-get", Map.of("clientId", Long.toString(hidden.id())))
                        .code())
                .isEqualTo("A001218");
        assertThat(authlete.token(hidden, "grant_type", "client_credentials").action())
                .isEqualTo("OK");
        authlete.read("client-delete", Map.of("clientId", Long.toString(seen.id())));
        assertThat(authlete.read("client-get", Map.of("clientId", Long.toString(hidden.id())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theServiceOfTheSecondarySeesAllClients() {
        Authlete authlete = seeing(0, AuthleteVersion.V2_3);
        authlete.client();

        assertThat(authlete.read("client-get-list", Map.of())
                        .json()
                        .path("totalCount")
                        .asInt())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthleteEmulator.builder().clientsInView(-1));
    }
}
