package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/getting-started.md} tells to do can be done, in its order. */
class GettingStartedTest {

    private static final Path PAGE = Path.of("..", "docs", "getting-started.md");
    private static final Path METRICS = Path.of("..", "docs", "metrics.md");
    private static final Pattern COMMAND = Pattern.compile(
            "\ncurl localhost:8080/actuator(/\\S+)(?: -H 'Content-Type: application/json' -d '([^']+)')?(?=\n)");
    private static final Pattern METER = Pattern.compile("`(dualclient\\.[a-z.]+)`");

    @Test
    void everyCommandDoesWhatItSays() throws IOException {
        String page = Files.readString(PAGE);
        List<MatchResult> commands = COMMAND.matcher(page).results().toList();
        assertThat(commands).hasSize(page.split("\ncurl ", -1).length - 1).hasSizeGreaterThan(10);

        try (Emulators emulators = Emulators.start();
                RunningApplication application =
                        new RunningApplication(emulators, "dual-client.stage=secondary-first")) {
            for (MatchResult command : commands) {
                String body = command.group(2);
                Answer answer =
                        body == null ? application.get(command.group(1)) : application.post(command.group(1), body);

                // The secondary has answered just now, or nobody has watched for a day.
                boolean early = body != null && body.contains("primary-only");
                assertThat(answer.status()).as(command.group()).isEqualTo(early ? 409 : 200);
            }
        }
    }

    @Test
    void everyMeterIsThere() throws IOException {
        String metrics = Files.readString(METRICS);

        assertThat(METER.matcher(Files.readString(PAGE)).results().map(named -> named.group(1)))
                .hasSizeGreaterThan(4)
                .allSatisfy(meter -> assertThat(metrics).contains("| `" + meter + "` |"));
    }
}
