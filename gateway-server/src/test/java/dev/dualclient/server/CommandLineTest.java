package dev.dualclient.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which command a command line names, what it is told, and the exit status. */
class CommandLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final Recorded serve = new Recorded("serve", 0);
    private final Recorded verify = new Recorded("verify", 2);
    private final CommandLine line = new CommandLine(
            List.of(serve, verify),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8));

    /** Keeps what it is told. */
    private static final class Recorded implements Command {
        private final String name;
        private final int status;
        private final List<List<String>> runs = new ArrayList<>();

        Recorded(String name, int status) {
            this.name = name;
            this.status = status;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return "does " + name;
        }

        @Override
        public String help() {
            return name + " has no options.";
        }

        @Override
        public int run(List<String> options, PrintStream out) {
            runs.add(options);
            return status;
        }
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutACommandItServes() {
        assertThat(line.run()).isZero();
        assertThat(line.run("--server.port=8443", "--dual-client.stage=shadow")).isZero();

        assertThat(serve.runs).containsExactly(List.of(), List.of("--server.port=8443", "--dual-client.stage=shadow"));
    }

    @Test
    void aCommandGetsItsOptionsAndSaysTheExitStatus() {
        assertThat(line.run("verify", "--dual-client.stage=shadow")).isEqualTo(2);

        assertThat(verify.runs).containsExactly(List.of("--dual-client.stage=shadow"));
        assertThat(serve.runs).isEmpty();
    }

    @Test
    void anUnknownCommandIsToldWithThoseThatThereAre() {
        assertThat(line.run("verfy")).isEqualTo(64);

        assertThat(error.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("verfy is no command: write one of serve, verify, or --help");
        assertThat(out()).isEmpty();
    }

    @Test
    void helpListsTheCommands() {
        assertThat(line.run("--help")).isZero();

        assertThat(out()).isEqualToNormalizingNewlines("""
                Usage: java -jar dual-client-gateway.jar [COMMAND] [OPTIONS]

                Commands, serve by default:
                  serve      does serve
                  verify     does verify

                java -jar dual-client-gateway.jar COMMAND --help tells what a command does. Options are properties, such as
                --dual-client.stage=shadow. They override environment variables (DUAL_CLIENT_STAGE) and the file
                application.yaml in the working directory.

                Exit status: 0 done, 1 failed or something is wrong, 2 unknown, 64 wrong command line.
                """);
    }

    @Test
    void helpOfACommandDoesNotRunIt() {
        assertThat(line.run("verify", "--help")).isZero();

        assertThat(out().strip()).isEqualTo("verify has no options.");
        assertThat(verify.runs).isEmpty();
    }

    @Test
    void theVersionIsTold() {
        assertThat(line.run("--version")).isZero();

        assertThat(out().strip()).startsWith("Dual Client ");
    }

    @Test
    void everyCommandHasItsOwnNameAndHelp() {
        assertThat(Commands.all())
                .allSatisfy(command -> {
                    assertThat(command.name()).matches("[a-z]+");
                    assertThat(command.summary()).hasSizeLessThan(70);
                    assertThat(command.help()).contains("xit status");
                })
                .extracting(Command::name)
                .contains("serve")
                .doesNotHaveDuplicates();
    }
}
