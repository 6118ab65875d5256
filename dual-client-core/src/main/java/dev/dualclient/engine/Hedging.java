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
 * Asks the second backend before the first one has answered, where an operator wants a read to be quicker. It changes
 * when somebody is asked and nothing else: the leader is waited for, and whose answer counts is decided as if it had been
 * asked alone at first. So a refusal of the leader outweighs an acceptance of the other, whichever came sooner.
 * Thread-safe.
 */
final class Hedging implements AutoCloseable {

    private static final int PERCENT = 100;

    /** The most that can be saved up for later, in hundredths of a call: the size of the token bucket. */
    private static final long MOST = 10 * PERCENT;

    private final ParallelAttempts parallel;
    private final int budget;
    private final AtomicLong saved;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * Begins.
     *
     * @param budget how many calls may be made in vain, in percent of the calls that may be hedged
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
     * Begins a call whose second backend may be asked before its turn.
     *
     * @param after the {@linkplain #after silence} of the first backend after which the second is asked
     * @param second the second backend
     * @param asking makes an attempt
     */
    Hedge begin(Duration after, Side second, CallContext context, Function<Side, Attempt> asking) {
        saved.updateAndGet(before -> Math.min(MOST, before + budget));
        return new Hedge(after, second, context, asking);
    }

    /** Returns after what silence of the first backend the second is asked, {@code null} for not before its turn. */
    static @Nullable Duration after(CallFacts facts, CustodySnapshot known, Plan plan, EffectiveRule rule) {
        return plan.mode() == Plan.Mode.IN_TURN && applies(facts, known, plan) ? rule.hedgeAfter() : null;
    }

    /** What custody settles, and what lives at one backend alone, is asked there. */
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

    /** A call whose second backend may be asked before its turn. Used by the thread of the call. */
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

        /** Makes the attempt at a backend whose turn it is, or waits for it where it has begun. */
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

        /** Returns the attempt once it is its turn; it was not made in vain then. */
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

    /** Begins nothing in advance any more. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
