package dev.dualclient.migration.inventory;

/**
 * How an inventory reads. Immutable.
 *
 * @param callsPerSecond how many requests a backend gets a second at most; 5 by default
 * @param page how many clients are asked for at a time; 100 by default
 * @param maxClients how many clients a backend may have; 100,000 by default. A backend that has more is not compared
 */
public record InventorySettings(int callsPerSecond, int page, int maxClients) {

    private static final int LARGEST_PAGE = 10_000;

    /** Returns the defaults. */
    public static InventorySettings defaults() {
        return new InventorySettings(5, 100, 100_000);
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names the property
     */
    public InventorySettings {
        require("calls-per-second", callsPerSecond, 1000);
        require("page", page, LARGEST_PAGE);
        require("max-clients", maxClients, Integer.MAX_VALUE);
    }

    private static void require(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "dual-client.inventory." + name + " is " + value + ": write a number from 1 to " + most);
        }
    }

    /** Returns these settings with another rate. */
    public InventorySettings withCallsPerSecond(int other) {
        return new InventorySettings(other, page, maxClients);
    }

    /** Returns these settings with another size of a page. */
    public InventorySettings withPage(int other) {
        return new InventorySettings(callsPerSecond, other, maxClients);
    }

    /** Returns these settings with another bound. */
    public InventorySettings withMaxClients(int other) {
        return new InventorySettings(callsPerSecond, page, other);
    }
}
