package dev.dualclient.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.Case.Kills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the table in {@code docs/routing.md} that of the catalogue; {@code -Ddocs.write=true} writes it anew. */
class RoutingDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "routing.md");
    private static final String BEGIN = "<!-- operations: begin -->\n";
    private static final String END = "<!-- operations: end -->";

    @Test
    void theTableIsThatOfTheCatalogue() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        assertThat(begin).isBetween(BEGIN.length(), end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
        } else {
            assertThat(document.substring(begin, end))
                    .as("run this test with -Ddocs.write=true after a change of the catalogue")
                    .isEqualTo(table());
        }
    }

    private static String table() {
        return "| operation | effect | route | repeat | names | brings |\n|---|---|---|---|---|---|\n"
                + Catalogue.operations().stream()
                        .flatMap(RoutingDocumentTest::lines)
                        .collect(Collectors.joining());
    }

    private static Stream<String> lines(Operation operation) {
        String name = "`" + operation.id() + "`";
        String brings = kinds(operation.brings());
        Stream<String> cases = new TreeMap<>(operation.cases())
                .entrySet().stream()
                        .map(entry -> line(
                                "… `" + field(operation) + "=" + entry.getKey() + "`",
                                operation,
                                entry.getValue(),
                                names(operation, entry.getKey()),
                                ""));
        return Stream.concat(
                Stream.of(line(name, operation, operation.ordinary(), names(operation, null), brings)), cases);
    }

    private static String line(String name, Operation operation, Case one, String names, String brings) {
        String effect = words(one.effect()) + (one.kills() == Kills.NOTHING ? "" : " " + words(one.kills()));
        String route = operation.existsAt(Side.SECONDARY) ? words(one.route()) : "3.0 only";
        return "| " + String.join(" | ", name, effect, route, one.repeatable() ? "yes" : "", names, brings) + " |\n";
    }

    private static String names(Operation operation, String selected) {
        return kinds(operation.names().stream()
                .filter(named -> named.only() == null || named.only().equals(selected))
                .toList());
    }

    private static String kinds(List<Operation.Named> named) {
        return named.stream().map(one -> words(one.kind())).distinct().collect(Collectors.joining(", "));
    }

    private static String field(Operation operation) {
        Locator selector = operation.selector();
        return selector instanceof Locator.Form in
                ? in.field()
                : ((Locator.Body) selector).pointer().substring(1);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
