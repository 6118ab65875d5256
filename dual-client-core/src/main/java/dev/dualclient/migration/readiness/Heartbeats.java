package dev.dualclient.migration.readiness;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Notes;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes every few seconds that this one is there, in which stage it is, and that everything it wrote at the
 * secondary before is told. Thread-safe.
 */
final class Heartbeats {

    /** How often a node tells of itself. */
    static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final String NOTE = "nodes";
    private static final Duration FORGOTTEN = Duration.ofDays(8);

    private final String id = UUID.randomUUID().toString();
    private final String name;
    private final Notes notes;
    private final SecondaryWrites writes;
    private final Supplier<Stages> stages;
    private final Time time;
    private Instant due;
    private @Nullable Instant drainedSince;
    private boolean started;
    private Instant storeUpSince = Instant.EPOCH;
    private volatile boolean storeBroke;

    /**
     * Begins; nothing is told yet.
     *
     * @param name the instance name, for operators
     * @param stages the stages of this node, which may not be there yet
     */
    Heartbeats(String name, Notes notes, SecondaryWrites writes, Supplier<Stages> stages, Time time) {
        this.name = name;
        this.notes = notes;
        this.writes = writes;
        this.stages = stages;
        this.time = time;
        this.due = time.now();
    }

    /** Tells of this node if it is time; to be called every second. */
    synchronized void tick(StoreMonitor.State store) {
        if (store != StoreMonitor.State.UP) {
            storeBroke = true;
        }
        Instant now = time.now();
        followStage(now);
        if (!now.isBefore(due)) {
            try {
                beat(now);
            } catch (StoreUnavailableException down) {
                storeBroke = true;
                LOG.debug("no heartbeat, for the custody store is down: {}", down.getMessage());
            }
        }
    }

    /** Notes that this node follows another stage from now on. */
    synchronized void stageChanged() {
        if (stages.get() != null) { // which is told already while it is made
            followStage(time.now());
        }
    }

    /** Tells of this node now. */
    synchronized void beat() {
        Instant now = time.now();
        followStage(now);
        beat(now);
    }

    private void beat(Instant now) {
        writes.share();
        if (storeBroke) {
            storeUpSince = now;
            storeBroke = false;
        }
        put(new NodeState(name, now, drainedSince, storeUpSince, false));
        due = now.plus(PERIOD);
    }

    /** A node that starts in a drained stage follows a change that was made before it was there. */
    private void followStage(Instant now) {
        Stages held = stages.get();
        if (!isDrained(held.policy())) {
            drainedSince = null;
        } else if (drainedSince == null) {
            StageChange last = held.lastChange();
            drainedSince = started || last == null || held.followsSettings() ? now : last.at();
        }
        started = true;
    }

    /** Returns how far the migration is for this node. */
    StagePolicy policy() {
        return stages.get().policy();
    }

    /** Returns the last change of the stage, {@code null} if there was none. */
    @Nullable
    StageChange lastChange() {
        return stages.get().lastChange();
    }

    /** Whether nothing begins at the secondary on this node. */
    boolean isDrained() {
        Stages held = stages.get();
        return held != null && isDrained(held.policy());
    }

    /** Whether nothing begins at the secondary for anybody. */
    static boolean isDrained(StagePolicy policy) {
        for (Stage stage : Stage.values()) {
            if (stage.compareTo(Stage.DRAIN) < 0 && policy.has(stage)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells that this node ends, so that nobody waits for it. One that has never written at the secondary, such as a command
     * of an operator, leaves nothing that could be under way there, so it is forgotten.
     */
    synchronized void goodBye() {
        try {
            writes.share();
            NodeState end = new NodeState(name, time.now(), drainedSince, storeUpSince, true);
            if (writes.hasWritten()) {
                put(end);
            } else {
                change(nodes -> nodes.remove(id));
            }
        } catch (StoreUnavailableException down) {
            LOG.debug("no good-bye, for the custody store is down: {}", down.getMessage());
        }
    }

    private void put(NodeState state) {
        change(nodes -> {
            nodes.values().removeIf(node -> node.at().plus(FORGOTTEN).isBefore(state.at()));
            nodes.put(id, state);
        });
    }

    private void change(Consumer<Map<String, NodeState>> step) {
        boolean written = false;
        while (!written) {
            String before = notes.read(NOTE);
            Map<String, NodeState> nodes = read(before);
            step.accept(nodes);
            ObjectNode tree = new ObjectNode();
            nodes.forEach((key, node) -> tree.set(key, node.toNote()));
            written = notes.write(NOTE, before, tree.toString());
        }
    }

    /** Returns all nodes that have told of themselves within a week. */
    Map<String, NodeState> nodes() {
        return read(notes.read(NOTE));
    }

    private static Map<String, NodeState> read(@Nullable String text) {
        Map<String, NodeState> nodes = new TreeMap<>();
        if (text != null) {
            JsonNode tree = JsonFormat.read(text);
            tree.forEachEntry((key, node) -> nodes.put(key, NodeState.of(node)));
        }
        return nodes;
    }
}
