package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.scenarios.ScenarioTests.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/scenarios.md} and the tests together; {@code -Ddocs.write=true} writes its last columns anew. */
class ScenarioDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "scenarios.md");

    /** A line of a table: the id, the cells that people write, and the cell that is generated. */
    private static final Pattern LINE = Pattern.compile("(?m)^(\\| ([A-Z]\\d+) \\|(?:[^|\\n]*\\|){3})([^|\\n]*)\\|$");

    private final Map<String, List<Found>> tests = ScenarioTests.byId();
    private final String document = Files.readString(DOCUMENT);

    ScenarioDocumentTest() throws IOException {}

    @Test
    void everyScenarioIsTested() {
        assertThat(tests.keySet()).containsAll(ids());
    }

    @Test
    void everyScenarioThatATestQuotesIsTold() {
        assertThat(ids()).containsAll(tests.keySet()).doesNotHaveDuplicates();
    }

    /** Those about configuration, faults, stages or what a store holds may be about one front alone. */
    @Test
    void scenariosOfServiceRunThroughBothFronts() {
        Path here = Path.of("scenarios");
        List<Path> files = tests.entrySet().stream()
                .filter(scenario -> scenario.getKey().matches("[ABC].*"))
                .flatMap(scenario -> scenario.getValue().stream())
                .map(Found::file)
                .filter(file -> file.getParent().endsWith(here))
                .distinct()
                .toList();
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file)
                        .content()
                        .containsPattern("@(ThroughBothFronts|On\\w+)\\n|private Front front;"));
    }

    @Test
    void everyScenarioLinksToItsTests() throws IOException {
        String linked = LINE.matcher(document).replaceAll(line -> Matcher.quoteReplacement(linked(line)));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, linked);
        } else {
            assertThat(document)
                    .as("run this test with -Ddocs.write=true after a change of the tests")
                    .isEqualTo(linked);
        }
    }

    private List<String> ids() {
        return LINE.matcher(document).results().map(line -> line.group(2)).toList();
    }

    private String linked(MatchResult line) {
        String links = tests.getOrDefault(line.group(2), List.of()).stream()
                .map(Found::link)
                .distinct()
                .collect(Collectors.joining("<br>"));
        return line.group(1) + " " + (links.isEmpty() ? "" : links + " ") + "|";
    }
}
