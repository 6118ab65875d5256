package dev.dualclient.migration.readiness;

/** The answer to the question whether the secondary can be switched off. */
public enum Verdict {
    /** Every check holds: of all that the secondary lists, and of all calls through Dual Client, nothing would be lost. */
    SAFE,
    /** The evidence is there, and says that something would be lost. */
    NOT_YET,
    /** Evidence is missing. Never to be taken for {@link #SAFE}. */
    CANNOT_SAY
}
