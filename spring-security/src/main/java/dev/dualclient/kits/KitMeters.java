package dev.dualclient.kits;

import java.util.function.DoubleSupplier;

/** Where the kits count. Without Micrometer, {@link #NONE}. Thread-safe. */
public interface KitMeters {

    /** Counts nothing. */
    KitMeters NONE = (name, tags) -> {};

    /**
     * Adds one.
     *
     * @param name name of a counter
     * @param tags keys and values, by turns
     */
    void count(String name, String... tags);

    /** Registers a gauge. Does nothing by default. */
    default void gauge(String name, DoubleSupplier value) {}
}
