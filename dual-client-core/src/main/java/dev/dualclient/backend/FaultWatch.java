package dev.dualclient.backend;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what is wrong with a backend or the way to it: at the first failure, and when it changes. A fault that comes and goes
 * is logged at most once a minute, however many calls there are. Thread-safe.
 */
final class FaultWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FaultWatch.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final String name;
    private final Fault faults;
    private final Time time;
    private final Map<String, Long> toldAt = new HashMap<>();
    private volatile @Nullable String current;
    private volatile boolean currentTold;
    private boolean endToBeTold;

    FaultWatch(Side side, String address, Time time) {
        this.name = address.isEmpty() ? side.name() : side + " at " + address;
        this.faults = new Fault(side, address);
        this.time = time;
    }

    /** Notes how an attempt ended. Costs next to nothing where all is well. */
    void note(Attempt attempt) {
        String fault = faults.of(attempt);
        if (fault != null) {
            if (!currentTold || !fault.equals(current)) {
                begins(fault);
            }
        } else if (current != null && HealthSignal.of(attempt.reason()) == HealthSignal.WELL) {
            ends();
        }
    }

    private synchronized void begins(String fault) {
        if (currentTold && fault.equals(current)) {
            return;
        }
        long now = time.nanoTime();
        toldAt.values().removeIf(at -> now - at >= QUIET.toNanos());
        current = fault;
        currentTold = toldAt.putIfAbsent(fault, now) == null;
        if (currentTold) {
            endToBeTold = true;
            LOG.warn("{}: {}", name, fault);
        }
    }

    private synchronized void ends() {
        current = null;
        currentTold = false;
        if (endToBeTold) {
            endToBeTold = false;
            LOG.info("{}: answers again", name);
        }
    }

    /** Returns what is wrong since the last call, {@code null} if nothing is. */
    @Nullable
    String current() {
        return current;
    }
}
