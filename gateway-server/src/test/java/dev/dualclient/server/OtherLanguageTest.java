package dev.dualclient.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script in Python that was written for Authlete 2.3, first with 2.3, then with the gateway's process. Needs python3. */
@Tag("apart")
class OtherLanguageTest {

    private static final Path SCRIPT = Path.of("src", "test", "python", "flows.py");
    private static final Pattern LISTENS = Pattern.compile("listens on (http://)0\\.0\\.0\\.0(:\\d+)/api");

    private static final List<String> GONE_ON = List.of(
            "refresh OK",
            "refresh BAD_REQUEST",
            "introspection UNAUTHORIZED False None",
            "introspection OK True john",
            "revocation OK",
            "introspection UNAUTHORIZED False None",
            "refresh BAD_REQUEST");

    @TempDir
    private Path directory;

    private @Nullable String address;

    @Test
    @Scenario("N47")
    void everyFlowIsTheSameBehindAnotherBaseUrl() throws Exception {
        try (Emulators emulators = Emulators.start()) {
            TestClient client = emulators.client().atBoth();
            EmulatedCredentials second = emulators.secondary().credentials();
            List<String> direct =
                    python(client, emulators.secondary().baseUrl().toString(), second.apiKey(), second.apiSecret());
            assertThat(direct)
                    .containsExactly(
                            "authorization INTERACTION",
                            "issue LOCATION",
                            "token OK",
                            "introspection OK True john",
                            "token BAD_REQUEST",
                            "authorization INTERACTION",
                            "issue LOCATION",
                            "token OK",
                            "refresh OK",
                            "refresh BAD_REQUEST",
                            "introspection UNAUTHORIZED False None",
                            "introspection OK True john",
                            "revocation OK",
                            "introspection UNAUTHORIZED False None",
                            "refresh BAD_REQUEST");

            Process gateway = gateway(emulators);
            try {
                assertThat(python(client, url(gateway), "auth-server", "a-long-random-secret"))
                        .isEqualTo(direct);
                assertThat(emulators.calls().of("auth-token")).doesNotHaveToString("0/0");
            } finally {
                gateway.destroy();
                assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    @Scenario("A2")
    void tokensOfTheSecondaryAreServedBeforeAndAfterTheMigrator() throws Exception {
        try (Emulators emulators = Emulators.start()) {
            TestClient client = emulators.client().atBoth();
            EmulatedCredentials second = emulators.secondary().credentials();
            String direct = emulators.secondary().baseUrl().toString();
            for (String file : List.of("early", "late")) {
                python(client, direct, second.apiKey(), second.apiSecret(), "log-in", file);
            }

            Process gateway = gateway(emulators);
            try {
                emulators.mark();
                assertThat(behind(gateway, client, "look", "early")).containsExactly("introspection OK True john");
                assertThat(emulators.calls()).hasToString("1/1");

                emulators.migrator().runOnce();

                emulators.mark();
                assertThat(behind(gateway, client, "look", "late")).containsExactly("introspection OK True john");
                assertThat(emulators.calls()).hasToString("1/0");
                assertThat(behind(gateway, client, "go-on", "late")).isEqualTo(GONE_ON);
                assertThat(behind(gateway, client, "go-on", "early")).isEqualTo(GONE_ON);
            } finally {
                gateway.destroy();
                assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private List<String> behind(Process gateway, TestClient client, String... arguments) throws Exception {
        if (address == null) {
            address = url(gateway);
        }
        return python(client, address, "auth-server", "a-long-random-secret", arguments);
    }

    private Process gateway(Emulators emulators) throws IOException {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GatewayServer.class.getName());
        process.environment()
                .putAll(Map.of(
                        "SERVER_PORT", "0",
                        "MANAGEMENT_SERVER_PORT", "0",
                        "DUALCLIENT_PRIMARY_BASEURL",
                                emulators.primary().baseUrl().toString(),
                        "DUALCLIENT_PRIMARY_SERVICEID", first.serviceId(),
                        "DUALCLIENT_PRIMARY_ACCESSTOKEN", first.accessToken(),
                        "DUALCLIENT_SECONDARY_BASEURL",
                                emulators.secondary().baseUrl().toString(),
                        "DUALCLIENT_SECONDARY_APIKEY", second.apiKey(),
                        "DUALCLIENT_SECONDARY_APISECRET", second.apiSecret(),
                        "DUALCLIENT_GATEWAY_CALLERS_0_USER", "auth-server",
                        "DUALCLIENT_GATEWAY_CALLERS_0_SECRET", "a-long-random-secret"));
        return process.directory(directory.toFile()).redirectErrorStream(true).start();
    }

    /** Reads the line that the gateway prints, and returns the address in it. */
    private static String url(Process gateway) throws IOException {
        BufferedReader lines = gateway.inputReader(StandardCharsets.UTF_8);
        List<String> read = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher found = LISTENS.matcher(line);
            if (found.find()) {
                return found.group(1) + "127.0.0.1" + found.group(2);
            }
            read.add(line);
        }
        throw new AssertionError("the gateway has ended: " + read);
    }

    private List<String> python(TestClient client, String url, String key, String secret, String... arguments)
            throws Exception {
        Path output = directory.resolve("output");
        List<String> command =
                new ArrayList<>(List.of("python3", SCRIPT.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        process.environment()
                .putAll(Map.of(
                        "AUTHLETE_BASE_URL",
                        url,
                        "AUTHLETE_API_KEY",
                        key,
                        "AUTHLETE_API_SECRET",
                        secret,
                        "CLIENT_ID",
                        String.valueOf(client.id()),
                        "CLIENT_SECRET",
                        Objects.requireNonNull(client.secret()),
                        "REDIRECT_URI",
                        client.redirectUri()));
        int status = process.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(output);
        assertThat(status).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
