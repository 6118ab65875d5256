package dev.dualclient.test.histories.world;

import dev.dualclient.operation.Side;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fault befalls the next call of each backend: one that lasts, and one for a single call. */
final class Weather {

    private final Map<Side, Fault> lasting = new EnumMap<>(Side.class);
    private final Map<Side, Fault> once = new EnumMap<>(Side.class);
    private @Nullable Side gone;
    private final Map<Side, Integer> callsBefore = new EnumMap<>(Side.class);
    private int faults;

    /** Lets a backend be gone for good. */
    void gone(Side side) {
        gone = side;
    }

    void set(Side side, Fault fault) {
        lasting.put(side, fault);
    }

    /** Lets a fault befall one call, after so many others. */
    void once(Side side, Fault fault, int after) {
        once.put(side, fault);
        callsBefore.put(side, after);
    }

    /** Lets no single call fail any more. */
    void settle() {
        once.clear();
    }

    void clear() {
        once.clear();
        lasting.clear();
    }

    /** Whether no fault befalls any call. */
    synchronized boolean isFair() {
        return once.isEmpty() && lasting.values().stream().allMatch(fault -> fault == Fault.NONE);
    }

    /** Returns how many calls a fault has befallen. */
    synchronized int faults() {
        return faults;
    }

    /** Tells which fault befalls a call that is made now. */
    synchronized Fault next(Side side) {
        Fault fault = befalls(side);
        if (fault != Fault.NONE) {
            faults++;
        }
        return fault;
    }

    private Fault befalls(Side side) {
        if (side == gone) {
            return Fault.REFUSES_CONNECTIONS;
        }
        Fault single = once.get(side);
        if (single != null && callsBefore.merge(side, -1, Integer::sum) < 0) {
            once.remove(side);
            return single;
        }
        return lasting.getOrDefault(side, Fault.NONE);
    }
}
