package dev.dualclient.migration;

/** What is said of a token migrator, which copies tokens of the secondary into the primary. */
public enum Migrator {
    /** Nothing is said. */
    UNDECLARED,
    /** One copies tokens, the vendor's for instance, until it is declared finished. */
    EXTERNAL,
    /** There is none. */
    NONE
}
