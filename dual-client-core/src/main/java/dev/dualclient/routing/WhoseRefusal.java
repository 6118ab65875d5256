package dev.dualclient.routing;

/** Whose refusal counts where two backends were asked and both refused, or did not know what the call was about. */
public enum WhoseRefusal {
    /** That of the one that custody knows to hold the credential, else the leader's. The default. */
    OWNER,
    /** The primary's. */
    PRIMARY,
    /** The secondary's. */
    SECONDARY
}
