package dev.dualclient;

import dev.dualclient.backend.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.observation.StageChange;
import dev.dualclient.observation.StageListener;
import dev.dualclient.routing.Stage;
import dev.dualclient.routing.StagePolicy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the migration is, and how to change it while calls are served. A change is kept in the custody store; every
 * node that shares the store follows it within two seconds, and one that starts later, whatever its settings say. While
 * the store is down, what was last known goes on. A call ends in the stage in which it began. Thread-safe.
 */
public final class Stages {

    private static final Logger LOG = LoggerFactory.getLogger(DualClient.class);
    private static final String NOTE = "stage";

    private final Custody custody;
    private final List<StageListener> listeners;
    private final Time time;
    private final StagePolicy configured;
    private final @Nullable Readiness readiness;
    private final ReentrantLock lock = new ReentrantLock(); // held while a change takes effect, and for no store
    private volatile StagePolicy policy;
    private volatile @Nullable StageNote last;
    private volatile @Nullable String unreadable;

    /**
     * Begins with what the settings say, or with what is kept.
     *
     * @param readiness what may speak against leaving the secondary alone, {@code null} where there is none
     */
    Stages(
            StagePolicy configured,
            Custody custody,
            @Nullable Readiness readiness,
            List<StageListener> listeners,
            Time time) {
        this.configured = configured;
        this.custody = custody;
        this.readiness = readiness;
        this.listeners = List.copyOf(listeners);
        this.time = time;
        this.policy = configured;
        follow();
    }

    /** Returns how far the migration is. */
    public StagePolicy policy() {
        return policy;
    }

    /** Returns the last change at run time on any node, {@code null} if what the settings say holds. */
    public @Nullable StageChange lastChange() {
        StageNote note = last;
        return note == null ? null : note.change();
    }

    /**
     * Returns what speaks against a policy, each as a sentence without a stop: what the outbox holds, say, where the
     * policy leaves the secondary alone, or whose secret may differ, where logins begin at the primary alone. Nothing ever speaks against a step back.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public List<String> objections(StagePolicy next) {
        return readiness == null ? List.of() : readiness.objections(policy, next);
    }

    /**
     * Changes how far the migration is, on all nodes.
     *
     * @param step makes the next policy of the present one: {@code policy -> policy.withStage(Stage.DRAIN)}
     * @param reason why; goes to the listeners, the log and the store
     * @return the change, also if there was nothing to be changed
     * @throws StageRefusedException if {@linkplain #objections something speaks against it}
     * @throws StoreUnavailableException if the custody store is down, so that other nodes could not follow
     */
    public StageChange change(UnaryOperator<StagePolicy> step, String reason) {
        return change(step, reason, false);
    }

    /**
     * The same, whatever speaks against it: users whose tokens live at the secondary alone may have to log in again.
     *
     * @throws StoreUnavailableException if the custody store is down, so that other nodes could not follow
     */
    public StageChange force(UnaryOperator<StagePolicy> step, String reason) {
        return change(step, reason, true);
    }

    private StageChange change(UnaryOperator<StagePolicy> step, String reason, boolean forced) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the reason is empty: write why the stage changes");
        }
        while (true) {
            String kept = custody.notes().read(NOTE);
            StageNote before = kept == null ? null : StageNote.of(kept);
            adopt(before);
            StagePolicy from = before == null ? policy : before.change().to();
            StageChange change = new StageChange(from, step.apply(from), reason, time.now(), forced);
            if (change.to().equals(from)) {
                return change;
            }
            List<String> objections = forced ? List.of() : objections(change.to());
            if (!objections.isEmpty()) {
                throw new StageRefusedException(
                        change.to().leavesSecondaryAloneUnlike(policy) ? Stage.PRIMARY_ONLY : Stage.DRAIN, objections);
            }
            StageNote note = new StageNote(before == null ? 1 : before.number() + 1, change);
            if (custody.notes().write(NOTE, kept, note.text())) {
                adopt(note);
                return change;
            }
        }
    }

    /** Follows what is kept; to be called every second. */
    void follow() {
        try {
            String kept = custody.notes().read(NOTE);
            if (kept != null && !kept.equals(unreadable)) {
                adopt(noted(kept));
            }
        } catch (StoreUnavailableException down) {
            LOG.debug("the stage could not be looked up: {}", down.getMessage());
        }
    }

    private @Nullable StageNote noted(String kept) {
        try {
            return StageNote.of(kept);
        } catch (IllegalArgumentException newer) {
            unreadable = kept;
            LOG.warn("The stage was changed in a way that this version does not know, so it stays {}", policy, newer);
            return null;
        }
    }

    private void adopt(@Nullable StageNote note) {
        StagePolicy before;
        lock.lock();
        try {
            StageNote known = last;
            if (note == null || known != null && known.number() >= note.number()) {
                return;
            }
            before = policy;
            last = note;
            policy = note.change().to();
        } finally {
            lock.unlock();
        }
        if (!before.equals(note.change().to())) {
            tell(note.change(), before);
        }
    }

    private void tell(StageChange change, StagePolicy before) {
        boolean overSettings = before.equals(configured);
        LOG.warn(
                "{} follows, since {}: {}{}",
                change.to(),
                change.at(),
                change.reason(),
                overSettings ? " (the settings say " + configured + ")" : "");
        for (StageListener listener : listeners) {
            try {
                listener.onChange(change);
            } catch (RuntimeException failure) {
                LOG.warn("a stage listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }
}
