package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TokenBatchTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final Registered client = authlete.client();

    private ObjectNode wanted(String token) {
        return Authlete.json(
                "clientId", client.id(), "grantType", "AUTHORIZATION_CODE", "subject", "john", "accessToken", token);
    }

    private JsonNode create(Map<String, String> query, ObjectNode... wanted) {
        String id = authlete.call(
                        "auth-token-create-batch", Map.of(), query, Authlete.MAPPER.valueToTree(List.of(wanted)))
                .text("requestId");
        return authlete.read("auth-token-create-batch-status", Map.of("requestId", id))
                .json()
                .path("status");
    }

    @Test
    void aBatchCreatesAllItsTokens() {
        JsonNode status = create(Map.of(), wanted("one"), wanted("two"));

        assertThat(status.path("result").asString()).isEqualTo("SUCCEEDED");
        assertThat(status.path("tokenCount").asInt()).isEqualTo(2);
        assertThat(authlete.active("one")).isTrue();
        assertThat(authlete.active("two")).isTrue();
    }

    @Test
    void aBatchThatHoldsNonsenseCreatesNothing() {
        JsonNode status = create(Map.of(), wanted("one"), Authlete.json("clientId", client.id()));

        assertThat(status.path("result").asString()).isEqualTo("FAILED");
        assertThat(status.path("errorCode").asString()).isEqualTo("A104201");
        assertThat(authlete.active("one")).isFalse();
        assertThat(create(Map.of(), wanted("same"), wanted("same"))
                        .path("errorCode")
                        .asString())
                .isEqualTo("A144201");
    }

    @Test
    void aServerMayIgnoreThatABatchIsADryRun() {
        Authlete ignorant =
                new Authlete(AuthleteEmulator.builder().dryRunIgnored().service());
        ObjectNode token = Authlete.json(
                "clientId",
                ignorant.client().id(),
                "grantType",
                "AUTHORIZATION_CODE",
                "subject",
                "john",
                "accessToken",
                "one");
        ignorant.call(
                "auth-token-create-batch",
                Map.of(),
                Map.of("dryRun", "true"),
                Authlete.MAPPER.valueToTree(List.of(token)));
        assertThat(ignorant.active("one")).isTrue();
    }

    @Test
    void aDryRunCreatesNothing() {
        assertThat(create(Map.of("dryRun", "true"), wanted("one"))
                        .path("result")
                        .asString())
                .isEqualTo("SUCCEEDED");
        assertThat(authlete.active("one")).isFalse();
    }
}
