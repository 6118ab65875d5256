package dev.dualclient.call;

/** How one attempt at one backend ended. */
public enum Outcome {
    /** The backend knew what the call was about and did it. */
    ACCEPTED,
    /** The backend knew what the call was about and said no: conclusive. */
    REFUSED,
    /** The backend does not know the client, ticket, token or code that the call was about. */
    UNRECOGNIZED,
    /** No answer that counts, and nothing that counts was done: the call can be repeated. */
    UNAVAILABLE,
    /** The backend may have processed the call. */
    INDETERMINATE;

    /** Whether a backend, or custody, has given an answer: neither {@link #UNAVAILABLE} nor {@link #INDETERMINATE}. */
    public boolean isConclusive() {
        return this != UNAVAILABLE && this != INDETERMINATE;
    }
}
