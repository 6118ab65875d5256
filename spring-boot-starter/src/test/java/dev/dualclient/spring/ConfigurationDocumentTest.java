package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.spring.Metadata.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

/** Keeps the tables in {@code docs/configuration.md} those of the properties; {@code -Ddocs.write=true} writes them anew. */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- properties: begin -->\n";
    private static final String END = "<!-- properties: end -->";
    private static final String PREFIX = "dual-client.";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("java.lang.String", "text"),
            Map.entry("java.lang.Boolean", "`true`, `false`"),
            Map.entry("java.lang.Integer", "number"),
            Map.entry("java.lang.Long", "number"),
            Map.entry("java.lang.Float", "number"),
            Map.entry("java.lang.Double", "number"),
            Map.entry("java.time.Duration", "duration"),
            Map.entry("org.springframework.util.unit.DataSize", "size"),
            Map.entry("java.util.List<java.lang.String>", "list"),
            Map.entry("java.util.Set<java.lang.Integer>", "list of numbers"));

    @Test
    void theTablesAreThoseOfTheProperties() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        assertThat(begin).isBetween(BEGIN.length(), end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + tables() + document.substring(end));
        } else {
            assertThat(document.substring(begin, end))
                    .as("run this test with -Ddocs.write=true after a change of the properties")
                    .isEqualTo(tables());
        }
    }

    /** One table for each group, those that stand alone first. */
    private static String tables() {
        Map<String, List<Property>> groups = new Metadata()
                .properties().stream()
                        .filter(ConfigurationDocumentTest::isWritten)
                        .collect(Collectors.groupingBy(
                                ConfigurationDocumentTest::group, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(group ->
                        "\n### `" + PREFIX + group.getKey() + (group.getKey().isEmpty() ? "*" : ".*")
                                + "`\n\n| property | type | default | |\n|---|---|---|---|\n"
                                + group.getValue().stream()
                                        .map(property -> line(property, group.getKey()))
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    /** What has properties of its own is told by them. */
    private static boolean isWritten(Property property) {
        return !property.type().contains("dev.dualclient.spring.DualClientProperties$")
                || property.type().endsWith("$Store");
    }

    private static String group(Property property) {
        String name = property.name().substring(PREFIX.length());
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    private static String line(Property property, String group) {
        String name = property.name().substring(PREFIX.length() + (group.isEmpty() ? 0 : group.length() + 1));
        String value = property.defaultValue();
        return "| `" + name + "` | " + type(property) + " | " + (value == null ? "" : "`" + value + "`") + " | "
                + property.description() + " |\n";
    }

    private static String type(Property property) {
        String type = property.type();
        String known = TYPES.get(type);
        if (known != null) {
            return known;
        }
        Class<?> values = ClassUtils.resolveClassName(type, ConfigurationDocumentTest.class.getClassLoader());
        assertThat(values.isEnum())
                .as("whether it is known how %s is written", type)
                .isTrue();
        return Stream.of(values.getEnumConstants())
                .map(value ->
                        "`" + ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                .collect(Collectors.joining(", "));
    }
}
