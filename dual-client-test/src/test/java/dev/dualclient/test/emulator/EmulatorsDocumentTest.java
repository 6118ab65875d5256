package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.emulator.state.Differences;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the table in {@code docs/emulators.md} that of the data; {@code -Ddocs.write=true} writes it anew. */
class EmulatorsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "emulators.md");
    private static final String BEGIN = "<!-- differences: begin -->\n";
    private static final String END = "<!-- differences: end -->";

    @Test
    void theTableIsThatOfTheDifferences() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        assertThat(begin).isBetween(BEGIN.length(), end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
        } else {
            assertThat(document.substring(begin, end))
                    .as("run this test with -Ddocs.write=true after a change of the differences")
                    .isEqualTo(table());
        }
    }

    private static String table() {
        return "| | 2.3 | 3.0 |\n|---|---|---|\n"
                + Arrays.stream(Differences.class.getRecordComponents())
                        .filter(component -> !component.getName().equals("version"))
                        .map(EmulatorsDocumentTest::line)
                        .collect(Collectors.joining());
    }

    private static String line(RecordComponent component) {
        String words = component.getAnnotation(Differences.Words.class).value();
        return "| " + words + " | " + value(component, Differences.OF_2_3) + " | "
                + value(component, Differences.OF_3_0) + " |\n";
    }

    private static String value(RecordComponent component, Differences differences) {
        Object value;
        try {
            value = component.getAccessor().invoke(differences);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof Collection<?> names) {
            return names.isEmpty()
                    ? "none"
                    : names.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new)).stream()
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(", "));
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
        }
        String text = String.valueOf(value);
        return text.isEmpty() ? "empty" : value instanceof String ? "`" + text + "`" : text;
    }
}
