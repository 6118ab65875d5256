package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.Plan;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hedges reads: asks the second backend before the first has answered, for operations that an operator chose. Hedging
 * changes only when a backend is asked. The call still waits for the leader, and the same rule chooses the answer. So a
 * refusal by the leader outweighs an acceptance by the other backend, whichever came first.
 * Thread-safe.
 */
final class Hedging implements AutoCloseable {

    private static final int PERCENT = 100;

    /** The size of the token bucket of the hedge budget, in hundredths of a call. */
    private static final long MOST = 10 * PERCENT;

    private final ParallelAttempts parallel;
    private final int budget;
    private final AtomicLong saved;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * Begins.
     *
     * @param budget how many hedge requests may turn out unneeded, in percent of the calls that may be hedged
     */
    Hedging(ParallelAttempts parallel, int budget) {
        this.parallel = parallel;
        this.budget = budget;
        this.saved = new AtomicLong(budget == 0 ? 0 : MOST);
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dual-client-hedge");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setRejectedExecutionHandler(
                new ThreadPoolExecutor.DiscardPolicy()); // a call can outlive the time to close
    }

    /**
     * Begins a hedged call.
     *
     * @param after the {@linkplain #after silence} of the first backend after which the second is asked
     * @param second the second backend
     * @param asking makes an attempt
     */
    Hedge begin(Duration after, Side second, CallContext context, Function<Side, Attempt> asking) {
        saved.updateAndGet(before -> Math.min(MOST, before + budget));
        return new Hedge(after, second, context, asking);
    }

    /** Returns how long the first backend may be silent before the second is asked, {@code null} for no hedging. */
    static @Nullable Duration after(CallFacts facts, CustodySnapshot known, Plan plan, EffectiveRule rule) {
        return plan.mode() == Plan.Mode.IN_TURN && applies(facts, known, plan) ? rule.hedgeAfter() : null;
    }

    /** Whether a call may be hedged: not if custody has settled the backend, and not if only one can answer. */
    private static boolean applies(CallFacts facts, CustodySnapshot known, Plan plan) {
        boolean open = switch (plan.basis()) {
            case STAGE, OPERATION, HINT -> true;
            default -> false;
        };
        return open
                && plan.order().size() == 2
                && facts.kind().effect() == Effect.READ
                && !facts.spends()
                && !known.storeDown();
    }

    private void save() {
        saved.updateAndGet(before -> Math.min(MOST, before + PERCENT));
    }

    private boolean spend() {
        return saved.getAndUpdate(before -> before >= PERCENT ? before - PERCENT : before) >= PERCENT;
    }

    /** A hedged call. Used by the thread of the call. */
    final class Hedge {

        private final Duration after;
        private final Side second;
        private final CallContext context;
        private final Function<Side, Attempt> asking;
        private final FutureTask<Attempt> early;
        private boolean spent;
        private boolean due;

        private Hedge(Duration after, Side second, CallContext context, Function<Side, Attempt> asking) {
            this.after = after;
            this.second = second;
            this.context = context;
            this.asking = asking;
            this.early = new FutureTask<>(() -> asking.apply(second));
        }

        /** Makes the attempt at a backend in its turn, or waits for the attempt if it has already begun. */
        Attempt attempt(Side side) {
            return side == second ? ended() : first(side);
        }

        private Attempt first(Side side) {
            Future<?> begin = null;
            if (after.isZero()) {
                begin();
            } else {
                begin = timer.schedule(this::begin, after.toNanos(), TimeUnit.NANOSECONDS);
            }
            try {
                return asking.apply(side);
            } finally {
                if (begin != null) {
                    begin.cancel(false);
                }
            }
        }

        private synchronized void begin() {
            if (due) {
                return;
            }
            if (!spend()) {
                context.hedged(CallEvent.Hedge.OUT_OF_BUDGET);
            } else if (parallel.begun(early)) {
                context.hedged(CallEvent.Hedge.IN_VAIN);
                spent = true;
            } else { // no thread is free: it is made in its turn
                save();
            }
        }

        /** Returns the attempt of the second backend in its turn: a hedge request, if there was one, was needed. */
        private Attempt ended() {
            synchronized (this) {
                due = true;
                if (spent) {
                    context.hedged(CallEvent.Hedge.NEEDED);
                    save();
                }
            }
            return ParallelAttempts.ended(early);
        }
    }

    /** Sends no more hedge requests. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
