package dev.dualclient.migration.inventory;

/** Something is not done, because of how things stand. The message says what to do instead; nothing was changed. */
public final class InventoryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InventoryRefusedException(String message) {
        super(message);
    }
}
