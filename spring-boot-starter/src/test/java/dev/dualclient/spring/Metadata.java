package dev.dualclient.spring;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the starter tells editors of its properties. */
final class Metadata {

    private static final String FILE = "/META-INF/spring-configuration-metadata.json";

    private final DocumentContext json;

    Metadata() {
        try (InputStream file = DualClientProperties.class.getResourceAsStream(FILE)) {
            json = JsonPath.parse(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /**
     * A property.
     *
     * @param name its name; {@code *} stands for what the application chooses
     * @param defaultValue what it is when it is not written, {@code null} for nothing
     */
    record Property(
            String name,
            String type,
            @Nullable String description,
            @Nullable String defaultValue) {}

    /** Returns the properties under {@code dual-client}, by name. */
    List<Property> properties() {
        List<Map<String, Object>> entries = json.read("$.properties");
        return entries.stream()
                .map(entry -> new Property(
                        (String) entry.get("name"),
                        (String) entry.get("type"),
                        (String) entry.get("description"),
                        text(entry.get("defaultValue"))))
                .filter(property -> property.name().startsWith("dual-client."))
                .toList();
    }

    /** Returns the values that are proposed for a property. */
    List<String> hints(String property) {
        return json.read("$.hints[?(@.name == '" + property + "')].values[*].value");
    }

    /** The default of a list is written in brackets. */
    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString().replaceAll("^\\[(.*)]$", "$1");
    }
}
