package dev.dualclient.migration.readiness;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Party;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the lists of both backends from time to time: one node does, of all that share the store. A round that a node did
 * not end is carried on by the next one with the clients that are missing. Thread-safe.
 */
final class Scans {

    private static final Logger LOG = LoggerFactory.getLogger(Scans.class);
    private static final String LEASE = "scan-lease";
    private static final String FACTS = "scan-facts";
    private static final String ROUND = "scan-round";
    private static final Duration HELD = Duration.ofMinutes(2);
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final int BATCH = 20;

    private final String node = UUID.randomUUID().toString();
    private final Custody custody;
    private final BackendReader backends;
    private final ReadinessSettings settings;
    private final Time time;
    private final int pageSize;
    private final Consumer<String> found;
    private final KeyedNotes<ClientEvidence> evidence;
    private final Instant started;
    private final ReentrantLock running = new ReentrantLock(); // one round at a time in this process
    private final Map<Side, AtomicLong[]> counted = Map.of(
            Side.PRIMARY, new AtomicLong[] {new AtomicLong(), new AtomicLong()},
            Side.SECONDARY, new AtomicLong[] {new AtomicLong(), new AtomicLong()});

    /**
     * Creates what reads the lists.
     *
     * @param pageSize how many rows a page has
     * @param found is told the id of each client
     */
    Scans(
            Custody custody,
            BackendReader backends,
            ReadinessSettings settings,
            Time time,
            int pageSize,
            Consumer<String> found) {
        this.custody = custody;
        this.backends = backends;
        this.settings = settings;
        this.time = time;
        this.pageSize = pageSize;
        this.found = found;
        this.evidence = new KeyedNotes<>(custody.notes(), "scan-clients", ClientEvidence::toNote, ClientEvidence::of);
        this.started = time.now();
    }

    /** Reads the lists if it is time and no other node does; to be called every second, by a thread of its own. */
    void runIfDue() {
        if (!settings.scanEnabled() || !running.tryLock()) {
            return;
        }
        try {
            ScanFacts last = facts();
            Instant due = last == null ? started.plus(FIRST) : last.round().plus(settings.every());
            if (!time.now().isBefore(due) && lease()) {
                run(Pace.of(settings.callsPerSecond()), false);
            }
        } catch (StoreUnavailableException down) {
            LOG.debug("no scan while the custody store is down: {}", down.getMessage());
        } finally {
            running.unlock();
        }
    }

    /**
     * Reads the lists now, as fast as the backends answer.
     *
     * @return whether that was done; not while another node does
     */
    boolean runNow() {
        if (!running.tryLock()) {
            return false;
        }
        try {
            boolean leased = lease();
            if (leased) {
                run(Pace.UNLIMITED, true);
            }
            return leased;
        } finally {
            running.unlock();
        }
    }

    private boolean lease() {
        String kept = custody.notes().read(LEASE);
        if (kept != null) {
            String[] parts = kept.split(" ");
            if (!parts[0].equals(node) && Instant.parse(parts[1]).isAfter(time.now())) {
                return false;
            }
        }
        return custody.notes().write(LEASE, kept, node + " " + time.now().plus(HELD));
    }

    private void run(Pace pace, boolean fresh) {
        Instant round = round(fresh);
        ScanRound scan = new ScanRound(custody, backends, pace, pageSize, time, round);
        Set<String> clients = scan.clients();
        long sum = 0;
        if (clients != null) {
            clients.forEach(found);
            Set<String> left = new TreeSet<>(clients);
            Map<CustodyKey, ClientEvidence> before = evidence.all();
            for (String client : clients) {
                ClientEvidence done = before.get(key(client));
                if (done != null && done.round().equals(round)) {
                    left.remove(client);
                    sum += done.rows();
                }
            }
            Batch batch = new Batch();
            sum += scan.all(left, batch::add);
            batch.write();
        }
        if (!Thread.currentThread().isInterrupted()) {
            end(scan.facts(clients, sum));
        }
    }

    /** Results on their way to the store. */
    private final class Batch {

        private final Map<CustodyKey, ClientEvidence> results = new HashMap<>();

        void add(String client, ClientEvidence result) {
            boolean clean = result.end() == ClientEvidence.End.CLEAN;
            for (Side side : Side.values()) {
                counter(side, clean).incrementAndGet();
            }
            results.put(key(client), result);
            if (results.size() >= BATCH) {
                write();
                lease();
            }
        }

        void write() {
            evidence.merge(results, (before, next) -> next);
            results.clear();
        }
    }

    private Instant round(boolean fresh) {
        Instant now = time.now().truncatedTo(ChronoUnit.MILLIS); // as it is kept
        String kept = custody.notes().read(ROUND);
        ScanFacts last = facts();
        Instant begun = kept == null ? null : Instant.parse(kept);
        if (!fresh
                && begun != null
                && (last == null || last.round().isBefore(begun))
                && begun.plus(settings.every()).isAfter(now)) {
            return begun; // it was not ended, here or on another node
        }
        custody.notes().write(ROUND, kept, now.toString());
        return now;
    }

    private void end(ScanFacts facts) {
        String kept = custody.notes().read(FACTS);
        boolean before = kept != null && ScanFacts.of(JsonFormat.read(kept)).listsExpired();
        ScanFacts all = new ScanFacts(
                facts.round(),
                facts.ended(),
                facts.clients(),
                facts.total(),
                facts.sum(),
                facts.clockOffsets(),
                facts.missingKeys(),
                facts.grantManagement(),
                facts.listsExpired() || before);
        if (custody.notes().write(FACTS, kept, all.toNote().toString()) && facts.clients() >= 0) {
            evidence.removeIf(one -> one.round().isBefore(facts.round()));
        }
        String leased = custody.notes().read(LEASE);
        if (leased != null && leased.startsWith(node)) {
            custody.notes().write(LEASE, leased, node + " " + time.now());
        }
    }

    /** Returns what the last round has found, {@code null} if none has ended. */
    @Nullable
    ScanFacts facts() {
        String kept = custody.notes().read(FACTS);
        return kept == null ? null : ScanFacts.of(JsonFormat.read(kept));
    }

    /** Returns what was found of each client. */
    Map<CustodyKey, ClientEvidence> clients() {
        return evidence.all();
    }

    /** Returns how many clients this node has scanned at a backend. */
    long counted(Side side, boolean clean) {
        return counter(side, clean).get();
    }

    private AtomicLong counter(Side side, boolean clean) {
        return java.util.Objects.requireNonNull(counted.get(side))[clean ? 0 : 1];
    }

    private CustodyKey key(String client) {
        return custody.kills().key(new Party(Party.Kind.CLIENT, client));
    }
}
