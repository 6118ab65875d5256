package dev.dualclient.operation;

/** What an {@code action} or a result code says about the thing that a call was about. */
public enum Meaning {
    /** Known, and done. */
    DONE,
    /** Known, and no. */
    NO,
    /** The client is not known here. */
    UNKNOWN_CLIENT,
    /** The client did not prove who it is, which may be because its secret was not migrated. */
    UNAUTHENTICATED_CLIENT,
    /** The ticket, token, code or the like is not known here. */
    UNKNOWN_CREDENTIAL,
    /** Something that the call names is not known here. */
    UNKNOWN,
    /** The backend failed, unless a result code says that its caller did. */
    FAULT
}
