package dev.dualclient.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway as a process of its own, with everything that it is configured by on its command line. */
@ExtendWith(OutputCaptureExtension.class)
class GatewayServerTest {

    private static final String SECRET = "a-long-random-secret";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static Emulators emulators;
    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        server = SpringApplication.run(
                GatewayServer.class,
                arguments(
                        "dual-client.custody.store=jdbc",
                        "dual-client.custody.jdbc.url=jdbc:h2:mem:gateway",
                        "dual-client.custody.keys=" + KEY,
                        "spring.security.user.password=a-password"));
    }

    @AfterAll
    static void stop() {
        server.close();
        emulators.close();
    }

    private static String[] arguments(String... more) {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "management.server.port=0",
                "dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "dual-client.primary.service-id=" + first.serviceId(),
                "dual-client.primary.access-token=" + first.accessToken(),
                "dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "dual-client.secondary.api-key=" + second.apiKey(),
                "dual-client.secondary.api-secret=" + second.apiSecret(),
                "dual-client.gateway.callers[0].user=auth-server",
                "dual-client.gateway.callers[0].secret=" + SECRET));
        for (String property : more) { // one that is written twice would have two values
            all.removeIf(other -> other.startsWith(property.substring(0, property.indexOf('=') + 1)));
            all.add(property);
        }
        return all.stream().map(property -> "--" + property).toArray(String[]::new);
    }

    private static String port(String name) {
        return server.getEnvironment().getRequiredProperty(name);
    }

    private static HttpResponse<String> get(String port, String path, String... credentials)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        for (String pair : credentials) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void theVendorsClientIsServedByBothBackends() {
        TestClient client = emulators.client().atSecondary();
        AuthleteApi api = AuthleteApiFactory.create(new AuthleteSimpleConfiguration()
                .setBaseUrl("http://127.0.0.1:" + port("local.server.port"))
                .setServiceApiKey("auth-server")
                .setServiceApiSecret(SECRET));

        TokenResponse token = api.token(new TokenRequest()
                .setParameters("grant_type=client_credentials")
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret()));

        assertThat(token.getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(api.introspection(new IntrospectionRequest().setToken(token.getAccessToken()))
                        .isUsable())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/client/get/list, '', 401",
        "/api/client/get/list, auth-server:a-long-random-secret, 200",
        "/api/client/get/a%2Fb, auth-server:a-long-random-secret, 400",
        "/, auth-server:a-long-random-secret, 403",
        "/actuator/health, operator:a-password, 403",
        "/livez, '', 200",
        "/readyz, '', 200"
    })
    void nothingButTheGatewayIsServed(String path, String credentials, int status) throws Exception {
        String[] sent = credentials.isEmpty() ? new String[0] : new String[] {credentials};
        assertThat(get(port("local.server.port"), path, sent).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health, '', 200",
        "/actuator/prometheus, '', 401",
        "/actuator/dualclient, '', 401",
        "/actuator/dualclient, operator:wrong, 401",
        "/actuator/dualclient, operator:a-password, 200",
        "/actuator/prometheus, operator:a-password, 200",
        "/actuator/env, operator:a-password, 403",
        "/api/client/get/list, auth-server:a-long-random-secret, 403"
    })
    void theActuatorIsForTheOperator(String path, String credentials, int status) throws Exception {
        String[] sent = credentials.isEmpty() ? new String[0] : new String[] {credentials};
        assertThat(get(port("local.management.port"), path, sent).statusCode()).isEqualTo(status);
    }

    @Test
    void healthHasNoDetailsForStrangers() throws Exception {
        assertThat(get(port("local.management.port"), "/actuator/health").body())
                .startsWith("{\"")
                .doesNotContain("127.0.0.1", "dualclient", "circuit");
        assertThat(get(port("local.management.port"), "/actuator/health", "operator:a-password")
                        .body())
                .contains("dualclient", "circuit");
    }

    @Test
    void oneLineSaysWhereItListensAndWhatLeads() {
        assertThat(server.getBean(StartMessage.class).text())
                .isEqualTo("Dual Client (development) listens on http://0.0.0.0:" + port("local.server.port")
                        + "/api; stage primary-first, the primary "
                        + emulators.primary().baseUrl() + " leads, then the secondary "
                        + emulators.secondary().baseUrl() + "; custody in jdbc; management on http://127.0.0.1:"
                        + port("local.management.port"));
    }

    @Test
    void withACertificateItSpeaksTls(@TempDir Path directory, CapturedOutput output) throws Exception {
        Path store = directory.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int made = new ProcessBuilder(
                        Stream.of("-genkeypair -alias server -keyalg EC -dname CN=localhost -validity 2 -storetype"
                                        + " PKCS12 -storepass changeit -keystore "
                                        + store)
                                .flatMap(line -> Stream.concat(Stream.of(keytool), Stream.of(line.split(" "))))
                                .toList())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();

        try (ConfigurableApplicationContext tls = SpringApplication.run(
                GatewayServer.class,
                arguments(
                        "server.ssl.key-store=" + store,
                        "server.ssl.key-store-password=changeit",
                        "server.address=127.0.0.1",
                        "dual-client.stage=secondary-first"))) {
            assertThat(output.getOut())
                    .contains(
                            "listens on https://127.0.0.1:"
                                    + tls.getEnvironment().getProperty("local.server.port"),
                            "stage secondary-first, the secondary "
                                    + emulators.secondary().baseUrl() + " leads",
                            "custody in memory",
                            "The actuator shows health only: set spring.security.user.password")
                    .doesNotContain(SECRET, "security password");
        }
    }

    @Test
    @Scenario("N47")
    void publishedCredentialsAreRefusedInFrontOfRealBackends(CapturedOutput output) {
        int status = new CommandLine(Commands.all(), System.out, System.err)
                .run(arguments(
                        "dual-client.primary.base-url=https://192.0.2.1",
                        "dual-client.gateway.callers[0].user=sample-caller",
                        "dual-client.gateway.callers[0].secret=sample-secret"));

        assertThat(status).isEqualTo(Command.FAILED);
        assertThat(output.getAll())
                .contains(
                        "Under dual-client, gateway.callers: the secret of sample-caller stands in the documents of Dual"
                                + " Client, and would open https://192.0.2.1 to everybody.",
                        "Write a long random one.")
                .doesNotContain("\tat ");
    }
}
