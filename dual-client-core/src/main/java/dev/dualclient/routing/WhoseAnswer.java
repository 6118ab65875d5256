package dev.dualclient.routing;

/** Whose answer counts where two backends were asked. */
public enum WhoseAnswer {
    /** That of the first one asked that accepted. The default. */
    FIRST_ACCEPTED,
    /** That of the last one asked that accepted. */
    LAST_ACCEPTED,
    /** The primary's, if it was asked. */
    PRIMARY,
    /** The secondary's, if it was asked. */
    SECONDARY,
    /** An acceptance of both, or else the failure. */
    BOTH_OR_FAIL
}
