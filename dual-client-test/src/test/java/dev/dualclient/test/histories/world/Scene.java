package dev.dualclient.test.histories.world;

import dev.dualclient.routing.Stage;
import java.util.Locale;

/**
 * What holds from the beginning of a history to its end.
 *
 * @param refreshes what a refresh does to the refresh token
 * @param app where the client is at first
 * @param byAlias whether the client calls itself by its alias
 * @param nodes how many nodes there are
 * @param stage the stage at first
 * @param codesCopied whether the migrator copies codes, which it promises not to (M3)
 */
public record Scene(Refreshes refreshes, Place app, boolean byAlias, int nodes, Stage stage, boolean codesCopied) {

    /** What a refresh does to the refresh token. */
    public enum Refreshes {
        ROTATING,
        KEPT,
        IDEMPOTENT
    }

    /** Where a client is. */
    public enum Place {
        BOTH,
        BOTH_WITH_RANDOM_SECRET,
        SECONDARY
    }

    @Override
    public String toString() {
        return (nodes + (nodes == 1 ? " node" : " nodes") + " in stage " + stage + ", client at " + app + ", refreshes "
                        + refreshes
                        + (byAlias ? ", client named by its alias" : "")
                        + (codesCopied ? ", the migrator copies codes" : ""))
                .toLowerCase(Locale.ROOT);
    }
}
