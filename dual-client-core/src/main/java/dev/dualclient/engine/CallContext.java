package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of one call: its deadline, its plan, and the requests made so far. Thread-safe. */
final class CallContext {

    private final Map<Side, GuardedBackend> backends;
    private final Set<Side> reached;
    private final StagePolicy policy;
    private final Stage stage;
    private final Time time;
    private final Instant began;
    private final long start;
    private final Deadline end;
    private final Deadline deadline;
    private final AttemptObserver.OfCall observer;
    private final Purpose purpose;
    private final List<CallEvent.Step> steps;
    private volatile @Nullable Side home;
    private volatile @Nullable Duration each;
    private volatile CallEvent.@Nullable Hedge hedge;
    private volatile Plan plan = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.CUSTODY);

    /**
     * Begins a call.
     *
     * @param backends the backends that can be asked
     * @param reached the backends that have ever answered; shared by all calls, and this call adds to it
     * @param policy the stages, which stay as they are until the call ends
     * @param stage the stage of the call's client
     * @param budget how long the call may take
     * @param time the source of time
     * @param observer observes each request of the call
     */
    CallContext(
            Map<Side, GuardedBackend> backends,
            Set<Side> reached,
            StagePolicy policy,
            Stage stage,
            Duration budget,
            Time time,
            AttemptObserver.OfCall observer) {
        this.observer = observer;
        this.purpose = Purpose.CALL;
        this.backends = backends;
        this.reached = reached;
        this.policy = policy;
        this.stage = stage;
        this.time = time;
        this.began = time.now();
        this.start = time.nanoTime();
        this.end = Deadline.after(budget, time);
        this.deadline = end;
        this.steps = Collections.synchronizedList(new ArrayList<>(2));
    }

    private CallContext(CallContext whole, Deadline deadline, Purpose purpose) {
        this.purpose = purpose;
        this.backends = whole.backends;
        this.reached = whole.reached;
        this.policy = whole.policy;
        this.stage = whole.stage;
        this.time = whole.time;
        this.began = whole.began;
        this.start = whole.start;
        this.steps = whole.steps;
        this.observer = whole.observer;
        this.each = whole.each;
        this.end = whole.end;
        this.deadline = deadline;
    }

    /** Asks a backend within a budget of its own, at most the call's. */
    Attempt ask(Side side, ApiCall call, Duration budget) {
        return within(budget).ask(side, call);
    }

    /** Asks a backend within the call's budget. */
    Attempt ask(Side side, ApiCall call) {
        Duration bound = each;
        Deadline end = bound == null ? deadline : deadline.within(bound);
        AttemptObserver.Observed observed = observer.start(purpose, side, call);
        Attempt attempt = null;
        try {
            attempt = backend(side).call(observed == null ? call : observed.call(), end);
        } finally {
            if (observed != null) {
                observed.stop(attempt);
            }
        }
        if (attempt.answer() != null) {
            reached.add(side);
        }
        steps.add(new CallEvent.Step(call.operation().id(), side, attempt.reason(), attempt.elapsed()));
        return EncryptedIntrospection.is(call, attempt)
                ? EncryptedIntrospection.read(attempt, ask(side, EncryptedIntrospection.plain(call)))
                : attempt;
    }

    /** Asks a backend in the background: without its bulkhead, and without effect on its circuit breaker. */
    Attempt askAside(Side side, ApiCall call) {
        AttemptObserver.Observed observed = observer.start(purpose, side, call);
        Attempt attempt = null;
        try {
            attempt = backend(side).callAside(observed == null ? call : observed.call(), deadline);
            return attempt;
        } finally {
            if (observed != null) {
                observed.stop(attempt);
            }
        }
    }

    private GuardedBackend backend(Side side) {
        return Objects.requireNonNull(backends.get(side));
    }

    /** Limits the time of each request to a backend; {@code null} for no limit but the call's budget. */
    void bound(@Nullable Duration most) {
        each = most;
    }

    /** Returns this call with a shorter deadline. */
    CallContext within(Duration budget) {
        return new CallContext(this, deadline.within(budget), purpose);
    }

    /** Returns this call with another purpose for its requests. */
    CallContext as(Purpose other) {
        return new CallContext(this, deadline, other);
    }

    /** Returns when the whole call ends, of which this may be a part with less time. */
    Deadline end() {
        return end;
    }

    /** Whether there is such a backend. */
    boolean has(Side side) {
        return backends.containsKey(side);
    }

    /** Sets the plan that this call follows, and returns it. */
    Plan follow(Plan chosen) {
        plan = chosen;
        return chosen;
    }

    /**
     * Follows a plan.
     *
     * @param known the backend that holds the credential of the call, {@code null} if that is not known
     */
    Plan follow(Plan chosen, @Nullable Side known) {
        home = known;
        return follow(chosen);
    }

    @Nullable
    Side home() {
        return home;
    }

    /** Records the result of hedging. */
    void hedged(CallEvent.Hedge result) {
        hedge = result;
    }

    CallEvent.@Nullable Hedge hedge() {
        return hedge;
    }

    Plan plan() {
        return plan;
    }

    StagePolicy policy() {
        return policy;
    }

    Stage stage() {
        return stage;
    }

    /** Whether maintenance refuses this call: during maintenance, only reads and kills are allowed. */
    boolean isPausedFor(CallFacts facts) {
        Effect effect = facts.kind().effect();
        return policy.maintenance() && effect != Effect.READ && effect != Effect.KILL;
    }

    /** Whether the circuit breaker of a backend is open. */
    boolean isCircuitOpen(Side side) {
        GuardedBackend backend = backends.get(side);
        return backend != null && backend.isCircuitOpen();
    }

    /** Whether a backend is not in use yet: a primary that has never answered while the secondary leads is empty. */
    boolean isAbsent(Side side) {
        return stage.leader() == Side.SECONDARY && side == Side.PRIMARY && !reached.contains(side);
    }

    /** Returns the time at which the call began, as {@link Time#nanoTime} has it. */
    long start() {
        return start;
    }

    Instant began() {
        return began;
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - start);
    }

    List<CallEvent.Step> steps() {
        return List.copyOf(steps);
    }
}
