package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Emulators as processes of their own. */
@Tag("apart")
class CommandLineTest {

    private static final Pattern GREETING = Pattern.compile("Authlete \\S+ emulated at (\\S+), .*");

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void scenariosA1ToA3AreReplayedByCurlAlone() throws Exception {
        assumeTrue(isExecutable("curl") && isExecutable("sh"), "needs sh and curl");
        String primary = url(start("--version", "3.0"));
        String secondary = url(start("--version", "2.3"));
        Process script = new ProcessBuilder("sh", "src/test/scripts/a1-to-a3.sh", primary, secondary)
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(output).isZero();
        assertThat(output.lines()).hasSize(7).allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void aSignalEndsItAndFreesThePort() throws Exception {
        Process process = start("--version", "3.0");
        URI url = URI.create(url(process));
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        AuthleteEmulator.builder().port(url.getPort()).start().close();
    }

    @Test
    void theOneLineTellsWithWhatToCall() throws Exception {
        assertThat(firstLine(start("--version", "2.3")))
                .matches(
                        "Authlete 2\\.3 emulated at http://127\\.0\\.0\\.1:\\d+, service"
                                + " 21653835348762:emulated-api-secret, owner 41653835348762:emulated-owner-secret \\(Basic\\)");
    }

    @Test
    void aSecretThatWasGivenIsUsedAndNotShown() throws Exception {
        Process process = start("--version", "3.0", "--service-id", "77", "--access-token", "my-own-token");
        String line = firstLine(process);
        assertThat(line).contains("service 77").doesNotContain("my-own-token");
        Matcher greeting = GREETING.matcher(line);
        assertThat(greeting.matches()).isTrue();
        EmulatorHttp http = new EmulatorHttp(URI.create(greeting.group(1)), "Bearer my-own-token");
        assertThat(http.get("/api/77/client/get/list").status()).isEqualTo(200);
    }

    @Test
    void switchesAreSet() throws Exception {
        Process process =
                start("--version", "3.0", "--switches", "secrets-hidden,repeated-rows", "--bulk-revocation-limit", "3");
        EmulatorHttp http =
                new EmulatorHttp(URI.create(url(process)), "Bearer " + EmulatedCredentials.DEFAULT.accessToken());
        String service = "/api/" + EmulatedCredentials.DEFAULT.serviceId();
        http.post(service + "/client/create", "{\"clientType\":\"CONFIDENTIAL\"}");

        assertThat(http.get(service + "/client/get/list")
                        .json()
                        .at("/clients/0")
                        .has("clientSecret"))
                .isFalse();
    }

    @Test
    void aBusyPortIsOneSentenceThatNamesTheOption() throws Exception {
        try (AuthleteEmulator busy = AuthleteEmulator.builder().start()) {
            int port = busy.baseUrl().getPort();
            assertThat(fails(1, "--version", "2.3", "--port", Integer.toString(port)))
                    .isEqualTo("port " + port + " cannot be listened on; choose another one with --port, or leave it"
                            + " out for any free one.\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port 9023,                    Say --version 2.3 or --version 3.0.",
        "--version 4.0,                  Say --version 2.3 or --version 3.0.",
        "--version 2.3 --colour red,     There is no option --colour.",
        "--version,                      The option --version needs a value.",
        "--version 2.3 --bulk-revocation-limit 0, a call has to end one token at least: 0",
        "--version 2.3 --switches red,   There is no switch red.",
        "--version 2.3 --port many,      The option --port needs a number.",
        "--version 2.3 --port 99999,     port must be between 0 and 65535: 99999",
        "--version 3.0 --service-id x,   'a service id is a number of at most 15 digits, but this is not one: x'"
    })
    void whatIsWrongIsSaidBeforeTheUsage(String arguments, String sentence) throws Exception {
        assertThat(fails(2, arguments.split(" "))).startsWith(sentence + "\nUsage: AuthleteEmulator --version 2.3|3.0");
    }

    private static String fails(int status, String... arguments) throws InterruptedException {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        assertThat(new CommandLine(System.out, err).run(arguments)).isEqualTo(status);
        return errors.toString(StandardCharsets.UTF_8);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AuthleteEmulator.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private static String url(Process process) throws IOException {
        Matcher greeting = GREETING.matcher(firstLine(process));
        assertThat(greeting.matches()).isTrue();
        return greeting.group(1);
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        String line = reader.readLine();
        assertThat(line).as("the first line of output").isNotNull();
        return line;
    }

    private static boolean isExecutable(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
