package dev.dualclient.migration;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stages of one engine, which follow the store. Thread-safe. */
public final class StageControl implements Stages {

    private static final Logger LOG = LoggerFactory.getLogger(StageControl.class);
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
    public StageControl(
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

    @Override
    public StagePolicy policy() {
        return policy;
    }

    @Override
    public @Nullable StageChange lastChange() {
        StageNote note = last;
        return note == null ? null : note.change();
    }

    @Override
    public List<String> objections(StagePolicy next) {
        return readiness == null ? List.of() : readiness.objections(policy, next);
    }

    @Override
    public StageChange change(UnaryOperator<StagePolicy> step, String reason) {
        return change(step, reason, false);
    }

    @Override
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
    public void follow() {
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
                "Stage: {} -> {}, at {}: \"{}\"{}",
                before,
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
