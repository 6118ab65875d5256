package dev.dualclient.test.emulator;

import static dev.dualclient.test.emulator.Authlete.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

class ManagementTest {

    private final Authlete authlete = new Authlete(AuthleteVersion.V3_0);

    @ParameterizedTest
    @EnumSource
    void aClientIsReadChangedAndDeleted(AuthleteVersion version) {
        Authlete either = new Authlete(version);
        Registered client = either.client("clientName", "before");
        Map<String, String> path = Map.of("clientId", Long.toString(client.id()));

        ObjectNode read = (ObjectNode) either.read("client-get", path).json();
        assertThat(read.path("clientName").asString()).isEqualTo("before");
        read.put("clientName", "after");
        assertThat(either.call("client-update", path, Map.of(), read).text("clientName"))
                .isEqualTo("after");
        assertThat(either.token(client, "grant_type", "client_credentials").action())
                .isEqualTo("OK");
        assertThat(either.read("client-delete", path).status()).isEqualTo(204);
        assertThat(either.read("client-get", path).code()).isEqualTo("A001220");
        assertThat(either.token(client, "grant_type", "client_credentials").code())
                .isEqualTo("A048306");
    }

    @Test
    void aDeletedClientTakesItsTokensAlong() {
        Registered client = authlete.client();
        String token = authlete.tokens(client).text("accessToken");
        authlete.read("client-delete", Map.of("clientId", Long.toString(client.id())));

        assertThat(authlete.introspect(token).code()).isEqualTo("A057302");
    }

    @ParameterizedTest
    @CsvSource({"V2_3, 403", "V3_0, 404"})
    void aClientThatThereIsNotIsAnErrorOfTheCall(AuthleteVersion version, int status) {
        Result result = new Authlete(version).read("client-get", Map.of("clientId", "1"));

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.code()).isEqualTo("A001218");
    }

    @Test
    void clientsAreListedInPages() {
        for (int i = 0; i < 7; i++) {
            authlete.client();
        }
        JsonNode usual = authlete.read("client-get-list", Map.of()).json();
        JsonNode second = authlete.call(
                        "client-get-list", Map.of(), Map.of("start", "5", "end", "10"), MissingNode.getInstance())
                .json();

        assertThat(usual.path("totalCount").asInt()).isEqualTo(7);
        assertThat(usual.path("clients")).hasSize(5);
        assertThat(second.path("clients")).hasSize(2);
        assertThat(authlete.call("client-get-list", Map.of(), Map.of("start", "-1"), MissingNode.getInstance())
                        .code())
                .isEqualTo("A028202");
    }

    @Test
    void anAliasIsHeldByOneClient() {
        authlete.client("clientIdAlias", "taken", "clientIdAliasEnabled", true);
        Result second = authlete.call("client-create", "clientIdAlias", "taken");

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.code()).isEqualTo("A123603");
    }

    @Test
    void aClientIsFoundByItsAliasIfThatIsEnabled() {
        authlete.client("clientIdAlias", "on", "clientIdAliasEnabled", true);
        authlete.client("clientIdAlias", "off", "clientIdAliasEnabled", false);

        assertThat(authlete.read("client-get", Map.of("clientId", "on")).text("clientIdAlias"))
                .isEqualTo("on");
        assertThat(authlete.read("client-get", Map.of("clientId", "off")).code())
                .isEqualTo("A001222");
    }

    @Test
    void aRefreshedSecretReplacesTheFormerOne() {
        Registered client = authlete.client();
        Result refreshed =
                authlete.read("client-secret-refresh", Map.of("clientIdentifier", Long.toString(client.id())));

        assertThat(authlete.token(client, "grant_type", "client_credentials").code())
                .isEqualTo("A157305");
        assertThat(authlete.token(
                                new Registered(client.id(), refreshed.text("newClientSecret")),
                                "grant_type",
                                "client_credentials")
                        .action())
                .isEqualTo("OK");
    }

    @Test
    void aSecretOfTheRightFormCanBeSet() {
        Registered client = authlete.client();
        Map<String, String> path = Map.of("clientIdentifier", Long.toString(client.id()));

        assertThat(authlete.call("client-secret-update", path, Map.of(), json("clientSecret", "not good!"))
                        .code())
                .isEqualTo("A149601");
        assertThat(authlete.call("client-secret-update", path, Map.of(), json("clientSecret", "chosen"))
                        .text("newClientSecret"))
                .isEqualTo("chosen");
        assertThat(authlete.token(new Registered(client.id(), "chosen"), "grant_type", "client_credentials")
                        .action())
                .isEqualTo("OK");
    }

    @Test
    void aLockIsSetOnceAndTakenOffAgain() {
        Registered client = authlete.client();

        assertThat(lock(client, true).code()).isEqualTo("A293001");
        assertThat(lock(client, true).code()).isEqualTo("A293203");
        assertThat(authlete.token(client, "grant_type", "client_credentials").verdict())
                .isEqualTo("INVALID_CLIENT A048307 invalid_client");
        assertThat(lock(client, false).code()).isEqualTo("A293001");
        assertThat(authlete.token(client, "grant_type", "client_credentials").action())
                .isEqualTo("OK");
    }

    private Result lock(Registered client, boolean locked) {
        return authlete.call(
                "client-lock-flag-update",
                Map.of("clientIdentifier", Long.toString(client.id())),
                Map.of(),
                json("clientLocked", locked));
    }

    @Test
    void aTokenIsCreatedWithTheValuesThatTheCallerChooses() {
        Registered client = authlete.client();
        Object[] request = {
            "grantType", "AUTHORIZATION_CODE",
            "clientId", client.id(),
            "subject", "john",
            "scopes", new String[] {"read"},
            "accessToken", "chosen-access",
            "refreshToken", "chosen-refresh",
            "accessTokenDuration", 60
        };

        Result created = authlete.call("auth-token-create", request);
        assertThat(created.code()).isEqualTo("A109001");
        assertThat(created.json().path("expiresIn").asLong()).isEqualTo(60);
        assertThat(authlete.introspect("chosen-access", "read").action()).isEqualTo("OK");
        assertThat(authlete.call("auth-token-create", request).code()).isEqualTo("A144201");
        assertThat(authlete.refresh(client, "chosen-refresh").action()).isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "grantType, '', A104201",
        "grantType, REFRESH_TOKEN, A104202",
        "grantType, UNHEARD_OF, A104203",
        "subject, '', A105201",
        "scopes, unheard-of, A106201",
        "clientId, 1, A107201"
    })
    void aTokenIsNotCreatedFromNonsense(String field, String value, String code) {
        ObjectNode request = json(
                "grantType", "AUTHORIZATION_CODE", "clientId", authlete.client().id(), "subject", "john");
        request.set(field, Authlete.MAPPER.valueToTree(field.equals("scopes") ? new String[] {value} : value));

        Result result = authlete.call("auth-token-create", Map.of(), Map.of(), request);
        assertThat(result.action()).isEqualTo("BAD_REQUEST");
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void tokensAreListedByHash() {
        Registered client = authlete.client();
        Result tokens = authlete.tokens(client);
        authlete.tokens(authlete.client());
        JsonNode list = list("clientIdentifier", Long.toString(client.id()), "subject", "john");

        assertThat(list.path("totalCount").asInt()).isEqualTo(1);
        assertThat(list.at("/accessTokens/0/accessTokenHash").asString()).hasSize(43);
        assertThat(list.at("/accessTokens/0/refreshTokenHash").asString()).hasSize(43);
        assertThat(list.toString()).doesNotContain(tokens.text("accessToken"), tokens.text("refreshToken"));
        assertThat(list("subject", "jane").path("totalCount").asInt()).isZero();
        authlete.advance(Duration.ofHours(2));
        assertThat(list("tokenStatus", "VALID").path("totalCount").asInt()).isZero();
        assertThat(list("tokenStatus", "INVALID").path("totalCount").asInt()).isEqualTo(2);
    }

    private JsonNode list(String... nameValues) {
        Map<String, String> query = new HashMap<>();
        for (int i = 0; i < nameValues.length; i += 2) {
            query.put(nameValues[i], nameValues[i + 1]);
        }
        return authlete.call("auth-token-get-list", Map.of(), query, MissingNode.getInstance())
                .json();
    }

    @Test
    void aTokenIsUpdatedByValueByHashOrById() {
        Registered client = authlete.client();
        Result created = authlete.call(
                "auth-token-create",
                "grantType",
                "AUTHORIZATION_CODE",
                "clientId",
                client.id(),
                "subject",
                "john",
                "accessToken",
                "a-token");
        String hash = list().at("/accessTokens/0/accessTokenHash").asString();
        long later = authlete.clock.millis() + Duration.ofDays(30).toMillis();

        assertThat(authlete.call("auth-token-update", "accessToken", "a-token", "scopes", new String[] {"write"})
                        .code())
                .isEqualTo("A135001");
        authlete.call("auth-token-update", "accessTokenHash", hash, "accessTokenExpiresAt", later);
        Result renewed =
                authlete.call("auth-token-update", "tokenId", created.text("tokenId"), "accessTokenValueUpdated", true);
        assertThat(authlete.introspect("a-token").code()).isEqualTo("A057302");
        Result introspected = authlete.introspect(renewed.text("accessToken"), "write");
        assertThat(introspected.action()).isEqualTo("OK");
        assertThat(introspected.json().path("expiresAt").asLong()).isEqualTo(later);
        assertThat(authlete.call("auth-token-update", "accessToken", "nobody's").action())
                .isEqualTo("NOT_FOUND");
        assertThat(authlete.call("auth-token-update").code()).isEqualTo("A134201");
    }

    @Test
    void aTokenIsDeletedByValueOrByHash() {
        Registered client = authlete.client();
        Result first = authlete.tokens(client);
        String hash = list().at("/accessTokens/0/refreshTokenHash").asString();

        assertThat(authlete.read("auth-token-delete", Map.of("token", hash)).status())
                .isEqualTo(204);
        assertThat(authlete.active(first.text("accessToken"))).isFalse();
        Result second = authlete.tokens(client);
        assertThat(authlete.read("auth-token-delete", Map.of("token", second.text("refreshToken")))
                        .status())
                .isEqualTo(204);
        assertThat(authlete.read("auth-token-delete", Map.of("token", "nobody's"))
                        .code())
                .isEqualTo("A161202");
    }

    @Test
    void tokensAreRevokedByTokenByClientAndBySubject() {
        Registered one = authlete.client();
        Registered other = authlete.client();
        String first = authlete.tokens(one).text("accessToken");
        authlete.tokens(one);
        authlete.tokens(other);
        authlete.tokens(other);

        assertThat(revoked("accessTokenIdentifier", first)).isEqualTo(1);
        assertThat(revoked("accessTokenIdentifier", first)).isZero();
        assertThat(revoked("clientIdentifier", one.id(), "subject", "jane")).isZero();
        assertThat(revoked("clientIdentifier", one.id())).isEqualTo(1);
        assertThat(revoked("subject", "john")).isEqualTo(2);
        assertThat(authlete.call("auth-token-revoke").status()).isEqualTo(400);
    }

    private int revoked(Object... request) {
        return authlete.call("auth-token-revoke", request).json().path("count").asInt();
    }

    @Test
    void aUserSeesAndWithdrawsWhatWasGranted() {
        Registered client = authlete.client("clientName", "A client");
        String token = authlete.tokens(client).text("accessToken");
        Map<String, String> path = Map.of("clientId", Long.toString(client.id()));
        JsonNode john = json("subject", "john");

        JsonNode list = authlete.call("client-authorization-get-list", "subject", "john")
                .json();
        assertThat(list.at("/clients/0/clientName").asString()).isEqualTo("A client");
        assertThat(authlete.call("client-granted-scopes-get", path, Map.of(), john)
                        .json()
                        .path("latestGrantedScopes")
                        .toString())
                .isEqualTo("[\"openid\",\"read\"]");
        authlete.call(
                "client-authorization-update", path, Map.of(), json("subject", "john", "scopes", new String[] {"read"
                }));
        assertThat(authlete.introspect(token, "openid").code()).isEqualTo("A064302");
        assertThat(authlete.call("client-authorization-delete", path, Map.of(), john)
                        .code())
                .isEqualTo("A137001");
        assertThat(authlete.active(token)).isFalse();
        assertThat(authlete.call("client-granted-scopes-delete", path, Map.of(), john)
                        .code())
                .isEqualTo("A140002");
        assertThat(authlete.call("client-granted-scopes-get", path, Map.of(), john)
                        .code())
                .isEqualTo("A139001");
    }

    @Test
    void theSubjectOfAConsentMayStandInThePath() {
        Registered client = authlete.client();
        String token = authlete.tokens(client).text("accessToken");
        authlete.read("client-authorization-delete", Map.of("clientId", Long.toString(client.id()), "subject", "john"));

        assertThat(authlete.active(token)).isFalse();
    }

    @Test
    void aServiceIsReadChangedCreatedAndDeleted() {
        Map<String, String> own = Map.of("service", "21653835348762");
        ObjectNode service = (ObjectNode) authlete.read("service-get", own).json();
        service.put("accessTokenDuration", 60);

        authlete.call("service-update", own, Map.of(), service);
        assertThat(authlete.tokens(authlete.client())
                        .content()
                        .path("expires_in")
                        .asInt())
                .isEqualTo(60);
        Result created = authlete.call("service-create", "serviceName", "another");
        assertThat(created.json().path("apiKey").asLong()).isPositive();
        assertThat(authlete.read("service-get-list", Map.of())
                        .json()
                        .path("totalCount")
                        .asInt())
                .isEqualTo(2);
        Map<String, String> another = Map.of("service", created.text("apiKey"));
        assertThat(authlete.read("service-delete", another).status()).isEqualTo(204);
        assertThat(authlete.read("service-get", another).code()).isEqualTo("A458203");
    }

    @Test
    void aDeletedServiceAnswersNothingElse() {
        Registered client = authlete.client();
        authlete.read("service-delete", Map.of("service", "21653835348762"));

        assertThat(authlete.token(client, "grant_type", "client_credentials").code())
                .isEqualTo("A003202");
    }

    @Test
    void theDiscoveryDocumentTellsWhatTheServiceSupports() {
        JsonNode document = authlete.read("service-configuration-get", Map.of()).json();

        assertThat(document.path("issuer").asString()).isEqualTo("http://localhost:8080");
        assertThat(document.path("token_endpoint").asString()).isEqualTo("http://localhost:8080/api/token");
        assertThat(document.path("response_types_supported").toString()).contains("\"code\"", "id_token");
        assertThat(document.path("code_challenge_methods_supported").toString()).isEqualTo("[\"plain\",\"S256\"]");
        assertThat(authlete.call("service-configuration-post", "pretty", true).json())
                .isEqualTo(document);
    }

    @Test
    void whatTheEmulatorLacksIsSaid() {
        Registered client = authlete.client("tokenAuthMethod", "ATTEST_JWT_CLIENT_AUTH");
        Result result = authlete.token(client, "grant_type", "client_credentials");

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.text("resultMessage"))
                .endsWith("The emulator does not have the client authentication method ATTEST_JWT_CLIENT_AUTH.");
    }

    @Test
    void anEchoComesBack() {
        assertThat(authlete.call("misc-echo", Map.of(), Map.of("a", "b"), MissingNode.getInstance())
                        .text("a"))
                .isEqualTo("b");
    }
}
