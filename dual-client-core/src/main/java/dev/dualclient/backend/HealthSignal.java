package dev.dualclient.backend;

import dev.dualclient.call.Reason;

/** What an attempt says about the health of its backend. */
enum HealthSignal {
    /** The backend works. */
    WELL,
    /** The backend, or the way to it, does not work. */
    ILL,
    /** Nothing. */
    NONE;

    static HealthSignal of(Reason reason) {
        return switch (reason) {
            case DONE,
                    DONE_FOR_OWNER,
                    PENDING,
                    SAID_NO,
                    THROTTLED,
                    KNOWN_CLIENT_REFUSED,
                    USED_UP,
                    UNKNOWN_CLIENT,
                    CLIENT_NOT_AUTHENTICATED,
                    UNKNOWN_CREDENTIAL,
                    UNKNOWN -> WELL;
            // It answered, at once. An open circuit would not bring better credentials: it would only close and open
            // for as long as they are wrong, and a wrong key of the owner would shut out the service's calls too.
            case API_CREDENTIALS_REJECTED -> WELL;
            case NOT_CONNECTED,
                    DECLARED_UNPROCESSED,
                    NO_ANSWER_IN_TIME,
                    CONNECTION_LOST,
                    SERVER_ERROR,
                    BACKEND_FAULT,
                    UNREADABLE -> ILL;
            // Nobody was asked. Where all places and connections are taken because a backend hangs, the calls that
            // hold them tell that soon enough; where they are taken because much is going on, nothing is wrong.
            case NO_CONNECTION_FREE,
                    BULKHEAD_FULL,
                    CIRCUIT_OPEN,
                    OUT_OF_TIME,
                    SERVED_STALE,
                    CLAIMED,
                    LATE_COPY,
                    UNDELIVERED,
                    UNSETTLED,
                    NOT_REMEMBERED,
                    LOOK_UP_FAILED,
                    ROW_NOT_KNOWN,
                    CUSTODY_UNAVAILABLE,
                    MAINTENANCE,
                    MALFORMED,
                    CLOSED -> NONE;
        };
    }
}
