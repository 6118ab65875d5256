package dev.dualclient.custody;

/** What custody says of an acceptance. */
public enum AcceptanceVerdict {
    /** It may be believed. */
    FINE,
    /** A killed token was accepted: it is killed at that backend again, and the call is refused. */
    DEAD,
    /** The client was deleted: it is deleted at that backend again, and the call is refused. */
    OF_DELETED_CLIENT,
    /** A kill or an update of what the answer names is pending at the backend. */
    PENDING,
    /** Whether it may be believed cannot be told now. */
    UNSETTLED
}
