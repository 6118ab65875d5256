package dev.dualclient.routing;

import dev.dualclient.operation.Side;

/** How far a migration is. */
public enum Stage {
    /** Authlete 2.3 leads; 3.0 is asked for what 2.3 does not know. 3.0 may be absent at start. */
    SECONDARY_FIRST(Side.SECONDARY),
    /** Authlete 3.0 leads, and 2.3 is the fallback. The default. */
    PRIMARY_FIRST(Side.PRIMARY),
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
}
