package dev.dualclient.engine;

/** What becomes of the secret of a client that the secondary accepts and the primary refuses. */
public enum ClientSecrets {
    /** The primary keeps its own. The client begins what it begins at the secondary. */
    KEEP,
    /**
     * The primary is given the secret that the secondary has just accepted: once, by the primary's operation that sets a
     * secret. Never where the primary has authenticated the client, or the secret was set through Dual Client.
     */
    REPAIR_ON_USE
}
