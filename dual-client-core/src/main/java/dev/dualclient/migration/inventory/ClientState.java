package dev.dualclient.migration.inventory;

/** How the two backends stand to each other about one client. */
public enum ClientState {
    /** Both hold it by the same id, without a difference that matters. */
    SAME,
    /** Both hold it by the same id, and a field differs that must match. */
    DIFFERENT,
    /** Both hold it by the same id, and its secrets differ. */
    SECRET_DIFFERS,
    /** The primary holds it by another id, under an alias that is its id or alias at the secondary. No migrator matches it. */
    ALIAS_PAIR,
    /** The primary does not hold it. */
    ONLY_AT_SECONDARY,
    /** The secondary does not hold it. */
    ONLY_AT_PRIMARY,
    /** An import of it through Dual Client was begun and not finished. */
    PENDING_IMPORT,
    /** It could not be read, or its secret is not shown, so that nothing can be said. */
    UNREADABLE
}
