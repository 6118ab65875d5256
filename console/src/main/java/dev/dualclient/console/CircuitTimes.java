package dev.dualclient.console;

import dev.dualclient.observation.BackendState;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Since when the circuit of each backend has been as it is. Thread-safe. */
final class CircuitTimes {

    private final Map<Side, String> circuits = new EnumMap<>(Side.class);
    private final Map<Side, Instant> since = new EnumMap<>(Side.class);

    /** Notes how the circuits are now; to be called every second. */
    synchronized void note(Map<Side, BackendState> states, Instant now) {
        states.forEach((side, state) -> {
            String circuit = state.guard().circuit();
            if (!circuit.equals(circuits.put(side, circuit))) {
                since.put(side, now);
            }
        });
    }

    /** Returns the instants by the names that the endpoint gives the backends. */
    synchronized Map<String, String> since() {
        Map<String, String> named = new TreeMap<>();
        since.forEach((side, instant) -> named.put(side == Side.PRIMARY ? "primary" : "secondary", instant.toString()));
        return named;
    }
}
