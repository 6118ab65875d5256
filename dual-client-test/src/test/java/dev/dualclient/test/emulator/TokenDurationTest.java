package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.Authlete.Registered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** How long tokens live by the settings of service, scopes and client, and how many a subject may have. */
class TokenDurationTest {

    private static final Map<String, String> SERVICE = Map.of("service", EmulatedCredentials.DEFAULT.serviceId());

    /** Changes the settings of the service as an operator does. */
    private static void set(Authlete authlete, String name, Object value) {
        ObjectNode service = (ObjectNode) authlete.read("service-get", SERVICE).json();
        service.set(name, Authlete.MAPPER.valueToTree(value));
        authlete.call("service-update", SERVICE, Map.of(), service);
    }

    @ParameterizedTest
    @CsvSource({
        "V2_3, 600, 0, 0, 600",
        "V2_3, 600, 60, 0, 60",
        "V2_3, 600, 900, 1200, 600",
        "V2_3, 600, 900, 120, 120",
        "V3_0, 600, 0, 0, 600",
        "V3_0, 600, 900, 0, 900",
        "V3_0, 600, 900, 1200, 1200",
        "V3_0, 600, 0, 120, 120"
    })
    void eachVersionHasItsOwnRule(AuthleteVersion version, long service, long scope, long client, long expected) {
        Authlete authlete = new Authlete(version);
        set(authlete, "accessTokenDuration", service);
        set(
                authlete,
                "supportedScopes",
                List.of(Map.of(
                        "name",
                        "email",
                        "attributes",
                        List.of(Map.of("key", "access_token.duration", "value", Long.toString(scope))))));
        Registered registered = authlete.client("extension", Map.of("accessTokenDuration", client));

        assertThat(authlete.token(registered, "grant_type", "client_credentials", "scope", "email")
                        .json()
                        .path("accessTokenDuration")
                        .asLong())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aSubjectMayHaveASingleAccessToken(AuthleteVersion version) {
        Authlete authlete = new Authlete(version);
        Registered client = authlete.client("singleAccessTokenPerSubject", true);
        String own = authlete.token(client, "grant_type", "client_credentials").text("accessToken");
        String first = authlete.tokens(client).text("accessToken");
        assertThat(authlete.active(first)).isTrue();
        String second = authlete.tokens(client).text("accessToken");

        assertThat(authlete.active(first)).isFalse();
        assertThat(authlete.active(second)).isTrue();
        assertThat(authlete.active(own)).isTrue();
    }

    @Test
    void theServiceCanDemandItOfAllClients() {
        Authlete authlete = new Authlete(AuthleteVersion.V3_0);
        set(authlete, "singleAccessTokenPerSubject", true);
        Registered client = authlete.client();
        Registered other = authlete.client();
        String first = authlete.tokens(client).text("accessToken");
        String others = authlete.tokens(other).text("accessToken");
        authlete.call(
                "auth-token-create", "grantType", "AUTHORIZATION_CODE", "clientId", client.id(), "subject", "jane");
        assertThat(authlete.active(first)).isTrue();
        authlete.call(
                "auth-token-create", "grantType", "AUTHORIZATION_CODE", "clientId", client.id(), "subject", "john");

        assertThat(authlete.active(first)).isFalse();
        assertThat(authlete.active(others)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerMayNotIntrospectRefreshTokens(boolean hidden) {
        AuthleteEmulatorBuilder builder = AuthleteEmulator.builder().version(AuthleteVersion.V2_3);
        Authlete authlete = new Authlete((hidden ? builder.refreshTokensNotIntrospected() : builder).service());
        String token = authlete.tokens(authlete.client()).text("refreshToken");

        assertThat(authlete.call("auth-introspection-standard", "parameters", Authlete.form("token", token))
                        .content()
                        .path("active")
                        .asBoolean())
                .isEqualTo(!hidden);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerMayLetStrangersRevoke(boolean allowed) {
        AuthleteEmulatorBuilder builder = AuthleteEmulator.builder();
        Authlete authlete = new Authlete((allowed ? builder.strangersRevoke() : builder).service());
        String token = authlete.tokens(authlete.client()).text("accessToken");
        authlete.revoke(authlete.client(), token);

        assertThat(authlete.active(token)).isEqualTo(!allowed);
    }
}
