package dev.dualclient.test.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at a {@link FaultyServer}. Of several faults that fit a call, the one set last happens. Thread-safe.
 *
 * <pre>{@code
 * server.faults().on("auth-token").times(1).afterProcessing().drop();
 * server.faults().onAll().answer(503);
 * server.faults().refuseConnections();
 * server.faults().clear();
 * }</pre>
 */
public final class Faults {

    private final List<Fault> active = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Line line;
    private final Runnable endIdleConnections;

    Faults(Line line, Runnable endIdleConnections) {
        this.line = line;
        this.endIdleConnections = endIdleConnections;
    }

    /** Begins a fault of one operation. */
    public FaultSpec on(String operation) {
        return new FaultSpec(this, operation);
    }

    /** Begins a fault of every operation. */
    public FaultSpec onAll() {
        return new FaultSpec(this, null);
    }

    /**
     * Refuses new connections until released, as a machine on whose port nobody listens. Idle connections are closed;
     * calls under way are answered first.
     */
    public Fault refuseConnections() {
        return lineFault("refuse-connections", line::refuse);
    }

    /**
     * Leaves new connections without any answer until released, as a firewall that drops every SYN. Idle connections
     * are closed; calls under way are answered first.
     */
    public Fault dropSyns() {
        return lineFault("drop-syns", line::silence);
    }

    /** Returns the faults that have not been released, those that are exhausted included. */
    public List<Fault> active() {
        return List.copyOf(active);
    }

    /** Releases all. */
    public void clear() {
        active.forEach(Fault::release);
    }

    Fault add(FaultSpec spec, String kind, Act act) {
        return add(spec, kind, act, () -> {});
    }

    @Nullable
    Fault claim(String operation, boolean reused) {
        Fault latest = null;
        for (int at = active.size() - 1; at >= 0 && latest == null; at--) {
            latest = active.get(at).claim(operation, reused) ? active.get(at) : null;
        }
        return latest;
    }

    private Fault lineFault(String kind, Runnable start) {
        start.run();
        endIdleConnections.run();
        return add(onAll().times(0), kind, (exchange, fault) -> {}, line::listen);
    }

    private Fault add(FaultSpec spec, String kind, Act act, Runnable undo) {
        String id = String.valueOf(lastId.incrementAndGet());
        Fault[] self = new Fault[1];
        self[0] = new Fault(id, spec, kind, act, () -> {
            active.remove(self[0]);
            undo.run();
        });
        active.add(self[0]);
        return self[0];
    }
}
