package dev.dualclient.custody;

/** One entry of the custody store cannot be read. All others can. */
public final class DamagedEntryException extends StoreUnavailableException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says what to do, and what went wrong. */
    public DamagedEntryException(String message, Throwable cause) {
        super(message, cause);
    }
}
