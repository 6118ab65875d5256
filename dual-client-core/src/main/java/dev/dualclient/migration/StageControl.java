package dev.dualclient.migration;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stages of one engine, which follow the store. Thread-safe. */
public final class StageControl implements Stages {

    private static final Logger LOG = LoggerFactory.getLogger(StageControl.class);
    private static final String NOTE = "stage";
    private static final String SETTINGS = "settings";

    private final Custody custody;
    private final List<StageListener> listeners;
    private final Time time;
    private final StageGate gate;
    private final ClientNames names;
    private final ReentrantLock lock = new ReentrantLock(); // held while a change takes effect, and for no store
    private volatile StagePolicy settings;
    private volatile StagePolicy policy;
    private volatile @Nullable StageNote last;
    private volatile @Nullable String unreadable;

    /**
     * Begins with what the settings say, or with what is kept.
     *
     * @param gate decides whether the secondary may be left alone
     * @param names finds the clients that requests name
     */
    public StageControl(
            StagePolicy settings,
            Custody custody,
            StageGate gate,
            ClientNames names,
            List<StageListener> listeners,
            Time time) {
        this.settings = settings;
        this.custody = custody;
        this.gate = gate;
        this.names = names;
        this.listeners = List.copyOf(listeners);
        this.time = time;
        this.policy = settings;
        follow();
    }

    @Override
    public StagePolicy policy() {
        return policy;
    }

    @Override
    public StagePolicy settings() {
        return settings;
    }

    @Override
    public boolean followsSettings() {
        StageNote note = last;
        return note == null || note.settings();
    }

    @Override
    public @Nullable StageChange lastChange() {
        StageNote note = last;
        return note == null ? null : note.change();
    }

    @Override
    public List<String> objections(StagePolicy next) {
        return objections(policy, next);
    }

    private List<String> objections(StagePolicy before, StagePolicy next) {
        List<String> objections = new ArrayList<>();
        List<String> behind = next.exceptionsBehind(before);
        if (!behind.isEmpty()) {
            objections.add("other stages are set for some clients and still use the secondary ("
                    + String.join(", ", behind) + "): add clearExceptions to end these settings");
        }
        objections.addAll(gate.objections(before, next));
        return objections;
    }

    @Override
    public StagePreview preview(StageRequest request) {
        String kept = custody.notes().read(NOTE);
        StageNote before = kept == null ? null : StageNote.of(kept);
        adopt(before);
        RequestedNames found = new RequestedNames(names);
        StagePolicy next = next(request, found);
        return new StagePreview(policy, next, objections(policy, next), found.warnings());
    }

    private StagePolicy next(StageRequest request, RequestedNames found) {
        return request.isOfSettings() ? settings : request.apply(policy, found::idOf);
    }

    @Override
    public StageChange change(StageRequest request) {
        RequestedNames found = new RequestedNames(names);
        while (true) {
            String kept = custody.notes().read(NOTE);
            StageNote before = kept == null ? null : StageNote.of(kept);
            adopt(before);
            StagePolicy next = next(request, found);
            boolean same = next.equals(policy) && !tellsOthers(request);
            List<String> objections = same ? List.of() : objections(policy, next);
            if (!objections.isEmpty() && !request.isForced()) {
                throw new StageRefusedException(
                        next.leavesSecondaryAloneUnlike(policy) ? Stage.PRIMARY_ONLY : Stage.DRAIN, objections);
            }
            StageChange change = new StageChange(
                    policy,
                    next,
                    request.by(),
                    request.reason(),
                    time.now(),
                    request.isForced(),
                    objections,
                    found.warnings());
            if (same || write(kept, before, change, request.isOfSettings())) {
                return change;
            }
        }
    }

    /** Whether a request changes something for other nodes, which may have other settings, though nothing for this one. */
    private boolean tellsOthers(StageRequest request) {
        return request.isOfSettings() ? !followsSettings() : followsSettings() && request.isExplicit();
    }

    private boolean write(@Nullable String kept, @Nullable StageNote before, StageChange change, boolean ofSettings) {
        StageNote note = new StageNote(before == null ? 1 : before.number() + 1, change, ofSettings);
        gate.entered(change.from(), change.to());
        boolean written = custody.notes().write(NOTE, kept, note.text());
        if (written) {
            adopt(note);
        }
        return written;
    }

    @Override
    public StageChange settingsChanged(StagePolicy now) {
        StagePolicy earlier = settings;
        StageRequest request = StageRequest.because("the settings of a running node have changed")
                .by(SETTINGS);
        StageNote note = last;
        if (note == null || !note.settings()) {
            StageChange change = change(request.step(policy -> policy.withChanges(earlier, now)));
            settings = now;
            return change;
        }
        List<String> objections = objections(policy, now);
        if (!objections.isEmpty()) {
            throw new StageRefusedException(
                    now.leavesSecondaryAloneUnlike(policy) ? Stage.PRIMARY_ONLY : Stage.DRAIN, objections);
        }
        settings = now;
        return change(request.followSettings());
    }

    /**
     * Returns whether the secondary is left alone for all clients on all nodes: by a change that is kept in the store. The
     * settings of one node do not say that of the others.
     */
    public boolean isSecondarySwitchedOff() {
        StageNote note = last;
        return note != null && !note.settings() && note.change().to().isOnly(Stage.PRIMARY_ONLY);
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
        StagePolicy next;
        lock.lock();
        try {
            StageNote known = last;
            if (note == null || known != null && known.number() >= note.number()) {
                return;
            }
            before = policy;
            next = note.settings() ? settings : note.change().to();
            last = note;
            policy = next;
        } finally {
            lock.unlock();
        }
        if (!before.equals(next)) {
            tell(note.change(), before, next);
        }
    }

    private void tell(StageChange change, StagePolicy before, StagePolicy next) {
        LOG.warn(
                "stage: {} -> {}, by {}, at {}: \"{}\"{}{}",
                before,
                next,
                change.by(),
                change.at(),
                change.reason(),
                next.equals(settings) ? "" : " (the settings say " + settings + ")",
                change.forced() ? ", forced over: " + change.overridden() : "");
        change.warnings().forEach(warning -> LOG.warn("stage: {}", warning));
        for (StageListener listener : listeners) {
            try {
                listener.onChange(change);
            } catch (RuntimeException failure) {
                LOG.warn("a stage listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }
}
