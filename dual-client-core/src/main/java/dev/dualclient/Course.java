package dev.dualclient;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Deadline;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.backend.Time;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call on its way: its budget, its plan, and what was asked of whom so far. Thread-safe. */
final class Course {

    private final Map<Side, GuardedBackend> backends;
    private final Set<Side> reached;
    private final Stage stage;
    private final Time time;
    private final Instant began;
    private final long start;
    private final Deadline deadline;
    private final List<CallEvent.Step> steps;
    private volatile @Nullable Side home;
    private volatile Plan plan = new Plan(Plan.Manner.IN_TURN, List.of(), Plan.Because.CUSTODY);

    /**
     * Begins a call.
     *
     * @param backends who can be asked
     * @param reached who has ever answered; added to
     * @param stage the stage, which holds until the call ends
     * @param budget how long the call may take
     * @param time the source of time
     */
    Course(Map<Side, GuardedBackend> backends, Set<Side> reached, Stage stage, Duration budget, Time time) {
        this.backends = backends;
        this.reached = reached;
        this.stage = stage;
        this.time = time;
        this.began = time.now();
        this.start = time.nanoTime();
        this.deadline = Deadline.after(budget, time);
        this.steps = Collections.synchronizedList(new ArrayList<>(2));
    }

    private Course(Course whole, Deadline deadline) {
        this.backends = whole.backends;
        this.reached = whole.reached;
        this.stage = whole.stage;
        this.time = whole.time;
        this.began = whole.began;
        this.start = whole.start;
        this.steps = whole.steps;
        this.deadline = deadline;
    }

    /** Asks a backend within the call's budget. */
    Attempt ask(Side side, ApiCall call) {
        return ask(side, call, deadline);
    }

    /** Asks a backend within a budget of its own, at most the call's. */
    Attempt ask(Side side, ApiCall call, Duration budget) {
        return ask(side, call, deadline.within(budget));
    }

    private Attempt ask(Side side, ApiCall call, Deadline until) {
        Attempt attempt = send(side, call, until);
        return SealedAnswer.is(call, attempt)
                ? SealedAnswer.read(attempt, send(side, SealedAnswer.plain(call), until))
                : attempt;
    }

    private Attempt send(Side side, ApiCall call, Deadline until) {
        Attempt attempt = Objects.requireNonNull(backends.get(side)).call(call, until);
        if (attempt.answer() != null) {
            reached.add(side);
        }
        steps.add(new CallEvent.Step(call.operation().id(), side, attempt.reason(), attempt.elapsed()));
        return attempt;
    }

    /** Returns this call with less time. */
    Course within(Duration budget) {
        return new Course(this, deadline.within(budget));
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

    /** Notes where the credential that the call is about belongs, {@code null} if nobody knows. */
    void home(@Nullable Side known) {
        home = known;
    }

    @Nullable
    Side home() {
        return home;
    }

    Plan plan() {
        return plan;
    }

    Stage stage() {
        return stage;
    }

    /** Whether a backend is not there yet: what has never answered before it leads holds nothing. */
    boolean isAbsent(Side side) {
        return stage == Stage.SECONDARY_FIRST && side == Side.PRIMARY && !reached.contains(side);
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
