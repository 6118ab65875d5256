package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property that an authorization server attached to a token.
 *
 * @param key its name
 * @param value its value
 * @param hidden whether clients and resource servers do not see it
 */
public record Property(String key, @Nullable String value, boolean hidden) {

    /** Returns the properties that a request brings. */
    public static List<Property> of(Document request) {
        return request.documents("properties").stream()
                .map(json -> new Property(json.text("key", ""), json.text("value"), json.flag("hidden")))
                .toList();
    }
}
