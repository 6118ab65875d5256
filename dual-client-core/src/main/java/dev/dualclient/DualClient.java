package dev.dualclient;

import dev.dualclient.backend.ApiCall;

/** The engine. Thread-safe. */
public final class DualClient implements AutoCloseable {

    /** Executes a call. Blocks the caller's thread until the call's budget ends at the latest. */
    public CallResult execute(ApiCall call) {
        throw new IllegalStateException("being built: " + call);
    }

    @Override
    public void close() {}
}
