package dev.dualclient.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server on JAX-RS, in containers of both generations, to which nothing is done but to add a jar and a few lines. */
class DropInIT {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path directory;

    private Emulators emulators;
    private TestClient client;

    @BeforeEach
    void start() {
        emulators = Emulators.start();
        client = emulators.client().atBoth();
    }

    @AfterEach
    void stop() {
        emulators.close();
    }

    private War war(String namespace, Map<String, String> settings) throws IOException {
        return War.of(Files.createDirectories(directory.resolve("war")), namespace)
                .withDropIn()
                .withProperties(settings);
    }

    /** The file of a server on 2.3 alone, as it has been for years. */
    private Map<String, String> ofTheSecondaryAlone() {
        EmulatedCredentials second = emulators.secondary().credentials();
        return Map.of(
                "base_url", emulators.secondary().baseUrl().toString(),
                "service.api_key", second.apiKey(),
                "service.api_secret", second.apiSecret());
    }

    private Map<String, String> ofBoth(String... more) {
        Map<String, String> settings = new HashMap<>(ofTheSecondaryAlone());
        settings.put("base_url", emulators.primary().baseUrl().toString());
        settings.put("base_url.secondary", emulators.secondary().baseUrl().toString());
        settings.put("api_version", "V3");
        settings.put("service.access_token", emulators.primary().credentials().accessToken());
        settings.put("dual-client.custody.hint-ttl", "1ms");
        for (int i = 0; i < more.length; i += 2) {
            settings.put("dual-client." + more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    @Scenario("N46")
    void withoutASecondaryItDoesNothing() throws Exception {
        try (Container server =
                Container.start("tomcat-11", war("jakarta", ofTheSecondaryAlone()), directory, Map.of())) {
            String token = server.login(client).get("access");

            assertThat(server.isActive(client, token)).isTrue();
            assertThat(server.resource(token)).isEqualTo(200);
            assertThat(server.log())
                    .contains("Dual Client is not in use: base_url.secondary is not set in authlete.properties");
        }
        assertThat(emulators.calls().primary()).isEmpty();
    }

    @ParameterizedTest
    @Scenario({"N46", "N48"})
    @CsvSource({"tomcat-9, javax", "tomcat-11, jakarta"})
    void anUnchangedServerHasTwoBackends(String container, String namespace) throws Exception {
        Container server = Container.start(container, war(namespace, ofBoth()), directory, Map.of());
        try (server) {
            assertThat(server.log())
                    .contains("Dual Client is in use: stage primary-first, the primary at "
                            + emulators.primary().baseUrl() + " leads, then the secondary at "
                            + emulators.secondary().baseUrl()
                            + "; custody in the memory of this process, for one node, lost at a restart");

            Map<String, String> tokens = server.login(client);
            Map<String, String> refreshed = server.refresh(client, tokens);
            assertThat(refreshed).isNotEmpty();
            assertThat(server.refresh(client, tokens)).isEmpty();
            assertThat(server.isActive(client, refreshed.get("access"))).isTrue();
            assertThat(server.resource(refreshed.get("access"))).isEqualTo(200);
            server.revoke(client, refreshed.get("access"));
            assertThat(server.isActive(client, refreshed.get("access"))).isFalse();
            assertThat(server.resource(refreshed.get("access"))).isEqualTo(401);

            String old = tokenOfTheSecondary().get("access");
            emulators.mark();
            assertThat(server.isActive(client, old)).isTrue();
            assertThat(server.resource(old)).isEqualTo(200);
            assertThat(emulators.calls().secondary()).isNotEmpty();
            emulators.migrator().runOnce();
            emulators.mark();
            assertThat(server.isActive(client, old)).isTrue();
            assertThat(emulators.calls().secondary()).isEmpty();
            assertThat(emulators.calls().primary()).isNotEmpty();
        }
        assertThat(server.log())
                .contains("stopped, and 0 threads are left", "the class loader is collected")
                .doesNotContain("memory leak", "appears to have started a thread", "ThreadLocal");
    }

    /** Tokens that a server on 2.3 has issued before anybody thought of a migration. */
    private Map<String, String> tokenOfTheSecondary() {
        TokenCreateResponse issued = emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.AUTHORIZATION_CODE)
                        .setClientId(client.id())
                        .setSubject("john"));
        return Map.of("access", issued.getAccessToken(), "refresh", issued.getRefreshToken());
    }

    @Tag("apart")
    @ParameterizedTest
    @Scenario("N46")
    @CsvSource({"tomcat-9, javax, url", "tomcat-11, jakarta, jndi-name"})
    void whatWasUsedUpStaysUsedUpAfterACrash(String container, String namespace, String by) throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("custody") + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0";
        String database = by.equals("url") ? url : "java:comp/env/jdbc/custody";
        War war = war(namespace, ofBoth("custody.store", "jdbc", "custody.jdbc." + by, database))
                .withDriver()
                .withDataSource("jdbc/custody", url);
        Map<String, String> environment = Map.of("DUAL_CLIENT_CUSTODY_KEYS", KEY);
        Map<String, String> old = tokenOfTheSecondary();
        emulators.migrator().runOnce();

        Container first = Container.start(container, war, directory, environment);
        Map<String, String> refreshed = first.refresh(client, old);
        assertThat(refreshed).isNotEmpty();
        Map<String, String> revoked = first.login(client);
        first.revoke(client, revoked.get("access"));
        first.kill();

        try (Container second = Container.start(container, war, directory, environment)) {
            assertThat(second.refresh(client, old)).isEmpty();
            await().atMost(Duration.ofMinutes(1)).until(() -> second.isTold(client, revoked.get("access")));
            assertThat(second.isActive(client, revoked.get("access"))).isFalse();
            await().atMost(Duration.ofMinutes(1)).until(() -> second.isTold(client, old.get("access")));
            assertThat(second.isActive(client, old.get("access"))).isFalse();
            assertThat(second.refresh(client, refreshed)).isNotEmpty();
        }
    }

    @Tag("apart")
    @Test
    @Scenario("N50")
    void theMapperOfTheDocumentsAnswersAnOutageWith503() throws Exception {
        String code = War.mapper();
        assertThat(Files.readString(Path.of("..", "docs", "your-server.md")))
                .contains(code.substring(code.indexOf("@Provider")));

        try (Container server =
                Container.start("tomcat-11", war("jakarta", ofBoth()).withMapper(), directory, Map.of())) {
            String token = server.login(client).get("access");
            emulators.close();

            HttpResponse<String> answer = server.introspect(client, token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
        }
    }

    @Test
    @Scenario("N36")
    void aWrongSettingEndsTheStartAndSaysWhatToWrite() throws Exception {
        War war = war("jakarta", ofBoth("stge", "shadow"));

        assertThatThrownBy(() -> Container.start("tomcat-11", war, directory, Map.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "Dual Client cannot start: authlete.properties: dual-client.stge is no property of"
                                + " Dual Client; did you mean dual-client.stage?");
    }
}
