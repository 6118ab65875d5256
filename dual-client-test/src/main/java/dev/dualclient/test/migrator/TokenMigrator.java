package dev.dualclient.test.migrator;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies new and changed token rows from an emulated 2.3 to an emulated 3.0, one way, as hashes, for the clients that
 * are flagged for migration at 3.0. It works by itself at a chosen pace, or step by step:
 *
 * <pre>{@code
 * Snapshot snapshot = migrator.read();
 * // things change at either server
 * migrator.write(snapshot);
 * }</pre>
 *
 * It keeps every {@link Promise} unless told to break it. Thread-safe.
 */
public final class TokenMigrator implements AutoCloseable {

    private final Database from;
    private final Database to;
    private final Set<Promise> broken = EnumSet.noneOf(Promise.class);
    private final Map<String, Long> written = new HashMap<>();
    private Duration knownLag = Duration.ofHours(24);
    private Runnable whileTorn = () -> {};
    private @Nullable Poller poller;

    private TokenMigrator(Database from, Database to) {
        this.from = from;
        this.to = to;
    }

    /** Returns a migrator from the emulator at one URL to the one at another; it does not run yet. */
    public static TokenMigrator between(URI from, URI to) {
        return between(new HttpDatabase(from), new HttpDatabase(to));
    }

    /** Returns a migrator from one database to another; it does not run yet. */
    public static TokenMigrator between(Database from, Database to) {
        return new TokenMigrator(from, to);
    }

    /** Breaks promises from now on. */
    public synchronized void breakPromises(Promise... promises) {
        broken.addAll(Arrays.asList(promises));
    }

    /** Sets how old a snapshot may be when it is written, by the clock of 2.3; 24 hours unless set. */
    public synchronized void knownLag(Duration lag) {
        knownLag = lag;
    }

    /** Sets what happens in the moment in which a row is missing; only with {@link Promise#M2} broken. */
    public synchronized void whileTorn(Runnable action) {
        whileTorn = action;
    }

    /** Reads what is new or has changed since it was last written. */
    public synchronized Snapshot read() {
        Set<String> flagged = flaggedClients();
        JsonNode source = from.rows();
        boolean again = broken.contains(Promise.M1) || broken.contains(Promise.M5);
        ArrayNode rows = JsonMapper.shared().createArrayNode();
        ArrayNode ids = JsonMapper.shared().createArrayNode();
        for (JsonNode row : source.path("rows")) {
            ids.add(id(row));
            boolean news = !Long.valueOf(modification(row)).equals(written.get(id(row)));
            if ((news || again) && flagged.contains(row.path("clientId").asString())) {
                rows.add(row);
            }
        }
        return new Snapshot(source.path("now").asLong(), rows, source.path("codes"), ids);
    }

    /**
     * Writes a snapshot, now or much later.
     *
     * @return how many rows were inserted or replaced; none if the snapshot is older than the known lag
     */
    public synchronized int write(Snapshot snapshot) {
        boolean late = from.now() - snapshot.takenAt() > knownLag.toMillis();
        if (late && !broken.contains(Promise.M4)) {
            return 0;
        }
        JsonNode torn = broken.contains(Promise.M2) ? tear(snapshot) : request();
        JsonNode results = to.write(copies(snapshot, torn));
        int count = 0;
        for (JsonNode row : snapshot.rows()) {
            written.put(id(row), modification(row));
            String result = results.path(id(row)).asString();
            count += result.equals("INSERTED") || result.equals("REPLACED") ? 1 : 0;
        }
        return count;
    }

    /** Reads and writes, and returns how many rows were inserted or replaced. */
    public int runOnce() {
        return write(read());
    }

    /**
     * Runs by itself until stopped. A server that cannot be reached is tried again at the next poll.
     *
     * @param pollEvery the time between two reads
     * @param lag how long after its read a snapshot is written
     */
    public synchronized void start(Duration pollEvery, Duration lag) {
        if (poller != null) {
            throw new IllegalStateException("the migrator runs already; stop it first");
        }
        poller = new Poller(this, pollEvery, lag);
    }

    /** Stops running by itself. What was read and not yet written is lost. */
    public void stop() {
        Poller running;
        synchronized (this) {
            running = poller;
            poller = null;
        }
        if (running != null) {
            running.close();
        }
    }

    /** Stops, keeps all promises again, and forgets what it has written. */
    public void reset() {
        stop();
        synchronized (this) {
            broken.clear();
            written.clear();
            knownLag = Duration.ofHours(24);
            whileTorn = () -> {};
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Erases the rows of a snapshot, and returns those that were there. */
    private JsonNode tear(Snapshot snapshot) {
        ObjectNode request = request();
        snapshot.rows().forEach(row -> request.withArray("erase").add(id(row)));
        JsonNode erased = to.write(request);
        whileTorn.run();
        return erased;
    }

    private ObjectNode copies(Snapshot snapshot, JsonNode torn) {
        ObjectNode request = request();
        ArrayNode rows = request.withArray("rows");
        for (JsonNode row : snapshot.rows()) {
            boolean again = written.containsKey(id(row)) && !torn.has(id(row));
            rows.addObject()
                    .put("insert", !again || broken.contains(Promise.M5))
                    .set("row", row);
        }
        if (broken.contains(Promise.M3)) {
            request.set("codes", snapshot.codes());
        }
        if (broken.contains(Promise.M1)) {
            Set<String> gone = new HashSet<>(written.keySet());
            snapshot.ids().forEach(id -> gone.remove(id.asString()));
            gone.forEach(id -> request.withArray("erase").add(id));
        }
        return request;
    }

    private ObjectNode request() {
        return JsonMapper.shared().createObjectNode().put("guarded", !broken.contains(Promise.M1));
    }

    private Set<String> flaggedClients() {
        Set<String> flagged = new HashSet<>();
        for (JsonNode client : to.clients()) {
            if (client.at("/metadata/inScopeForTokenMigration").asBoolean(false)) {
                flagged.add(client.path("clientId").asString());
            }
        }
        return flagged;
    }

    private static String id(JsonNode row) {
        return row.path("id").asString();
    }

    private static long modification(JsonNode row) {
        return row.path("modification").asLong();
    }
}
