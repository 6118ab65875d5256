package dev.dualclient.migration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Party;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that have begun a login at the secondary within a day because the primary may not have their secret: by
 * name on this node, by keyed hash on all nodes that share the store. Bounded. Thread-safe.
 */
public final class DoubtfulClients {

    private static final Logger LOG = LoggerFactory.getLogger(DoubtfulClients.class);
    private static final String NOTE = "doubtful-clients";
    private static final Duration TRAFFIC = Duration.ofDays(1);
    private static final Duration PRECISION = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final Custody custody;
    private final Set<CustodyKey> declared;
    private final Time time;
    private final Cache<String, Instant> here;
    private final Map<CustodyKey, Instant> shared = new ConcurrentHashMap<>();

    /**
     * Creates an empty list.
     *
     * @param declared the clients whose secret is declared to be the same at both
     */
    public DoubtfulClients(Custody custody, Collection<String> declared, Time time) {
        this.custody = custody;
        this.declared = keys(declared);
        this.time = time;
        this.here = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterWrite(TRAFFIC)
                .maximumSize(MOST)
                .build();
    }

    /** Notes that a client has begun a login at the secondary. */
    public void began(String client) {
        here.put(client, time.now());
    }

    /** Returns those of this node that are still in doubt, by name. */
    public Map<String, SecretStatus> ofThisNode() {
        Map<String, SecretStatus> statuses = new TreeMap<>();
        List<String> names = List.copyOf(here.asMap().keySet());
        Map<CustodyKey, SecretStatus> now = custody.secretStatuses().of(keys(names));
        for (String name : names) {
            SecretStatus status = now.get(key(name));
            if (status != null && isInDoubt(key(name), status)) {
                statuses.put(name, status);
            }
        }
        return statuses;
    }

    /** Returns those of all nodes that are still in doubt. */
    public Set<CustodyKey> ofAllNodes() {
        shareNews();
        Map<CustodyKey, Instant> noted = noted(custody.notes().read(NOTE));
        return custody.secretStatuses().of(noted.keySet()).entrySet().stream()
                .filter(client -> isInDoubt(client.getKey(), client.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isInDoubt(CustodyKey client, SecretStatus status) {
        return status.isDoubtful() && !declared.contains(client);
    }

    /** Tells the other nodes; to be called every second. */
    public void share() {
        try {
            shareNews();
        } catch (StoreUnavailableException down) {
            LOG.debug("whose secret is in doubt could not be noted: {}", down.getMessage());
        }
    }

    private void shareNews() {
        Map<CustodyKey, Instant> news = new HashMap<>();
        here.asMap().forEach((name, at) -> {
            Instant before = shared.get(key(name));
            if (before == null || before.plus(PRECISION).isBefore(at)) {
                news.put(key(name), at);
            }
        });
        boolean written = news.isEmpty();
        while (!written) {
            String before = custody.notes().read(NOTE);
            Map<CustodyKey, Instant> all = noted(before);
            all.putAll(news);
            written = custody.notes().write(NOTE, before, text(all));
        }
        shared.putAll(news);
        shared.values().removeIf(this::isOver);
    }

    private boolean isOver(Instant at) {
        return at.plus(TRAFFIC).isBefore(time.now());
    }

    private Map<CustodyKey, Instant> noted(@Nullable String note) {
        Map<CustodyKey, Instant> clients = new HashMap<>();
        if (note != null && !note.isEmpty()) {
            for (String line : note.split("\n")) {
                int space = line.indexOf(' ');
                Instant at = Instant.parse(line.substring(space + 1));
                if (!isOver(at)) {
                    clients.put(CustodyKey.of(line.substring(0, space)), at);
                }
            }
        }
        return clients;
    }

    private static String text(Map<CustodyKey, Instant> clients) {
        return clients.entrySet().stream()
                .sorted(Map.Entry.<CustodyKey, Instant>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(client -> client.getKey() + " " + client.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Returns the keys of clients that are named. */
    public Set<CustodyKey> keys(Collection<String> names) {
        Set<CustodyKey> keys = new HashSet<>();
        names.forEach(name -> keys.add(key(name)));
        return keys;
    }

    private CustodyKey key(String name) {
        return custody.kills().key(new Party(Party.Kind.CLIENT, name));
    }
}
