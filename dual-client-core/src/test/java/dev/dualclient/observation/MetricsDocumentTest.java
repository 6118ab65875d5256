package dev.dualclient.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the tables in {@code docs/metrics.md} those of the meters; {@code -Ddocs.write=true} writes them anew. */
class MetricsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- meters: begin -->\n";
    private static final String END = "<!-- meters: end -->";

    @Test
    void theTablesAreThoseOfTheMeters() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        assertThat(begin).isBetween(BEGIN.length(), end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + tables() + document.substring(end));
        } else {
            assertThat(document.substring(begin, end))
                    .as("run this test with -Ddocs.write=true after a change of the meters")
                    .isEqualTo(tables());
        }
    }

    private static String tables() {
        String meters = Stream.of(Metric.values())
                .map(metric -> line(
                        "`" + metric.meter() + "`",
                        metric.type().words(),
                        metric.counts(),
                        tags(metric),
                        names(metric)))
                .collect(Collectors.joining());
        String tags = Stream.of(Metric.Tag.values())
                .map(tag -> line("`" + tag.key() + "`", of(tag), tag.range()))
                .collect(Collectors.joining());
        return "| meter | type | what it counts | tags | to Prometheus |\n|---|---|---|---|---|\n" + meters
                + "\n| tag | of | values |\n|---|---|---|\n" + tags;
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String tags(Metric metric) {
        return metric.tags().stream().map(tag -> "`" + tag.key() + "`").collect(Collectors.joining(", "));
    }

    private static String names(Metric metric) {
        String name = metric.meter().replace('.', '_');
        return metric.type().suffixes().stream()
                .map(suffix -> "`" + name + suffix + "`")
                .collect(Collectors.joining(" "));
    }

    private static String of(Metric.Tag tag) {
        return Stream.of(Metric.values())
                .filter(metric -> metric.tags().contains(tag))
                .map(metric -> "`" + metric.meter() + "`")
                .collect(Collectors.joining(", "));
    }
}
