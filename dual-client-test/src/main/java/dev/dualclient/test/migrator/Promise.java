package dev.dualclient.test.migrator;

/** What a token migrator promises, and what an emulated one can be made to break. */
public enum Promise {
    /**
     * M1: it never overwrites or deletes a row that the primary changed. Broken, it does both, and copies deletions
     * too.
     */
    M1,
    /** M2: it replaces a row atomically. Broken, a row is missing for a moment before its newer copy is there. */
    M2,
    /** M3: it copies no codes. Broken, it copies authorization codes. */
    M3,
    /** M4: it never writes a snapshot later than its known lag. Broken, it writes however old ones. */
    M4,
    /** M5: it does not insert a row again that it has written before. Broken, it does. */
    M5
}
