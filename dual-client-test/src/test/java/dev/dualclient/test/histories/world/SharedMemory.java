package dev.dualclient.test.histories.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;

/**
 * The custody store that all nodes share, which outlives each of them and can be away. All that histories know of
 * custody stands here.
 */
final class SharedMemory {

    private static final List<byte[]> KEYS = List.of(new byte[32]);
    private static final List<byte[]> ROTATED =
            List.of("the key that comes after the first".getBytes(UTF_8), KEYS.get(0));

    private static final String SERVICE = EmulatedCredentials.DEFAULT.serviceId();

    private final CustodyStore store;
    private final boolean lasting;
    private final boolean durable;
    private List<byte[]> keys = KEYS;
    private StoreState state = StoreState.UP;

    /**
     * Creates a memory.
     *
     * @param lasting whether nodes take it for one that others share and that outlives them, as it does
     * @param durable whether a kill has succeeded once it is written here
     */
    SharedMemory(CustodyStore store, boolean lasting, boolean durable) {
        this.store = store;
        this.lasting = lasting;
        this.durable = durable;
    }

    /** Lets nodes that are started from now on write by another key, and read by both. */
    void rotateKeys() {
        keys = ROTATED;
    }

    void state(StoreState next) {
        state = next;
    }

    /** Returns whether a kill has succeeded once it is written here. */
    boolean isDurable() {
        return durable;
    }

    StoreState state() {
        return state;
    }

    /** Returns the custody of one node, whose calls of the store pass its gate. */
    Custody custody(Gate gate, Time time) {
        return Custody.open(behind(gate), keys, SERVICE, CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    private CustodyStore behind(Gate gate) {
        return (CustodyStore) Proxy.newProxyInstance(
                CustodyStore.class.getClassLoader(),
                new Class<?>[] {CustodyStore.class},
                (proxy, method, arguments) -> method.getName().equals("isDurable")
                        ? lasting
                        : gate.pass((Supplier<Object>) () -> call(method, arguments)));
    }

    private Object call(Method method, Object[] arguments) {
        if (state == StoreState.DOWN) {
            throw new StoreUnavailableException("the history wants the store down");
        }
        try {
            Object answer = method.invoke(store, arguments);
            if (state == StoreState.LOSES_ANSWERS) {
                throw new StoreUnavailableException("the history wants the answer lost");
            }
            return answer;
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
