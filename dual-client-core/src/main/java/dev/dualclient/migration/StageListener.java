package dev.dualclient.migration;

/**
 * Is told on every node of every change of how far the migration is, when the node begins to follow it. An
 * implementation is quick and thread-safe; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface StageListener {

    /** Takes notice of a change. */
    void onChange(StageChange change);
}
