package dev.dualclient.custody;

/** The custody store cannot answer. Calls that need it have to wait. */
public sealed class StoreUnavailableException extends RuntimeException
        permits DamagedEntryException, StoreFullException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says what to do. */
    public StoreUnavailableException(String message) {
        super(message);
    }

    /** Creates an exception that says what to do, and what went wrong. */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
