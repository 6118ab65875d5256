package dev.dualclient.test.histories.world;

import dev.dualclient.backend.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.custody.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;

/**
 * The custody store that all nodes share, which outlives each of them and can be down. All that histories know of
 * custody stands here.
 */
final class SharedMemory {

    private static final byte[] KEY = new byte[32];

    private final Time time;
    private final CustodyStore store;
    private boolean down;

    SharedMemory(Time time) {
        this.time = time;
        this.store = new MemoryStore(100_000, time);
    }

    void down(boolean now) {
        down = now;
    }

    boolean down() {
        return down;
    }

    /** Returns the custody of one node, whose calls of the store pass its gate. */
    Custody custody(Gate gate) {
        return Custody.open(
                storeBehind(gate), List.of(KEY), "1", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    private CustodyStore storeBehind(Gate gate) {
        return (CustodyStore) Proxy.newProxyInstance(
                CustodyStore.class.getClassLoader(),
                new Class<?>[] {CustodyStore.class},
                (proxy, method, arguments) -> method.getName().equals("isDurable")
                        ? true
                        : gate.pass((Supplier<Object>) () -> {
                            if (down) {
                                throw new StoreUnavailableException("the history wants the store down");
                            }
                            try {
                                return method.invoke(store, arguments);
                            } catch (InvocationTargetException failed) {
                                if (failed.getCause() instanceof RuntimeException cause) {
                                    throw cause;
                                }
                                throw new IllegalStateException(failed);
                            } catch (IllegalAccessException impossible) {
                                throw new IllegalStateException(impossible);
                            }
                        }));
    }
}
