package dev.dualclient.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's questions on the command line, to two emulators. */
class QuestionsTest {

    private static Emulators emulators;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        emulators.client().atBoth();
    }

    @AfterAll
    static void stop() {
        emulators.close();
    }

    private int run(String command, String... options) {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        List<String> all = new ArrayList<>(List.of(
                command,
                "--dual-client.inventory.calls-per-second=1000",
                "--dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "--dual-client.primary.service-id=" + first.serviceId(),
                "--dual-client.primary.access-token=" + first.accessToken(),
                "--dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "--dual-client.secondary.api-key=" + second.apiKey(),
                "--dual-client.secondary.api-secret=" + second.apiSecret(),
                "--dual-client.secondary.owner-api-key=" + second.ownerApiKey(),
                "--dual-client.secondary.owner-api-secret=" + second.ownerApiSecret()));
        all.addAll(List.of(options));
        return new CommandLine(Commands.all(), new PrintStream(out, true, StandardCharsets.UTF_8), System.err)
                .run(all.toArray(String[]::new));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(printed());
    }

    @Test
    void preflightPrintsItsChecks() {
        int status = run("preflight");
        assertThat(printed()).contains("service.issuer", "credentials.primary");
        assertThat(status).isIn(0, 1, 2);
        assertThat(printed()).doesNotContain(emulators.primary().credentials().accessToken());
    }

    @Test
    void preflightAsJsonHasTheSameChecks() {
        int status = run("preflight", "--json");
        assertThat(json().path("checks").size()).isGreaterThan(10);
        assertThat(status).isEqualTo(json().path("result").asString().equals("fail") ? 1 : status);
    }

    @Test
    void anInventoryIsExportedAndComparedFromItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("inventory.json");
        assertThat(run("inventory", "--export=" + file)).isZero();
        assertThat(Files.readString(file))
                .doesNotContain(emulators.secondary().credentials().apiSecret());
        out.reset();
        new CommandLine(Commands.all(), new PrintStream(out, true, StandardCharsets.UTF_8), System.err)
                .run("inventory", "--from=" + file, "--json");
        assertThat(json().path("clients").size()).isEqualTo(1);
    }

    @Test
    @Scenario("X1")
    void consentsAreCountedPerClient() {
        assertThat(run("inventory", "--consents")).isZero();
        assertThat(printed()).startsWith("users of whom nothing is known: 0 in the token lists");
    }

    @Test
    @Scenario("K12")
    void readinessCannotSayAnythingFromMemory() {
        assertThat(run("readiness")).isEqualTo(2);
        assertThat(printed()).startsWith("CANNOT_SAY");
    }

    @Test
    @Scenario("K17")
    void aSavedReportThatWasChangedIsNotGenuine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "{\"report\":{},\"sha256\":\"x\",\"hmac\":\"y\"}");
        String keys = "--keys=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assertThat(run("readiness", "--check=" + file, keys)).isEqualTo(1);
        Files.writeString(file, "{}");
        assertThat(run("readiness", "--check=" + file, keys)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preflight | --jsno | --jsno is no option of this command: write --json, or a property",
                "probe     | --json | --client is missing: write the id of a test client without traffic",
                "readiness | --check | --check is missing: write the name of a file",
            })
    void aWrongOptionIsToldWithWhatToWrite(String command, String option, String message) {
        assertThat(run(command, option)).isEqualTo(Command.USAGE);
        assertThat(printed()).contains(message);
    }
}
