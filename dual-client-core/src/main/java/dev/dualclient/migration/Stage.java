package dev.dualclient.migration;

import dev.dualclient.operation.Side;
import java.util.Locale;

/** How far a migration is. */
public enum Stage {
    /** Authlete 2.3 leads; 3.0 is asked for what 2.3 does not know. 3.0 may be absent at start. */
    SECONDARY_FIRST(Side.SECONDARY),
    /** The same, and a sample of reads is repeated at 3.0 beside the calls, and compared. */
    SHADOW(Side.SECONDARY),
    /** Authlete 3.0 leads, and 2.3 is the fallback. The default. */
    PRIMARY_FIRST(Side.PRIMARY),
    /** The same, but no grant starts at 2.3 any more: it serves, refreshes and kills what it already holds. */
    DRAIN(Side.PRIMARY),
    /** Authlete 2.3 is never asked. */
    PRIMARY_ONLY(Side.PRIMARY);

    private final Side leader;

    Stage(Side leader) {
        this.leader = leader;
    }

    /** Returns the backend that is asked first. */
    public Side leader() {
        return leader;
    }

    /** Returns the name as it stands in properties: {@code primary-first}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException if there is no such stage
     */
    public static Stage of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
