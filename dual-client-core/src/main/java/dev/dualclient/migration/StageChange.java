package dev.dualclient.migration;

import java.time.Instant;
import java.util.List;

/**
 * A change of how far the migration is: who changed what, from what, to what, when and why. Immutable.
 *
 * @param from what held before
 * @param to what holds from now on
 * @param by who changed it: a principal, {@code settings} for changed properties, or {@code canary-guard}
 * @param reason why, in the words of who changed it
 * @param at when it was changed
 * @param forced whether objections were overridden
 * @param overridden the objections that were overridden; none unless it was forced
 * @param warnings what the operator should know: a client that no backend knows, say
 */
public record StageChange(
        StagePolicy from,
        StagePolicy to,
        String by,
        String reason,
        Instant at,
        boolean forced,
        List<String> overridden,
        List<String> warnings) {

    /** Copies the lists. */
    public StageChange {
        overridden = List.copyOf(overridden);
        warnings = List.copyOf(warnings);
    }

    @Override
    public String toString() {
        return from + " -> " + to + ", by " + by + ", at " + at + ": \"" + reason + "\"" + (forced ? " (forced)" : "");
    }
}
