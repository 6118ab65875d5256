package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.PendingCount;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Keeps count of the outbox, so that its size can be reported without reading it. Thread-safe. */
final class OutboxTally {

    private final Account primary = new Account();
    private final Account secondary = new Account();

    /** What is counted of one backend. */
    private static final class Account {

        private final LongAdder delivered = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder discarded = new LongAdder();
        private volatile PendingCount pending = new PendingCount(0, 0, null);
    }

    private Account of(Side side) {
        return side == Side.PRIMARY ? primary : secondary;
    }

    /** Notes what a backend has pending. */
    void count(Side side, PendingCount pending) {
        of(side).pending = pending;
    }

    void delivered(Side side) {
        of(side).delivered.increment();
    }

    void failed(Side side) {
        of(side).failed.increment();
    }

    void discarded(Side side) {
        of(side).discarded.increment();
    }

    /** Returns how either backend stands at a moment. */
    Map<Side, OutboxState> at(Instant now) {
        Map<Side, OutboxState> states = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Account account = of(side);
            PendingCount pending = account.pending;
            Duration age = pending.oldest() == null ? Duration.ZERO : Duration.between(pending.oldest(), now);
            states.put(
                    side,
                    new OutboxState(
                            pending.blocking() + pending.others(),
                            pending.blocking(),
                            age.isNegative() ? Duration.ZERO : age,
                            account.delivered.sum(),
                            account.failed.sum(),
                            account.discarded.sum()));
        }
        return states;
    }
}
