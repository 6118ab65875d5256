package dev.dualclient.test.histories.world;

import dev.dualclient.migration.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What holds from the beginning of a history to its end.
 *
 * @param refreshes what a refresh does to the refresh token
 * @param app where the client is at first
 * @param byAlias whether the client calls itself by its alias
 * @param nodes how many nodes there are
 * @param stage the stage at first
 * @param durable whether a kill has succeeded once it is written down, or only once both backends have done it
 * @param oddities what is not as it usually is
 */
public record Scene(
        Refreshes refreshes,
        Place app,
        boolean byAlias,
        int nodes,
        Stage stage,
        boolean durable,
        Set<Oddity> oddities) {

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

    /** What is not as it usually is. */
    public enum Oddity {
        /** The migrator copies codes, which it promises not to (M3). */
        CODES_COPIED,
        /** The migrator inserts rows again that it has written before, which it promises not to (M5). */
        ROWS_WRITTEN_AGAIN,
        /** Access tokens are JWTs, which a token list does not show by their hash. */
        JWT_ACCESS_TOKENS,
        /** Rows move while the pages of a list are read. */
        LISTS_SHIFT,
        /** A call that ends many tokens ends two at most. */
        TWO_ENDED_A_CALL,
        /** The clock of each node is five seconds behind that of the one before. */
        CLOCKS_APART,
        /** The client is a public one (RFC 6749 section 2.1). */
        PUBLIC_CLIENT,
        /** Rows are carried over by calls that create tokens with given values, and by no migrator. */
        CARRIED_BY_CALLS,
        /** John has 120 more tokens of the client at the secondary. */
        MANY_TOKENS,
        /** Of a parameter that a form names twice, a backend takes the last value. */
        LAST_VALUE_WINS,
        /** A backend compares the names of a form's parameters without decoding them. */
        RAW_NAMES,
        /** Every other page of a token list lacks its last row. */
        ROWS_MISSING,
        /** Every page of a token list begins with the last row of the page before. */
        ROWS_REPEATED,
        /** The migrator copies access tokens without their refresh tokens, which it promises not to (M6). */
        HALF_COPIED,
        /** Nodes carry rows over to the primary while they are used, and there is no migrator. */
        CARRIED_OVER,
        /** What was carried over is ended at the secondary some time later. */
        TIDIED
    }

    /** What is odd only where it is asked whether the secondary can be switched off. */
    public static final Set<Oddity> OF_READINESS =
            Set.of(Oddity.ROWS_MISSING, Oddity.ROWS_REPEATED, Oddity.HALF_COPIED);

    /** What is odd only where nodes carry rows over. */
    public static final Set<Oddity> OF_CARRY_OVER = Set.of(Oddity.CARRIED_OVER, Oddity.TIDIED);

    /** Copies the set. */
    public Scene {
        oddities = Set.copyOf(oddities);
    }

    /** Returns whether something is not as it usually is. */
    public boolean is(Oddity oddity) {
        return oddities.contains(oddity);
    }

    /** Returns this scene with refreshes that do that. */
    public Scene with(Refreshes other) {
        return new Scene(other, app, byAlias, nodes, stage, durable, oddities);
    }

    /** Returns this scene with the client there. */
    public Scene with(Place other) {
        return new Scene(refreshes, other, byAlias, nodes, stage, durable, oddities);
    }

    /** Returns this scene with so many nodes. */
    public Scene withNodes(int count) {
        return new Scene(refreshes, app, byAlias, count, stage, durable, oddities);
    }

    /** Returns this scene in another stage. */
    public Scene with(Stage other) {
        return new Scene(refreshes, app, byAlias, nodes, other, durable, oddities);
    }

    /** Returns this scene with a client that calls itself by its alias. */
    public Scene withAlias() {
        return new Scene(refreshes, app, true, nodes, stage, durable, oddities);
    }

    /** Returns this scene with kills that have succeeded once they are written down. */
    public Scene withDurableKills() {
        return new Scene(refreshes, app, byAlias, nodes, stage, true, oddities);
    }

    /** Returns this scene with something that is not as usual. */
    public Scene with(Oddity oddity) {
        EnumSet<Oddity> more = EnumSet.of(oddity);
        more.addAll(oddities);
        return new Scene(refreshes, app, byAlias, nodes, stage, durable, more);
    }

    /** Returns this scene with some things as usual. */
    public Scene without(Oddity... some) {
        EnumSet<Oddity> fewer = EnumSet.noneOf(Oddity.class);
        fewer.addAll(oddities);
        fewer.removeAll(List.of(some));
        return new Scene(refreshes, app, byAlias, nodes, stage, durable, fewer);
    }

    /** Returns this scene made more usual, in one respect each. */
    public List<Scene> plainer() {
        List<Scene> plainer = new ArrayList<>(List.of(
                new Scene(refreshes, app, byAlias, 1, stage, durable, oddities),
                new Scene(refreshes, app, false, nodes, stage, durable, oddities),
                new Scene(refreshes, app, byAlias, nodes, Stage.PRIMARY_FIRST, durable, oddities),
                new Scene(refreshes, Place.BOTH, byAlias, nodes, stage, durable, oddities),
                new Scene(Refreshes.ROTATING, app, byAlias, nodes, stage, durable, oddities)));
        for (Oddity oddity : Oddity.values()) {
            EnumSet<Oddity> fewer = EnumSet.noneOf(Oddity.class);
            fewer.addAll(oddities);
            fewer.remove(oddity);
            plainer.add(new Scene(refreshes, app, byAlias, nodes, stage, durable, fewer));
        }
        return plainer;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder((nodes + (nodes == 1 ? " node" : " nodes") + " in stage " + stage
                        + ", client at " + app + ", refreshes " + refreshes)
                .toLowerCase(Locale.ROOT));
        text.append(byAlias ? ", client named by its alias" : "")
                .append(durable ? ", kills are confirmed once written" : "");
        for (Oddity oddity : Oddity.values()) { // in the same order each time
            text.append(
                    is(oddity) ? ", " + oddity.name().toLowerCase(Locale.ROOT).replace('_', ' ') : "");
        }
        return text.toString();
    }
}
