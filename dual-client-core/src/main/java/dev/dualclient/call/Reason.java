package dev.dualclient.call;

import java.util.Locale;

/** Why an attempt ended as it did: a more detailed {@link Outcome}. */
public enum Reason {
    /** Known, and done. */
    DONE(Outcome.ACCEPTED),
    /** Done in another way for the owner, whom this backend could not authenticate. */
    DONE_FOR_OWNER(Outcome.ACCEPTED),
    /** Known, and not decided yet: {@code authorization_pending} or {@code slow_down}. */
    PENDING(Outcome.ACCEPTED),
    /** A document served as the backend last gave it, because the backend gives none now. */
    SERVED_STALE(Outcome.ACCEPTED),

    /** Known, and refused. */
    SAID_NO(Outcome.REFUSED),
    /** Too many requests (HTTP 429), with the backend's own {@code Retry-After}. */
    THROTTLED(Outcome.REFUSED),
    /** The refusal of a client that the primary has authenticated before: final. */
    KNOWN_CLIENT_REFUSED(Outcome.REFUSED),
    /** Not sent: the request could be read in two ways. */
    MALFORMED(Outcome.REFUSED),
    /** Used up, replaced or revoked, as custody knows. The credential itself was not sent, or its answer does not count. */
    USED_UP(Outcome.REFUSED),

    /** The client is not known here. */
    UNKNOWN_CLIENT(Outcome.UNRECOGNIZED),
    /** Client authentication failed, which may be because the secret was not migrated. */
    CLIENT_NOT_AUTHENTICATED(Outcome.UNRECOGNIZED),
    /** The ticket, token, code or the like is not known here. */
    UNKNOWN_CREDENTIAL(Outcome.UNRECOGNIZED),
    /** What the call names is not known here, and the answer does not say what. */
    UNKNOWN(Outcome.UNRECOGNIZED),

    /** Nothing was sent: refused, not resolved, TLS handshake failed. */
    NOT_CONNECTED(Outcome.UNAVAILABLE),
    /** No pooled connection was free in time. */
    NO_CONNECTION_FREE(Outcome.UNAVAILABLE),
    /** As many calls as allowed are under way already. */
    BULKHEAD_FULL(Outcome.UNAVAILABLE),
    /** The circuit breaker is open. */
    CIRCUIT_OPEN(Outcome.UNAVAILABLE),
    /** The call's budget was used up before anything was sent. */
    OUT_OF_TIME(Outcome.UNAVAILABLE),
    /** The backend rejected this library's own API credentials. */
    API_CREDENTIALS_REJECTED(Outcome.UNAVAILABLE),
    /** A status that the operator declared to mean that the call was not processed. */
    DECLARED_UNPROCESSED(Outcome.UNAVAILABLE),
    /** Another request or the other backend holds the credential, or no backend may be asked about it. */
    CLAIMED(Outcome.UNAVAILABLE),
    /** The backend accepted a late copy of something revoked, and it is not certain that the copy is revoked there now. */
    LATE_COPY(Outcome.UNAVAILABLE),
    /** Not asked: the look-up that this request depends on failed, or there was no room to note its result. */
    LOOK_UP_FAILED(Outcome.UNAVAILABLE),
    /**
     * This identifier does not tell which tokens share its row: only the named token was revoked, or nothing was updated.
     */
    ROW_NOT_KNOWN(Outcome.UNAVAILABLE),
    /** A kill or an update is pending there that is about the same credential, client, user or grant. */
    UNDELIVERED(Outcome.UNAVAILABLE),
    /** A kill of something else of the same client is under way, and may be about this credential, too. */
    UNSETTLED(Outcome.UNAVAILABLE),
    /** Custody cannot be read or written. */
    CUSTODY_UNAVAILABLE(Outcome.UNAVAILABLE),
    /** Nothing is created, used up or updated during maintenance. */
    MAINTENANCE(Outcome.UNAVAILABLE),
    /** The library is closed. */
    CLOSED(Outcome.UNAVAILABLE),

    /** Sent, and not answered in time. */
    NO_ANSWER_IN_TIME(Outcome.INDETERMINATE),
    /** The connection was lost after sending had begun. */
    CONNECTION_LOST(Outcome.INDETERMINATE),
    /** A server error (HTTP 5xx). */
    SERVER_ERROR(Outcome.INDETERMINATE),
    /** A result code of class 1: a fault of Authlete. */
    BACKEND_FAULT(Outcome.INDETERMINATE),
    /** Done or not: custody could not be written afterwards. */
    NOT_REMEMBERED(Outcome.INDETERMINATE),
    /** An answer that is not the JSON it should be. */
    UNREADABLE(Outcome.INDETERMINATE);

    private final Outcome outcome;

    Reason(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Returns the outcome that this is a case of. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the words for a person: {@code "connection lost"}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
