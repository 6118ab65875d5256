package dev.dualclient.test.histories.world;

import dev.dualclient.routing.Stage;
import java.util.List;
import java.util.Locale;

/**
 * What holds from the beginning of a history to its end.
 *
 * @param refreshes what a refresh does to the refresh token
 * @param app where the client is at first
 * @param byAlias whether the client calls itself by its alias
 * @param nodes how many nodes there are
 * @param stage the stage at first
 * @param durable whether a kill has succeeded once it is written down, or only once both backends have done it
 * @param codesCopied whether the migrator copies codes, which it promises not to (M3)
 */
public record Scene(
        Refreshes refreshes, Place app, boolean byAlias, int nodes, Stage stage, boolean durable, boolean codesCopied) {

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

    /** Returns this scene made more usual, in one respect each. */
    public List<Scene> plainer() {
        return List.of(
                new Scene(refreshes, app, byAlias, 1, stage, durable, codesCopied),
                new Scene(refreshes, app, false, nodes, stage, durable, codesCopied),
                new Scene(refreshes, app, byAlias, nodes, Stage.PRIMARY_FIRST, durable, codesCopied),
                new Scene(refreshes, Place.BOTH, byAlias, nodes, stage, durable, codesCopied),
                new Scene(Refreshes.ROTATING, app, byAlias, nodes, stage, durable, codesCopied),
                new Scene(refreshes, app, byAlias, nodes, stage, durable, false));
    }

    @Override
    public String toString() {
        return (nodes + (nodes == 1 ? " node" : " nodes") + " in stage " + stage + ", client at " + app + ", refreshes "
                        + refreshes
                        + (byAlias ? ", client named by its alias" : "")
                        + (durable ? ", kills are confirmed once written" : "")
                        + (codesCopied ? ", the migrator copies codes" : ""))
                .toLowerCase(Locale.ROOT);
    }
}
