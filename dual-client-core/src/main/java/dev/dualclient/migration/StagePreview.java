package dev.dualclient.migration;

import java.util.List;

/**
 * What a requested change of the stage would do. Nothing was changed. Immutable.
 *
 * @param from what holds now
 * @param to what would hold
 * @param objections why the change would be refused unless it is forced; none if it would be made
 * @param warnings what the operator should know: a client that no backend knows, say
 */
public record StagePreview(StagePolicy from, StagePolicy to, List<String> objections, List<String> warnings) {

    /** Copies the lists. */
    public StagePreview {
        objections = List.copyOf(objections);
        warnings = List.copyOf(warnings);
    }
}
