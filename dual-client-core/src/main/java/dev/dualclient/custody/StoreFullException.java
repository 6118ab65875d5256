package dev.dualclient.custody;

/** The custody store takes no more. What it holds can still be read. */
public final class StoreFullException extends StoreUnavailableException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says what to do. */
    public StoreFullException(String message) {
        super(message);
    }
}
