package dev.dualclient.migration;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a client needs the secondary, on all nodes that share the store. Immutable.
 *
 * @param client its id, or its alias while no answer has shown the id; {@code null} if this node has not seen it, for the
 *     store knows it by a keyed hash alone
 * @param key the beginning of that hash, which tells clients apart that have no name here
 * @param answers how many calls of it the secondary answered, by window; a window without any is absent
 * @param last when it did last, give or take a minute
 */
public record ClientUse(@Nullable String client, String key, Map<UseWindow, Long> answers, Instant last) {

    /** Copies the map. */
    public ClientUse {
        answers = answers.isEmpty() ? Map.of() : new EnumMap<>(answers);
    }

    /** Returns how many calls of it the secondary answered within a window. */
    public long answers(UseWindow window) {
        return answers.getOrDefault(window, 0L);
    }
}
