package dev.dualclient.sample.operator;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.backends.SampleNode;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A running server whose access token for the API of the primary is wrong. */
@ExtendWith(OutputCaptureExtension.class)
class RejectedCredentialsTest {

    @Test
    @Scenario("D10")
    void theSecondaryServesAndOperatorsAreTold(CapturedOutput output) throws Exception {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:rejected;DB_CLOSE_DELAY=-1", "sa", "");
        try (Emulators emulators = Emulators.start();
                SampleNode node = new SampleNode(
                        emulators, database, "dual-client.primary.access-token=an-access-token-of-somebody-else")) {
            TestClient client = emulators.client().atBoth();

            for (int i = 0; i < 5; i++) {
                loginsWork(node.caller(), client);
            }

            JsonNode health = node.told("/health").at("/components/dualclient");
            assertThat(health.path("status").asString()).isEqualTo("UP");
            assertThat(health.at("/details/primary/rejectedCredentials").values())
                    .extracting(JsonNode::asString)
                    .containsExactly("SERVICE");
            assertThat(health.at("/details/secondary/rejectedCredentials")).isEmpty();
            assertThat(output.getAll().lines().filter(line -> line.contains(" WARN ")))
                    .singleElement()
                    .asString()
                    .endsWith("PRIMARY: rejects our API credentials (SERVICE); correct them in the configuration");
        } finally {
            database.dispose();
        }
    }

    private static void loginsWork(Caller server, TestClient client) throws Exception {
        HttpResponse<String> tokens = server.post(
                client,
                "/api/token",
                form("grant_type", "password", "username", "john", "password", "john", "scope", "email"));
        assertThat(tokens.statusCode()).isEqualTo(200);
        HttpResponse<String> introspected = server.post(
                "/api/introspection",
                form("token", json(tokens).path("access_token").asString()),
                "Authorization",
                basic("resourceServer", "resource-server-secret-of-tests"));
        assertThat(json(introspected).path("active").asBoolean()).isTrue();
    }
}
