package dev.dualclient.test.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what reaches a server: calls by operation, and connections. Thread-safe. */
public final class Counters {

    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final Map<String, Integer> processed = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    Counters() {}

    /** Returns how often each operation was called, whether the call was processed or not; a copy. */
    public Map<String, Integer> received() {
        return new TreeMap<>(received);
    }

    /** Returns how often an operation was called. */
    public int received(String operation) {
        return received.getOrDefault(operation, 0);
    }

    /** Returns how often each operation was carried out, whether its answer arrived or not; a copy. */
    public Map<String, Integer> processed() {
        return new TreeMap<>(processed);
    }

    /** Returns how often an operation was carried out. */
    public int processed(String operation) {
        return processed.getOrDefault(operation, 0);
    }

    /** Returns how many connections were accepted. */
    public int connections() {
        return connections.get();
    }

    /** Sets all to zero. */
    public void reset() {
        received.clear();
        processed.clear();
        connections.set(0);
    }

    void countReceived(String operation) {
        received.merge(operation, 1, Integer::sum);
    }

    /** Counts an operation as carried out; for the {@link Handler}, which alone knows. */
    public void countProcessed(String operation) {
        processed.merge(operation, 1, Integer::sum);
    }

    void countConnection() {
        connections.incrementAndGet();
    }
}
