package dev.dualclient.shadow;

/**
 * Is told what came of each read that was repeated at the primary. An implementation is quick and thread-safe; what it
 * throws is logged.
 */
@FunctionalInterface
public interface ShadowListener {

    /** Takes notice of a comparison. */
    void onComparison(ShadowEvent event);
}
