package dev.dualclient.test.stores;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One store in this process, for all nodes. */
final class MemorySpace implements StoreSpace {

    private @Nullable MemoryStore store;

    @Override
    public synchronized CustodyStore open(Time time, Duration timeout) {
        if (store == null) {
            store = new MemoryStore(100_000, time);
        }
        return store;
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public String address() {
        throw unsupported();
    }

    @Override
    public void cut() {
        throw unsupported();
    }

    @Override
    public void silence() {
        throw unsupported();
    }

    @Override
    public void restore() {
        throw unsupported();
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("a store in memory has no server");
    }
}
