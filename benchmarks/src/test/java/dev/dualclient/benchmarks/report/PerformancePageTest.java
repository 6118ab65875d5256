package dev.dualclient.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a command writes its own figures, and leaves those of others alone. */
class PerformancePageTest {

    private static final Target MET = Target.atMost(200, "MB", 181.4, "here");
    private static final Target MISSED = Target.atLeast(0.97, "throughput", 0.5, "at 5 ms");

    @TempDir
    private Path docs;

    @BeforeEach
    void setUp() throws IOException {
        Files.writeString(docs.resolve("performance.md"), page("Performance", List.of("targets")));
        Files.writeString(docs.resolve("performance-figures.md"), page("Figures", List.of("load", "memory")));
    }

    private static String page(String title, List<String> parts) {
        StringBuilder page = new StringBuilder("# " + title + "\n");
        for (int version : List.of(17, 25)) {
            for (String part : parts) {
                page.append("\n<!-- ").append(part).append(", Java ").append(version);
                page.append(": generated -->\n<!-- end -->\n");
            }
        }
        return page.append("\nThe end.\n").toString();
    }

    private void write(int version, Outcome outcome) throws IOException {
        new PerformancePage(docs, version).write(outcome, "a machine");
    }

    private String targets() throws IOException {
        return Files.readString(docs.resolve("performance.md"));
    }

    private String figures() throws IOException {
        return Files.readString(docs.resolve("performance-figures.md"));
    }

    @Test
    void aCommandReplacesWhatItHasWrittenBefore() throws IOException {
        write(17, new Outcome(Command.MEMORY, List.of(MET), "old figures"));
        write(17, new Outcome(Command.MEMORY, List.of(MET), "new figures"));
        assertThat(targets())
                .containsOnlyOnce("| memory | MB | ≤ 200 | 181 | here | met |")
                .endsWith("The end.\n");
        assertThat(figures())
                .contains("<!-- memory, Java 17: generated -->\n\na machine\n\nnew figures\n\n<!-- end -->")
                .doesNotContain("old figures")
                .endsWith("The end.\n");
    }

    @Test
    void theTargetsOfAllCommandsStandInOneTable() throws IOException {
        write(17, new Outcome(Command.MEMORY, List.of(MET), "of memory"));
        write(17, new Outcome(Command.LOAD, List.of(MISSED), "of load"));
        assertThat(targets()).contains("| load | throughput | ≥ 0.97 | 0.50 | at 5 ms | **missed** |\n| memory | MB |");
        assertThat(figures()).contains("of memory", "of load");
    }

    @Test
    void anotherJavaHasAnotherPlace() throws IOException {
        write(17, new Outcome(Command.LOAD, List.of(MET), "figures of 17"));
        write(25, new Outcome(Command.LOAD, List.of(MISSED), "figures of 25"));
        assertThat(targets()).containsSubsequence("met", "<!-- targets, Java 25", "missed");
        assertThat(figures()).containsSubsequence("figures of 17", "<!-- load, Java 25", "figures of 25");
    }

    @Test
    void aChartIsLaidBesideThePage() throws IOException {
        Path chart = Files.writeString(docs.resolve("drawn.svg"), "<svg/>");
        write(17, new Outcome(Command.LOAD, List.of(MET), "figures", chart));
        assertThat(docs.resolve("performance-17.svg")).hasContent("<svg/>");
        assertThat(figures()).contains("![Chart](performance-17.svg)");
    }

    @Test
    void aPageWithoutAPlaceSaysHowToMakeOne() {
        assertThatThrownBy(() -> write(21, new Outcome(Command.LOAD, List.of(MET), "figures")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "has no place for that: add a line <!-- targets, Java 21: generated --> and after it a line"
                                + " <!-- end -->");
    }
}
