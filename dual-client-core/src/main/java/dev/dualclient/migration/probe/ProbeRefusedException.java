package dev.dualclient.migration.probe;

/** A probe was not begun, because of how things stand. The message says what to do instead; nothing was changed. */
public final class ProbeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProbeRefusedException(String message) {
        super(message);
    }
}
