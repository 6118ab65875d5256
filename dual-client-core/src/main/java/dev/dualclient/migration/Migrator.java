package dev.dualclient.migration;

/** What copies tokens from the secondary to the primary, besides carry-over. */
public enum Migrator {
    /** A token migrator is at work, or may be: the vendor's say. The default. */
    EXTERNAL,
    /** There is none, and never will be: the operator promises that. */
    NONE
}
