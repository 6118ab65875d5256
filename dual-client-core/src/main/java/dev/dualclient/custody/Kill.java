package dev.dualclient.custody;

import org.jspecify.annotations.Nullable;

/**
 * A kill as the record of a credential holds it: somebody asked for its end. Immutable.
 *
 * @param id the id of the request
 * @param killer the client that asked, and that has to be the owner for the kill to count; {@code null} if the
 *     authorization server asked, whose word counts for any owner, or if a claimed kill names no client
 * @param claimed whether a client asked that no backend has authenticated yet: anybody may have, so it takes nothing away
 * @param sure whether the kill holds; otherwise it is written ahead, and its request may still turn out to be refused
 * @param reach what it takes with it
 */
public record Kill(String id, @Nullable CustodyKey killer, boolean claimed, boolean sure, Reach reach) {

    /** The id of a kill without outbox rows: of a token killed with another, of a late copy, or of an unknown token. */
    static final String BY_ITSELF = "itself";

    /** What a kill takes with it. */
    public enum Reach {
        /** Nothing: it is of the credential alone. */
        ONE,
        /** Its row, and the whole line of refreshes of that row. */
        LINE,
        /** All that a client, a user or a grant has by then. */
        MANY,
        /** Even what is issued afterwards: the id of a deleted client never comes back. */
        FOREVER
    }

    /** Creates a kill whose killer is known to be who it says to be. */
    public Kill(String id, @Nullable CustodyKey killer, boolean sure, Reach reach) {
        this(id, killer, false, sure, reach);
    }

    Kill assured(boolean forGood) {
        return new Kill(id, killer, true, forGood ? Reach.FOREVER : reach);
    }

    Kill authenticated() {
        return new Kill(id, killer, sure, reach);
    }

    /** Whether it is the kill of an unknown token, which is kept only while a migrator may still write that token. */
    boolean isOfWhatNobodyHolds() {
        return id.equals(BY_ITSELF) && !sure;
    }

    boolean isOfMany() {
        return reach == Reach.MANY || reach == Reach.FOREVER;
    }

    boolean isForGood() {
        return reach == Reach.FOREVER;
    }
}
