package dev.dualclient.migration.preflight;

/** What is said of a token migrator, which copies tokens of the secondary into the primary. */
public enum Migrator {
    /** Nothing is said. */
    UNDECLARED,
    /** One is at work, the vendor's say. */
    EXTERNAL,
    /** There is none. */
    NONE
}
