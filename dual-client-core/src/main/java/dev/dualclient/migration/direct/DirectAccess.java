package dev.dualclient.migration.direct;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to each backend for an operator's questions. It goes past custody, circuit breaker, bulkhead and outbox and
 * changes none of them. A backend gets one request at a time from here, and at most so many a second, whoever asks.
 * Thread-safe.
 */
public final class DirectAccess {

    private final Map<Side, GuardedBackend> backends;
    private final Map<Side, Pace> paces = new EnumMap<>(Side.class);
    private final Time time;

    /**
     * Creates the way.
     *
     * @param backends the backends that there are
     * @param callsPerSecond how many requests a backend gets a second at most; 1 or more
     * @throws IllegalArgumentException if the rate is below 1
     */
    public DirectAccess(Map<Side, GuardedBackend> backends, int callsPerSecond, Time time) {
        this.backends = new EnumMap<>(backends);
        this.time = time;
        backends.keySet().forEach(side -> paces.put(side, new Pace(callsPerSecond, time)));
    }

    /** Returns whether there is such a backend. */
    public boolean has(Side side) {
        return backends.containsKey(side);
    }

    /** Returns where a backend is, without secrets; empty where that is not known, or there is none. */
    public String address(Side side) {
        GuardedBackend backend = backends.get(side);
        return backend == null ? "" : backend.address();
    }

    /** Returns the source of time. */
    public Time time() {
        return time;
    }

    /**
     * Begins a conversation with a backend.
     *
     * @param side the backend
     * @param budget how long the whole conversation may take
     * @return the conversation, {@code null} if there is no such backend
     */
    public @Nullable Conversation with(Side side, Duration budget) {
        GuardedBackend backend = backends.get(side);
        Pace pace = paces.get(side);
        return backend == null || pace == null
                ? null
                : new Conversation(backend, pace, Deadline.after(budget, time), time);
    }
}
