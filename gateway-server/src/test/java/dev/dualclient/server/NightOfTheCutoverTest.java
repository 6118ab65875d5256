package dev.dualclient.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dualclient.server.Cutover.Told;
import dev.dualclient.test.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code docs/cutover.md} tells to do is done, word by word and way by way, and is what the page says it is. */
@Tag("apart")
class NightOfTheCutoverTest {

    private static final Path PAGE = Path.of("..", "docs", "cutover.md");
    private static final Pattern CURL = Pattern.compile(
            "\n *curl localhost:8080/actuator(/\\S+)(?: -H 'Content-Type: application/json' -d '([^']+)')?(?=\n)");
    private static final Pattern JAR = Pattern.compile("\njava -jar dual-client-gateway.jar ([^\n]+)");

    private static final String LOOK = "{\"scan\": true, \"reason\": \"a last look\"}";

    private static String section(String title) throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("\n## " + title + "\n");
        assertThat(begin).as(title).isPositive();
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end < 0 ? page.length() : end);
    }

    private static List<Told> operate(Cutover cutover, String section) throws Exception {
        List<MatchResult> commands = CURL.matcher(section).results().toList();
        assertThat(commands)
                .hasSize(section.split("curl localhost", -1).length - 1)
                .isNotEmpty();
        List<Told> answers = new ArrayList<>();
        for (MatchResult command : commands) {
            String body = command.group(2);
            if (body != null && body.contains("primary-only") && !body.contains("force")) {
                cutover.pass(Duration.ofHours(25)); // "when the verdict is safe"
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(
                                () -> { // the node may be about to scan by itself
                                    Told scan = cutover.operate("/dualclient/readiness", LOOK);
                                    assertThat(scan.text()).contains("\"verdict\":\"safe\"");
                                });
            }
            answers.add(cutover.operate(command.group(1), body));
        }
        return answers;
    }

    @Test
    void theSoftWayEndsWithTheSecondaryStopped() throws Exception {
        try (Cutover cutover = new Cutover()) {
            TestClient client = cutover.emulators.client().atBoth();
            List<String> tokens = cutover.atSecondary(client, 3);
            tokens = cutover.refreshed(client, tokens);
            cutover.emulators.migrator().runOnce();
            for (MatchResult command :
                    JAR.matcher(section("Before every way")).results().toList()) {
                Told told = cutover.run(command.group(1).split(" "));
                assertThat(told.text()).doesNotContain("error: ");
                assertThat(told.status()).as(command.group(1)).isBetween(0, 2); // the keys of the emulators differ
            }

            assertThat(operate(cutover, section("The soft way")))
                    .extracting(Told::status)
                    .containsOnly(200);

            assertThat(cutover.operate("/dualclient/stage", null).text()).contains("\"stage\":\"primary-only\"");
            cutover.emulators.secondary().faults().refuseConnections();
            assertThat(cutover.refreshed(client, tokens)).hasSize(3).doesNotContainNull();
        }
    }

    @Test
    void theHardWaysPauseAndGoOn() throws Exception {
        try (Cutover cutover = new Cutover("--dual-client.stage=secondary-first")) {
            TestClient client = cutover.emulators.client().atBoth();
            List<String> tokens = cutover.atSecondary(client, 2);
            assertThat(operate(cutover, section("The hard way with fallback")))
                    .extracting(Told::status)
                    .containsOnly(200);
            assertThat(cutover.operate("/dualclient/stage", null).text())
                    .contains("\"stage\":\"primary-first\"", "\"maintenance\":false");
            tokens = cutover.refreshed(client, tokens); // the secondary has them alone
            cutover.emulators.migrator().runOnce();

            assertThat(operate(cutover, section("The hard way without fallback")))
                    .extracting(Told::status)
                    .containsOnly(200);
            assertThat(cutover.operate("/dualclient/stage", null).text()).contains("\"stage\":\"primary-only\"");
            assertThat(cutover.refreshed(client, tokens)).hasSize(2).doesNotContainNull();
        }
    }
}
