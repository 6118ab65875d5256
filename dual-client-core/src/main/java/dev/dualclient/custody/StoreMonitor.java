package dev.dualclient.custody;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over the store: that it was written with one of the configured keys, that it is there, and that it has not
 * lost what it held. Thread-safe.
 */
public final class StoreMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);
    private static final String KEYS = "keys";
    private static final String SERVICE = "service";
    private static final String BEAT = "beat";
    private static final String REACHED = "primary-reached";
    private static final int PAGE = 500;

    /** The state of the store. */
    public enum State {
        /** It answers. */
        UP,
        /** It does not answer, or has not been checked yet. */
        DOWN,
        /** It has lost what it held, and is not used any more. */
        LOST
    }

    private static final Duration JUMP = Duration.ofMinutes(1);

    private final GuardedStore store;
    private final KeyRing keys;
    private final String service;
    private final OutageCache outageCache;
    private final Time time;
    private volatile @Nullable String identity;
    private volatile long beat;
    private volatile boolean reached;
    private volatile boolean started;
    private volatile Duration clock;

    StoreMonitor(GuardedStore store, KeyRing keys, OutageCache outageCache, Time time) {
        this.store = store;
        this.keys = keys;
        this.service = keys.service();
        this.outageCache = outageCache;
        this.time = time;
        this.clock = clockBesideTimer();
    }

    /** Returns the id of the service that the credentials belong to, empty if it was not told. */
    public String service() {
        return service;
    }

    /** Returns the state of the store. */
    public State state() {
        return store.state() == State.UP && identity == null ? State.DOWN : store.state();
    }

    /**
     * Looks after the store; to be called once at start and then every second.
     *
     * @throws IllegalStateException if the store was written with other keys than those configured
     */
    public void tick() {
        watchClock();
        try {
            if (identity == null && started) {
                checkLate();
            } else if (identity == null) {
                started = true;
                check();
            } else {
                checkIdentity();
            }
            outageCache.learn();
        } catch (StoreUnavailableException down) {
            LOG.debug("the custody store could not be looked after: {}", down.getMessage());
        }
    }

    /**
     * Notes that the primary was reached, if it was, and returns whether any node that shares the store has ever reached
     * it.
     */
    public boolean primaryWasReached(boolean now) {
        if (now && reached) {
            return now;
        }
        try {
            reached = store.note(REACHED) != null || now && store.note(REACHED, null, "true");
        } catch (StoreUnavailableException down) {
            LOG.debug("that the primary was reached could not be noted: {}", down.getMessage());
        }
        return now || reached;
    }

    /** Looks into the store, once it is known to be the right one. */
    View look(Collection<CustodyKey> asked) {
        requireRightStore();
        return store.look(asked);
    }

    /** Makes sure that the store is the right one, which it may not have been possible to see at start. */
    void requireRightStore() {
        if (identity == null) {
            checkLate();
        }
    }

    /** Checks a store that was down at start, when it is too late to refuse to start. */
    private void checkLate() {
        try {
            check();
        } catch (IllegalStateException wrong) {
            store.lose();
            LOG.error("The custody store is not used: {}", wrong.getMessage());
            throw new StoreUnavailableException("the custody store is not the right one; see the log", wrong);
        }
    }

    private void check() {
        checkService();
        checkKeys();
        String found = identity();
        store.expect(found);
        identity = found;
    }

    /** Logs a jump of the clock. It revives no credential, because stores measure time by themselves. */
    private void watchClock() {
        Duration now = clockBesideTimer();
        Duration jump = now.minus(clock);
        clock = now;
        if (jump.abs().compareTo(JUMP) > 0) {
            LOG.warn(
                    "The clock of this machine has jumped by {}. What custody remembers is not lost by that; deliveries of"
                            + " the outbox may come too early or too late. Check its time synchronisation",
                    jump);
        }
    }

    private Duration clockBesideTimer() {
        return Duration.between(Instant.EPOCH, time.now()).minusNanos(time.nanoTime());
    }

    private String identity() {
        String found = store.note(CustodyStore.IDENTITY);
        if (found == null) {
            found = UUID.randomUUID().toString();
            if (!store.note(CustodyStore.IDENTITY, null, found)) {
                return identity();
            }
        }
        return found;
    }

    private void checkIdentity() {
        String found = store.note(CustodyStore.IDENTITY);
        String beats = store.note(BEAT);
        long now = beats == null ? 0 : Long.parseLong(beats);
        if (found == null || !found.equals(identity) || now < beat) {
            store.loseWhatWasHeld();
            return;
        }
        store.note(BEAT, beats, String.valueOf(now + 1)); // another node may have been quicker, which is as good
        beat = now;
    }

    /** Rows of the outbox do not tell their service, so two services would deliver one another's. */
    private void checkService() {
        String own = service.isEmpty() ? "-" : service;
        String known = store.note(SERVICE);
        if (known == null) {
            if (!store.note(SERVICE, null, own)) {
                checkService();
            }
        } else if (!known.equals(own)) {
            throw new IllegalStateException("dual-client.custody: the custody store is that of service " + known
                    + ", and this one is " + own + "; give each service a store of its own");
        }
    }

    private void checkKeys() {
        String known = store.note(KEYS);
        List<String> written = known == null ? List.of() : List.of(known.split(","));
        List<String> configured = keys.ids();
        if (!written.isEmpty() && written.stream().noneMatch(configured::contains)) {
            throw new IllegalStateException("dual-client.custody.keys: the custody store was written with the key "
                    + written.get(0) + ", and none of the configured keys is that one (" + String.join(", ", configured)
                    + "); add it behind the new one. Without it, revocations are forgotten");
        }
        if (!configured.containsAll(written)) {
            requireReadable(configured);
        }
        if (!written.contains(configured.get(0))) {
            List<String> all = new ArrayList<>(List.of(configured.get(0)));
            all.addAll(written);
            if (!store.note(KEYS, known, String.join(",", all))) {
                checkKeys();
            }
        }
    }

    /** A row is encrypted with one of the keys that the store was written with; a row that waits long may have an old one. */
    private void requireReadable(List<String> configured) {
        for (Side side : Side.values()) {
            for (boolean blocking : new boolean[] {true, false}) {
                List<OutboxEntry> page = store.pending(side, blocking, null, PAGE);
                while (!page.isEmpty()) {
                    page.forEach(entry -> requireReadable(entry, configured));
                    page = store.pending(side, blocking, Place.of(page.get(page.size() - 1)), PAGE);
                }
            }
        }
    }

    private static void requireReadable(OutboxEntry entry, List<String> configured) {
        if (!configured.contains(entry.command().keyId())) {
            throw new IllegalStateException("dual-client.custody.keys: the outbox holds a row encrypted with the key "
                    + entry.command().keyId() + ", which is not configured; add that key behind the new one");
        }
    }
}
