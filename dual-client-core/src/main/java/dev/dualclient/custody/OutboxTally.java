package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.Owed;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Keeps count of the outbox, so that whoever wants to know how it stands need not read it. Thread-safe. */
final class OutboxTally {

    private final Account primary = new Account();
    private final Account secondary = new Account();

    /** What is counted of one backend. */
    private static final class Account {

        private final LongAdder delivered = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder discarded = new LongAdder();
        private volatile Owed owed = new Owed(0, 0, null);
    }

    private Account of(Side side) {
        return side == Side.PRIMARY ? primary : secondary;
    }

    /** Takes notice of what a backend owes. */
    void count(Side side, Owed owed) {
        of(side).owed = owed;
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
            Owed owed = account.owed;
            Duration age = owed.oldest() == null ? Duration.ZERO : Duration.between(owed.oldest(), now);
            states.put(
                    side,
                    new OutboxState(
                            owed.blocking() + owed.others(),
                            owed.blocking(),
                            age.isNegative() ? Duration.ZERO : age,
                            account.delivered.sum(),
                            account.failed.sum(),
                            account.discarded.sum()));
        }
        return states;
    }
}
