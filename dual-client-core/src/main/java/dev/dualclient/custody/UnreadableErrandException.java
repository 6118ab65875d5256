package dev.dualclient.custody;

/** A row of the outbox cannot be read. It stays where it is. */
public final class UnreadableErrandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says why, and what to do. */
    public UnreadableErrandException(String message) {
        super(message);
    }
}
