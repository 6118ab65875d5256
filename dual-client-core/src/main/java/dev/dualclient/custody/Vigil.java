package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over the store: that it was written with one of the configured keys, that it is there, and that it has not
 * lost what it held. Thread-safe.
 */
public final class Vigil {

    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);
    private static final String IDENTITY = "identity";
    private static final String KEYS = "keys";
    private static final String BEAT = "beat";
    private static final int MAX_ROWS = 10_000;

    /** How the store is. */
    public enum State {
        /** It answers. */
        UP,
        /** It does not answer, or has not been checked yet. */
        DOWN,
        /** It has lost what it held, and is not used any more. */
        LOST
    }

    private final CustodyStore store;
    private final KeyRing keys;
    private final Alarms alarms;
    private final AtomicReference<State> state = new AtomicReference<>(State.UP);
    private volatile @Nullable String identity;
    private volatile long beat;

    Vigil(CustodyStore store, KeyRing keys, Alarms alarms) {
        this.store = store;
        this.keys = keys;
        this.alarms = alarms;
    }

    /** Returns how the store is. */
    public State state() {
        return state.get();
    }

    /**
     * Looks after the store; to be called once at start and then every second.
     *
     * @throws IllegalStateException if the store was written with other keys than those configured
     */
    public void tick() {
        try {
            if (identity == null) {
                checkKeys();
                identity = identity();
            } else {
                checkIdentity();
            }
            alarms.learn();
            become(State.UP, null);
        } catch (StoreUnavailableException down) {
            become(State.DOWN, down);
        }
    }

    /** Looks into the store, as long as it is the one that it was. */
    View look(Collection<CustodyKey> asked) {
        if (state.get() == State.LOST) {
            throw new StoreUnavailableException(
                    "the custody store has lost what it held; restore it, and restart all nodes");
        }
        if (identity == null) {
            tick();
            if (identity == null) {
                throw new StoreUnavailableException("the custody store could not be checked yet");
            }
        }
        try {
            return store.look(asked);
        } catch (StoreUnavailableException down) {
            become(State.DOWN, down);
            throw down;
        }
    }

    private void become(State next, @Nullable StoreUnavailableException why) {
        State before = state.getAndUpdate(now -> now == State.LOST ? now : next);
        if (before == State.UP && next == State.DOWN && why != null) {
            LOG.warn(
                    "The custody store is down: nothing falls back and nothing is consumed but what this process knows"
                            + " the primary to have issued ({})",
                    why.getMessage());
        } else if (before == State.DOWN && next == State.UP) {
            LOG.warn("The custody store is back");
        }
    }

    private String identity() {
        String found = store.note(IDENTITY);
        if (found == null) {
            found = UUID.randomUUID().toString();
            if (!store.note(IDENTITY, null, found)) {
                return identity();
            }
        }
        return found;
    }

    private void checkIdentity() {
        String found = store.note(IDENTITY);
        String beats = store.note(BEAT);
        long now = beats == null ? 0 : Long.parseLong(beats);
        if (found == null || !found.equals(identity) || now < beat) {
            if (state.getAndSet(State.LOST) != State.LOST) {
                LOG.error("The custody store has lost what it held, so it is not used any more: nothing falls back, and"
                        + " what it knew to be dead cannot be told from what lives. Restore it, and restart all nodes");
            }
            return;
        }
        store.note(BEAT, beats, String.valueOf(now + 1)); // another node may have been quicker, which is as good
        beat = now;
    }

    private void checkKeys() {
        String known = store.note(KEYS);
        List<String> written = known == null ? List.of() : List.of(known.split(","));
        List<String> configured = keys.ids();
        if (!written.isEmpty() && written.stream().noneMatch(configured::contains)) {
            throw new IllegalStateException("dual-client.custody.keys: the custody store was written with the key "
                    + written.get(0) + ", and none of the configured keys is that one (" + String.join(", ", configured)
                    + "); add it behind the new one, or what is dead would come back to life");
        }
        for (Debt debt : store.debts(MAX_ROWS)) {
            if (!configured.contains(debt.errand().keyId())) {
                throw new IllegalStateException(
                        "dual-client.custody.keys: the outbox holds a row encrypted with the key "
                                + debt.errand().keyId() + ", which is not configured; add that key behind the new one");
            }
        }
        if (!written.contains(configured.get(0))) {
            List<String> all = new ArrayList<>(List.of(configured.get(0)));
            all.addAll(written);
            if (!store.note(KEYS, known, String.join(",", all))) {
                checkKeys();
            }
        }
    }
}
