package dev.dualclient.custody;

/** What custody says of an acceptance. */
public enum AcceptanceVerdict {
    /** It may be believed. */
    FINE,
    /** It comes from something that was killed: it is to be killed there again, and refused. */
    DEAD,
    /** It is of a client that was deleted: that is to be deleted there again, and refused. */
    OF_DELETED_CLIENT,
    /** A kill or an update of what the answer names is pending at the backend. */
    PENDING,
    /** Whether it may be believed cannot be told now. */
    UNSETTLED
}
