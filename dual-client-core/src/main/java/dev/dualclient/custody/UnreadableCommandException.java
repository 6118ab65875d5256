package dev.dualclient.custody;

/** A row of the outbox cannot be read. It stays where it is. */
public final class UnreadableCommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says why, and what to do. */
    public UnreadableCommandException(String message) {
        super(message);
    }
}
