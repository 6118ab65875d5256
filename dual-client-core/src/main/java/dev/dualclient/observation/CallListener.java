package dev.dualclient.observation;

/**
 * Is notified of every call, on the caller's thread, after the answer is decided. An implementation is quick and
 * thread-safe; what it throws is logged and does not reach the caller.
 */
@FunctionalInterface
public interface CallListener {

    /** Receives the event of a call. */
    void onCall(CallEvent event);
}
