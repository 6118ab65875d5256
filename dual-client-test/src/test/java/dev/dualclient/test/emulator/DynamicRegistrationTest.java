package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DynamicRegistrationTest {

    private static final String METADATA = """
            {"redirect_uris": ["https://client.example/callback"], "client_name": "An app", "scope": "openid read",
             "grant_types": ["authorization_code", "refresh_token", "client_credentials"],
             "response_types": ["code", "id_token code"], "id_token_signed_response_alg": "ES256"}""";

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);

    @ParameterizedTest
    @EnumSource
    void aClientRegistersReadsChangesAndDeletesItself(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Result created = either.call("client-registration", "json", METADATA);
        assertThat(created.action()).isEqualTo("CREATED");
        JsonNode content = created.content();
        String token = content.path("registration_access_token").asString();
        String id = content.path("client_id").asString();
        assertThat(content.path("registration_client_uri").asString()).endsWith("/" + id);
        assertThat(created.json().path("client").path("dynamicallyRegistered").asBoolean())
                .isTrue();

        Result read = either.call("client-registration-get", "clientId", id, "token", token);
        assertThat(read.action()).isEqualTo("OK");
        assertThat(read.content().path("response_types").toString()).isEqualTo("[\"code\",\"code id_token\"]");
        assertThat(read.content().has("client_secret")).isFalse();

        ObjectNode changed = (ObjectNode) Authlete.MAPPER.readTree(METADATA);
        changed.put("client_id", id).put("client_name", "The app");
        Result updated =
                either.call("client-registration-update", "clientId", id, "token", token, "json", changed.toString());
        assertThat(updated.action()).isEqualTo("UPDATED");
        assertThat(updated.content().path("registration_access_token").asString())
                .isEqualTo(token);
        assertThat(either.read("client-get", Map.of("clientId", id)).text("clientName"))
                .isEqualTo("The app");

        Registered client =
                new Registered(Long.parseLong(id), content.path("client_secret").asString());
        String access = either.token(client, "grant_type", "client_credentials").text("accessToken");
        assertThat(either.active(access)).isTrue();
        assertThat(either.call("client-registration-delete", "clientId", id, "token", token)
                        .action())
                .isEqualTo("DELETED");
        assertThat(either.active(access)).isFalse();
        assertThat(either.call("client-registration-get", "clientId", id, "token", token)
                        .verdict())
                .isEqualTo("UNAUTHORIZED A215302 invalid_token");
    }

    @Test
    void aClientMayAskForTheScopesItRegisteredFor() {
        JsonNode content =
                authlete.call("client-registration", "json", METADATA).content();
        Registered client = new Registered(
                content.path("client_id").asLong(),
                content.path("client_secret").asString());

        assertThat(authlete.token(client, "grant_type", "client_credentials", "scope", "read write")
                        .content()
                        .path("scope")
                        .asString())
                .isEqualTo("read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | A203303 | invalid_client_metadata",
                "[] | A203303 | invalid_client_metadata",
                "{\"redirect_uris\": \"https://a.example\"} | A204306 | invalid_client_metadata",
                "{\"redirect_uris\": [\"/relative\"]} | A204307 | invalid_redirect_uri",
                "{\"client_uri\": \"nowhere\"} | A204307 | invalid_client_metadata",
                "{\"client_name\": 1} | A204308 | invalid_client_metadata",
                "{\"default_max_age\": \"1\"} | A204309 | invalid_client_metadata",
                "{\"require_auth_time\": \"yes\"} | A204310 | invalid_client_metadata",
                "{\"jwks\": \"{}\"} | A204311 | invalid_client_metadata",
                "{\"jwks\": {\"keys\": []}, \"jwks_uri\": \"https://a.example/jwks\"} | A204301 |"
                        + " invalid_client_metadata",
                "{\"response_types\": [\"token\"]} | A204302 | invalid_client_metadata",
                "{\"grant_types\": [\"implicit\"]} | A204303 | invalid_client_metadata",
            })
    void wrongMetadataIsRefused(String metadata, String code, String error) {
        assertThat(authlete.call("client-registration", "json", metadata).verdict())
                .isEqualTo("BAD_REQUEST " + code + " " + error);
    }

    @Test
    void aRegistrationAccessTokenIsNeededAndFitsOneClient() {
        JsonNode first = authlete.call("client-registration", "json", METADATA).content();
        JsonNode second = authlete.call("client-registration", "json", METADATA).content();
        String token = first.path("registration_access_token").asString();

        assertThat(managed(second.path("client_id").asString(), token)).isEqualTo("A215307");
        assertThat(managed(first.path("client_id").asString(), "")).isEqualTo("A215305");
        assertThat(managed("an-alias", token)).isEqualTo("A215301");
        assertThat(managed(Long.toString(authlete.client().id()), token)).isEqualTo("A215303");
    }

    private String managed(String clientId, String token) {
        return authlete.call("client-registration-get", "clientId", clientId, "token", token)
                .code();
    }

    @Test
    void anUpdateNamesTheClientAndItsSecretOrNone() {
        JsonNode content =
                authlete.call("client-registration", "json", METADATA).content();
        String id = content.path("client_id").asString();
        String secret = content.path("client_secret").asString();

        assertThat(update(content, "{}")).isEqualTo("A214301");
        assertThat(update(content, "{\"client_id\": \"1\"}")).isEqualTo("A214302");
        assertThat(update(content, "{\"client_id\": \"" + id + "\", \"client_secret\": \"x\"}"))
                .isEqualTo("A215304");
        assertThat(update(content, "{\"client_id\": \"" + id + "\", \"client_secret\": \"" + secret + "\"}"))
                .isEqualTo("A213001");
    }

    private String update(JsonNode content, String metadata) {
        return authlete.call(
                        "client-registration-update",
                        "clientId",
                        content.path("client_id").asString(),
                        "token",
                        content.path("registration_access_token").asString(),
                        "json",
                        metadata)
                .code();
    }

    @Test
    void anImportLeavesTheRegistrationAccessTokenBehind() {
        JsonNode content =
                authlete.call("client-registration", "json", METADATA).content();
        Authlete other = new Authlete(AuthleteVersion.V3_0);
        authlete.server
                .rows()
                .snapshot()
                .clients()
                .forEach(client -> other.server.rows().importClient(client, Rows.Secret.MIGRATED, true));

        assertThat(other.call(
                                "client-registration-get",
                                "clientId",
                                content.path("client_id").asString(),
                                "token",
                                content.path("registration_access_token").asString())
                        .code())
                .isEqualTo("A215306");
    }

    @Test
    void whatAnOperatorSetSurvivesAnUpdateAndNotTheOtherWayRound() {
        JsonNode content =
                authlete.call("client-registration", "json", METADATA).content();
        String id = content.path("client_id").asString();
        Map<String, String> path = Map.of("clientId", id);
        ObjectNode client = (ObjectNode) authlete.read("client-get", path).json();
        authlete.call("client-update", path, Map.of(), client.put("description", "An operator's words"));

        assertThat(update(content, "{\"client_id\": \"" + id + "\"}")).isEqualTo("A213001");
        JsonNode after = authlete.read("client-get", path).json();
        assertThat(after.path("description").asString()).isEqualTo("An operator's words");
        assertThat(after.has("clientName")).isFalse();
    }

    @Test
    void aServiceThatDoesNotOfferItRegistersNobody() {
        Settings.set(authlete, "dynamicRegistrationSupported", false);

        assertThat(authlete.call("client-registration", "json", METADATA).code())
                .isEqualTo("A206201");
        assertThat(authlete.call("client-registration", Map.of(), Map.of(), json())
                        .action())
                .isEqualTo("BAD_REQUEST");
    }
}
