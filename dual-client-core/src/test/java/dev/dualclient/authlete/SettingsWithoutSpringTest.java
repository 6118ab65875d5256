package dev.dualclient.authlete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.api.AuthleteApiFactory;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.settings.PropertyCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Every property below {@code dual-client}, in a file, in the environment and in system properties. */
class SettingsWithoutSpringTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String REJECTED =
            "{\"resultCode\":\"A003201\",\"resultMessage\":\"[A003201] The API credentials are wrong.\"}";

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(PropertyCheck.class);
    private final Properties system = new Properties();
    private RecordingServer primary;
    private RecordingServer secondary;

    @BeforeEach
    void start() throws IOException {
        log.start();
        logger.addAppender(log);
        primary = new RecordingServer();
        secondary = new RecordingServer();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        primary.close();
        secondary.close();
    }

    private Path file(String more) throws IOException {
        return Files.writeString(
                directory.resolve("authlete.properties"), """
                base_url=%s
                base_url.secondary=%s
                service.api_key=42
                service.api_secret=an-api-secret
                service.access_token=an-access-token
                """.formatted(primary.url(), secondary.url()) + more);
    }

    private DualAuthleteApi api(String file, Map<String, String> environment) throws IOException {
        return AuthleteProperties.read(file(file).toString(), environment, system)
                .api();
    }

    @Test
    @Scenario("N46")
    void whatTheFileSaysHolds() throws IOException {
        String file = """
                dual-client.stage=secondary-first
                dual-client.maintenance=true
                dual-client.canary.stage=shadow
                dual-client.canary.percent=2.5
                dual-client.clients[rp.example.com].stage=drain
                dual-client.clients.4711.stage=primary-only
                dual-client.operations.vci-*.timeout=2s
                dual-client.operations.auth-introspection.fallBackOn[0]=unrecognized
                dual-client.operations.auth-introspection.fallBackOn[1]=code:A057302
                something.else=left alone
                """;
        try (DualAuthleteApi api = api(file, Map.of())) {
            assertThat(api.dualClient().stages().policy()).satisfies(policy -> {
                assertThat(policy.stage()).isEqualTo(Stage.SECONDARY_FIRST);
                assertThat(policy.maintenance()).isTrue();
                assertThat(policy.canary()).isEqualTo(new Canary(Stage.SHADOW, 2.5));
                assertThat(policy.clients())
                        .isEqualTo(Map.of("rp.example.com", Stage.DRAIN, "4711", Stage.PRIMARY_ONLY));
            });
            assertThat(api.dualClient().rules())
                    .filteredOn(rule -> rule.operation().equals("vci-nonce"))
                    .allSatisfy(rule -> assertThat(rule.timeout()).isEqualTo(Duration.ofSeconds(2)))
                    .isNotEmpty();
            assertThat(api.dualClient().rules())
                    .filteredOn(rule -> rule.operation().equals("auth-introspection"))
                    .allSatisfy(rule -> assertThat(rule.fallBackOn())
                            .extracting(condition -> condition.text())
                            .containsExactly("unrecognized", "code:A057302"))
                    .isNotEmpty();
        }
    }

    @Test
    @Scenario("N46")
    void theEnvironmentOverridesTheFileAndASystemPropertyBoth() throws IOException {
        Map<String, String> environment = Map.of(
                "DUAL_CLIENT_STAGE", "shadow",
                "DUALCLIENT_CLIENTS_4711_STAGE", "drain",
                "DUAL_CLIENT_CANARY_PERCENT", "7");
        system.setProperty("dual-client.stage", "primary-only");

        try (DualAuthleteApi api = api("dual-client.stage=drain\ndual-client.canary.percent=1\n", environment)) {
            assertThat(api.dualClient().stages().policy()).satisfies(policy -> {
                assertThat(policy.stage()).isEqualTo(Stage.PRIMARY_ONLY);
                assertThat(policy.canary()).isEqualTo(new Canary(Stage.PRIMARY_FIRST, 7));
                assertThat(policy.clients()).isEqualTo(Map.of("4711", Stage.DRAIN));
            });
        }
    }

    @Test
    @Scenario("N46")
    void withoutAFileTheEnvironmentIsEnough() {
        Map<String, String> environment = Map.of(
                "AUTHLETE_BASE_URL", primary.url(),
                "AUTHLETE_SERVICE_APIKEY", "42",
                "AUTHLETE_SERVICE_ACCESSTOKEN", "an-access-token",
                "DUAL_CLIENT_SECONDARY_BASE_URL", secondary.url(),
                "DUAL_CLIENT_SECONDARY_API_KEY", "42",
                "DUAL_CLIENT_SECONDARY_API_SECRET", "an-api-secret");
        try (DualAuthleteApi api =
                AuthleteProperties.read("none.properties", environment, system).api()) {
            api.getClientList();
        }
        assertThat(primary.recorded()).hasSize(1);
        assertThat(secondary.recorded()).hasSize(1);
    }

    @Test
    @Scenario("N46")
    void withoutAFileTheNamesOfDualClientAreEnoughToo() throws IOException {
        Map<String, String> environment = Map.of(
                "DUAL_CLIENT_PRIMARY_BASE_URL", primary.url(),
                "DUAL_CLIENT_PRIMARY_SERVICE_ID", "42",
                "DUAL_CLIENT_PRIMARY_ACCESS_TOKEN", "an-access-token",
                "DUAL_CLIENT_OPERATIONS_AUTH_INTROSPECTION_TIMEOUT", "2s");
        try (DualAuthleteApi api =
                AuthleteProperties.read("none.properties", environment, system).api()) {
            assertThat(api.dualClient().rules())
                    .filteredOn(rule -> rule.operation().equals("auth-introspection"))
                    .allSatisfy(rule -> assertThat(rule.timeout()).isEqualTo(Duration.ofSeconds(2)))
                    .isNotEmpty();
        }
    }

    @Test
    @Scenario({"N36", "N46"})
    void aVariableThatSetsNothingIsToldOfAndLeftAlone() throws IOException {
        Map<String, String> environment =
                Map.of("DUAL_CLIENT_PORT_8080_TCP", "tcp://10.0.0.1", "DUAL_CLIENT_STAGE", "");
        api("", environment).close();

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The environment has [DUAL_CLIENT_PORT_8080_TCP], which name no property of Dual Client"
                                + " and have no effect");
    }

    @ParameterizedTest
    @Scenario({"N36", "N37", "N46"})
    @CsvSource(delimiter = '|', textBlock = """
            dual-client.stge=shadow                        | dual-client.stge is no property of Dual Client; did you mean dual-client.stage?
            dual-client.zzz=1                              | dual-client.zzz is no property of Dual Client; remove it; docs/configuration.md lists all properties
            dual-client.custody=jdbc                       | dual-client.custody is no property of Dual Client; remove it; docs/configuration.md lists all properties
            dual-client.call-timeout=8                     | dual-client.call-timeout is 8 without a unit: write 8ms, 8s, 8m, 8h or 8d
            dual-client.callTimeout=8 apples               | dual-client.callTimeout is 8 apples: write a duration like 8s, 500ms, 24h or 90d
            dual-client.call-timeout=99ms                  | dual-client.call-timeout is PT0.099S, which is too short: write 100ms or more
            dual-client.hedge.budget=ten                   | dual-client.hedge.budget is ten: write a whole number
            dual-client.maintenance=maybe                  | dual-client.maintenance is maybe: write true or false
            dual-client.primary.max-response-size=1 acre   | dual-client.primary.max-response-size is 1 acre: write a size like 1MB
            dual-client.kill.confirm=both                  | dual-client.kill.confirm is both: write one of durable, strict
            dual-client.primary.proxy=${NO_SUCH_PROXY}     | dual-client.primary.proxy has the placeholder ${NO_SUCH_PROXY}, which is not resolved: write an environment variable or a property of that name, or the value itself
            dual-client.gateway.enabled=true               | dual-client.gateway.enabled is read by the Spring Boot starter only, which is not in use here: remove it; run dual-client-gateway, or build a GatewayServlet
            dual-client.primary.ssl-bundle=mine            | dual-client.primary.ssl-bundle is read by the Spring Boot starter only, which is not in use here: remove it; set the system properties javax.net.ssl.trustStore and javax.net.ssl.keyStore, or call sslContext of the builder
            dual-client.custody.store=jdbc                 | dual-client.custody.store is jdbc, but no database is named: write dual-client.custody.jdbc.jndi-name, java:comp/env/jdbc/custody say, or dual-client.custody.jdbc.url
            dual-client.custody.store=redis                | dual-client.custody.store is redis, but dual-client.custody.redis.uri is missing: write redis://user:password@host:port
            dual-client.secondary.api-secret-file=no-such  | service.api_secret and dual-client.secondary.api-secret-file are both set: leave one of them out
            dual-client.primary.access-token-file=no-such  | service.access_token and dual-client.primary.access-token-file are both set: leave one of them out
            """)
    void aMistakeIsToldWithWhatToWrite(String line, String message) throws IOException {
        Path file = file(line);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DualAuthleteApi.fromAuthleteProperties(file))
                .withMessage(file + ": " + message);
    }

    @Test
    @Scenario("N46")
    void placeholdersAreResolved() throws IOException {
        try (DualAuthleteApi api = api("first=secondary-first\ndual-client.stage=${first}\n", Map.of())) {
            assertThat(api.dualClient().stage()).isEqualTo(Stage.SECONDARY_FIRST);
        }
        try (DualAuthleteApi api = api("dual-client.stage=${OF_ALL:shadow}\n", Map.of())) {
            assertThat(api.dualClient().stage()).isEqualTo(Stage.SHADOW);
        }
        try (DualAuthleteApi api = api("dual-client.stage=${OF_ALL:shadow}\n", Map.of("OF_ALL", "drain"))) {
            assertThat(api.dualClient().stage()).isEqualTo(Stage.DRAIN);
        }
    }

    @Test
    @Scenario("N46")
    void aDatabaseKeepsCustodyAndIsClosedWithTheApi() throws IOException {
        String url = "jdbc:h2:mem:custody" + System.nanoTime();
        String file = "dual-client.custody.store=jdbc\ndual-client.custody.jdbc.url=%s\ndual-client.custody.keys=%s\n"
                .formatted(url, KEY);
        try (DualAuthleteApi api = api(file, Map.of())) {
            assertThat(api.dualClient().custodyState()).isEqualTo(StoreMonitor.State.UP);
            assertThat(poolThreads()).isNotEmpty();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(poolThreads()).isEmpty()); // they end by themselves
    }

    private static List<String> poolThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dual-client-custody"))
                .toList();
    }

    @Test
    @Scenario("N46")
    void aRejectedSecretIsReadAgainFromItsFile() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "first-secret\n");
        Path file = Files.writeString(
                directory.resolve("authlete.properties"), """
                base_url=%s
                base_url.secondary=%s
                service.api_key=42
                service.access_token=an-access-token
                dual-client.secondary.api-secret-file=%s
                dual-client.operations.client-get-list.route=secondary-only
                """.formatted(primary.url(), secondary.url(), secret));
        try (DualAuthleteApi api = DualAuthleteApi.fromAuthleteProperties(file)) {
            api.getClientList();
            Files.writeString(secret, "second-secret");
            api.getClientList();
            secondary.answers(401, REJECTED);
            isUnavailable(api);
            secondary.answers(200, "{}");
            api.getClientList();
        }
        assertThat(secondary.recorded())
                .extracting(request -> request.header("Authorization"))
                .containsExactly(
                        basic("first-secret"), basic("first-secret"), basic("first-secret"), basic("second-secret"));
    }

    private static void isUnavailable(DualAuthleteApi api) {
        assertThatExceptionOfType(AuthleteApiException.class)
                .isThrownBy(api::getClientList)
                .satisfies(thrown -> assertThat(thrown.getStatusCode()).isEqualTo(503));
    }

    private static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("42:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Scenario("N46")
    void itIsTheDefaultWhereAPropertySaysSo() throws IOException {
        try (DualAuthleteApi api = api("dual-client.install-as-default=true\n", Map.of())) {
            assertThat(AuthleteApiFactory.getDefaultApi()).isSameAs(api);
        }
    }
}
