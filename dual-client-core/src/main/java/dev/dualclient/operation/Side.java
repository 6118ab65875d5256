package dev.dualclient.operation;

/** One of the two backends of a migration. */
public enum Side {
    /** The backend migrated to: Authlete 3.0. */
    PRIMARY,
    /** The backend migrated from: Authlete 2.3. */
    SECONDARY;

    /** Returns the other backend. */
    public Side other() {
        return this == PRIMARY ? SECONDARY : PRIMARY;
    }
}
