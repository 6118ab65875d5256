package dev.dualclient.console;

import dev.dualclient.observation.BackendState;
import dev.dualclient.operation.Side;
import dev.dualclient.spring.DualClientProperties;
import jakarta.servlet.AsyncContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a snapshot of the migration every second while a page is open, and hands the same bytes to all pages. Closing it
 * ends all pages. Thread-safe.
 */
final class Console implements AutoCloseable {

    /** How many pages one node serves at once. */
    static final int MOST_PAGES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int STORE_EVERY = 5;

    private final Traffic traffic;
    private final Supplier<Map<Side, BackendState>> backends;
    private final CircuitTimes circuits = new CircuitTimes();
    private final Operations operations;
    private final DualClientProperties.Console properties;
    private final JsonMapper json;
    private final Subscribers subscribers = new Subscribers(MOST_PAGES, PATIENCE);
    private final String node;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dual-client-console");
        thread.setDaemon(true);
        return thread;
    });
    private Map<String, Object> stored = Map.of();
    private long ticks;

    /**
     * Starts the console.
     *
     * @param backends how the backends are now
     * @param node the name of this node, which its numbers are labelled with
     */
    Console(
            Traffic traffic,
            Supplier<Map<Side, BackendState>> backends,
            Operations operations,
            DualClientProperties.Console properties,
            JsonMapper json,
            String node) {
        this.traffic = traffic;
        this.backends = backends;
        this.operations = operations;
        this.properties = properties;
        this.json = json;
        this.node = node;
        ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private void tick() {
        try {
            boolean watched = subscribers.count() > 0;
            circuits.note(backends.get(), Instant.now());
            traffic.tick(watched);
            if (watched) {
                subscribers.send(json.writeValueAsBytes(snapshot(ticks % STORE_EVERY == 0)));
            }
            ticks++;
        } catch (RuntimeException failed) { // the next second is another one
            LOG.warn("The snapshot of the console failed; next one in 1 s", failed);
        }
    }

    /** Adds a page; returns whether there was room. */
    boolean watch(AsyncContext page) {
        return subscribers.add(page);
    }

    /** Returns how many pages are open. */
    int pages() {
        return subscribers.count();
    }

    /** Returns the whole state as JSON. */
    byte[] state() {
        return json.writeValueAsBytes(snapshot(true));
    }

    private synchronized Map<String, Object> snapshot(boolean readStore) {
        if (readStore || stored.isEmpty()) {
            stored = operations.stored();
        }
        Map<String, Object> snapshot = new LinkedHashMap<>();
        snapshot.put("at", Instant.now().toString());
        snapshot.put("node", node);
        snapshot.put("allowChanges", properties.allowChanges());
        snapshot.putAll(operations.current());
        snapshot.putAll(stored);
        snapshot.put("circuitsSince", circuits.since());
        snapshot.put("traffic", traffic());
        return snapshot;
    }

    private Map<String, Object> traffic() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("second", traffic.lastSecond());
        numbers.put("quarterOfAnHour", traffic.quarterOfAnHour());
        numbers.put("day", traffic.day());
        numbers.put("clients", traffic.topClients());
        numbers.put("fallbacks", traffic.fallbacks());
        return numbers;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        subscribers.close();
    }
}
