package dev.dualclient.migration.readiness;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Notes;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageChange;
import dev.dualclient.migration.readiness.ReadinessReport.PostCheck;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, once all nodes have followed a change to primary-only, whether something was renewed at the secondary after the
 * evidence of the verdict: a node may have followed two seconds late. Thread-safe.
 */
final class PostChecks {

    private static final Logger LOG = LoggerFactory.getLogger(PostChecks.class);
    private static final String NOTE = "post-check";
    private static final Duration AFTER = Duration.ofSeconds(3);

    private final Notes notes;
    private final Heartbeats beats;
    private final SecondaryWrites writes;
    private final Time time;
    private volatile @Nullable Instant done;

    PostChecks(Notes notes, Heartbeats beats, SecondaryWrites writes, Time time) {
        this.notes = notes;
        this.beats = beats;
        this.writes = writes;
        this.time = time;
    }

    /** Remembers how much had been written at the secondary when the verdict was given. */
    void entering() {
        String kept = notes.read(NOTE);
        if (!notes.write(NOTE, kept, total() + " -1 " + time.now())) {
            entering();
        }
    }

    private long total() {
        return writes.all().values().stream()
                .mapToLong(SecondaryWrites.Write::count)
                .sum();
    }

    /** Looks, if all nodes have told of themselves since; to be called every second. */
    void runIfDue() {
        StageChange change = beats.lastChange();
        if (change == null || change.at().equals(done)) {
            return;
        }
        if (change.to().stage() != Stage.PRIMARY_ONLY || change.from().stage() == Stage.PRIMARY_ONLY) {
            done = change.at();
            return;
        }
        try {
            run(change);
        } catch (StoreUnavailableException down) {
            LOG.debug("no post-check while the custody store is down: {}", down.getMessage());
        }
    }

    private void run(StageChange change) {
        Instant due = change.at().plus(AFTER);
        if (time.now().isBefore(due)) {
            return;
        }
        beats.beat();
        boolean heard = beats.nodes().values().stream()
                .allMatch(node -> node.gone() || !node.at().isBefore(due) || isSilent(node));
        String kept = notes.read(NOTE);
        if (heard && kept != null) {
            String[] parts = kept.split(" ");
            PostCheck check = new PostCheck(time.now(), total() - Long.parseLong(parts[0]));
            if (notes.write(NOTE, kept, parts[0] + " " + check.renewed() + " " + check.at())) {
                LOG.warn("primary-only: {}", check.words());
            }
        }
        if (heard) {
            done = change.at();
        }
    }

    private boolean isSilent(NodeState node) {
        return node.at().plus(Heartbeats.PERIOD.multipliedBy(4)).isBefore(time.now());
    }

    /** Returns what was found last, {@code null} if nothing was. */
    @Nullable
    PostCheck last() {
        String kept = notes.read(NOTE);
        if (kept == null) {
            return null;
        }
        String[] parts = kept.split(" ");
        return parts[1].equals("-1") ? null : new PostCheck(Instant.parse(parts[2]), Long.parseLong(parts[1]));
    }
}
