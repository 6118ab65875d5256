package dev.dualclient.migration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Party;
import dev.dualclient.custody.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which clients still need the secondary, and how much, within the last hour, day and week, on all nodes that share the
 * store. A client counts once, whichever of its names calls use. The store holds keyed hashes; the names are this
 * process's. Bounded. Thread-safe.
 */
public final class SecondaryUse {

    private static final Logger LOG = LoggerFactory.getLogger(SecondaryUse.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int KEY_SHOWN = 8;

    private final Custody custody;
    private final Time time;
    private final List<UseWindow> windows = List.of(UseWindow.values());
    private final ConcurrentHashMap<String, UseCounts.Count> here = new ConcurrentHashMap<>();
    private final Cache<CustodyKey, String> names =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final ReentrantLock lock = new ReentrantLock(); // one thread writes at a time
    private volatile Map<UseWindow, Integer> counted = Map.of();
    private Instant due;

    /** Begins with what the store holds. */
    public SecondaryUse(Custody custody, Time time) {
        this.custody = custody;
        this.time = time;
        this.due = time.now();
    }

    /** Notes that the secondary has answered a call of a client. */
    public void served(String client) {
        if (here.size() < MOST || here.containsKey(client)) {
            here.merge(client, new UseCounts.Count(1, time.now()), UseCounts.Count::and);
        }
    }

    /** Learns the id of a client that the store may know by its hash alone. */
    public void learn(String clientId) {
        names.put(key(clientId), clientId);
    }

    /** Tells the other nodes, and counts anew, once a minute; to be called every second. */
    public void share() {
        if (lock.tryLock()) {
            try {
                Instant now = time.now();
                if (!now.isBefore(due)) {
                    due = now.plus(PERIOD);
                    flush(now);
                    count(now);
                }
            } catch (StoreUnavailableException down) {
                LOG.debug("who needs the secondary could not be noted: {}", down.getMessage());
            } finally {
                lock.unlock();
            }
        }
    }

    private void flush(Instant now) {
        Map<String, UseCounts.Count> taken = new HashMap<>();
        for (String client : here.keySet()) {
            UseCounts.Count count = here.remove(client);
            if (count != null) {
                taken.put(client, count);
            }
        }
        Map<CustodyKey, UseCounts.Count> news = new HashMap<>();
        taken.forEach((client, count) -> {
            learn(client);
            news.merge(key(client), count, UseCounts.Count::and);
        });
        int written = 0;
        try {
            for (UseWindow window : windows) {
                new UseCounts(custody.notes(), window).add(news, now);
                written++;
            }
        } finally {
            if (written == 0) { // what reached no window is not lost
                taken.forEach((client, count) -> here.merge(client, count, UseCounts.Count::and));
            }
        }
    }

    private void count(Instant now) {
        Map<UseWindow, Integer> sizes = new EnumMap<>(UseWindow.class);
        for (UseWindow window : windows) {
            sizes.put(window, new UseCounts(custody.notes(), window).sum(now).size());
        }
        counted = sizes;
    }

    /** Returns how many clients need the secondary, by window, as it was last counted. Asks no store. */
    public Map<UseWindow, Integer> counted() {
        return counted;
    }

    /**
     * Returns the clients that the secondary has answered for within a week, those of the last hour first, then by number.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public List<ClientUse> clients() {
        Instant now = time.now();
        lock.lock();
        try {
            flush(now);
            count(now);
        } finally {
            lock.unlock();
        }
        Map<CustodyKey, Map<UseWindow, Long>> answers = new HashMap<>();
        Map<CustodyKey, Instant> last = new HashMap<>();
        for (UseWindow window : windows) {
            new UseCounts(custody.notes(), window).sum(now).forEach((client, count) -> {
                answers.computeIfAbsent(client, any -> new EnumMap<>(UseWindow.class))
                        .put(window, count.uses());
                last.merge(client, count.last(), (one, other) -> one.isAfter(other) ? one : other);
            });
        }
        Comparator<ClientUse> order = Comparator.comparingLong((ClientUse use) -> use.answers(UseWindow.HOUR))
                .thenComparingLong(use -> use.answers(UseWindow.DAY))
                .thenComparingLong(use -> use.answers(UseWindow.WEEK))
                .reversed()
                .thenComparing(ClientUse::key);
        return answers.entrySet().stream()
                .map(client -> new ClientUse(
                        names.getIfPresent(client.getKey()),
                        client.getKey().toString().substring(0, KEY_SHOWN),
                        client.getValue(),
                        last.getOrDefault(client.getKey(), now)))
                .sorted(order)
                .toList();
    }

    private CustodyKey key(String name) {
        return custody.kills().key(new Party(Party.Kind.CLIENT, name));
    }
}
