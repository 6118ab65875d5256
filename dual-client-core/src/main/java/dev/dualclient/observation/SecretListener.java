package dev.dualclient.observation;

/**
 * Is told of every secret of a client that Dual Client sets at the primary by itself. An implementation is quick and
 * thread-safe; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface SecretListener {

    /** Takes notice of a repair. */
    void onRepair(SecretRepair repair);
}
