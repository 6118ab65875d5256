package dev.dualclient.call;

/** How one attempt at one backend ended. */
public enum Outcome {
    /** The backend knew what the call was about and did it. */
    ACCEPTED,
    /** The backend knew what the call was about and said no: conclusive. */
    REFUSED,
    /** The backend does not know the client, ticket, token or code that the call was about. */
    UNRECOGNIZED,
    /** The backend provably did not process the call. */
    UNAVAILABLE,
    /** The backend may have processed the call. */
    INDETERMINATE
}
