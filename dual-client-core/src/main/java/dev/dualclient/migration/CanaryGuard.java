package dev.dualclient.migration;

import dev.dualclient.call.Time;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, while the primary leads for a canary or single clients alone, how their calls end beside those of the others, and
 * steps back by itself if they end worse. Never steps forward. It judges by the calls of this process; the step is made on
 * all nodes. Thread-safe.
 */
public final class CanaryGuard {

    /** What the guard does. */
    public enum Action {
        /** Nothing. */
        OFF,
        /** Ends the canary, and the stages of single clients that the primary leads for. */
        STEP_BACK
    }

    private static final Logger LOG = LoggerFactory.getLogger(CanaryGuard.class);
    private static final String NAME = "canary-guard";

    private final Action action;
    private final Stages stages;
    private final CohortWindow further;
    private final CohortWindow others;

    /** Creates a guard that has seen nothing. */
    public CanaryGuard(Action action, Stages stages, Time time) {
        this.action = action;
        this.stages = stages;
        this.further = new CohortWindow(time);
        this.others = new CohortWindow(time);
    }

    /**
     * Takes notice of a call.
     *
     * @param stage the stage of its client
     * @param unanswered whether there was no answer
     * @param loss whether a credential may have been used up by that
     * @param refused whether it was refused
     * @param took how long it took
     */
    public void ended(Stage stage, boolean unanswered, boolean loss, boolean refused, Duration took) {
        if (action != Action.OFF && isGuarded(stages.policy())) {
            (stage.leader() == Side.PRIMARY ? further : others).add(unanswered, loss, refused, took);
        }
    }

    /** Whether some clients are further than the others. */
    private static boolean isGuarded(StagePolicy policy) {
        return policy.stage().leader() == Side.SECONDARY && !policy.isSame();
    }

    /** Steps back if it has to be; to be called every second. */
    public void watch() {
        if (action == Action.OFF || !isGuarded(stages.policy())) {
            return;
        }
        List<String> worse = CohortComparison.worse(further.counts(), others.counts());
        if (!worse.isEmpty()) {
            stepBack(String.join("; ", worse));
        }
    }

    private void stepBack(String figures) {
        try {
            stages.change(StageRequest.because("3.0 serves its clients worse than 2.3 serves the others. " + figures)
                    .by(NAME)
                    .step(CanaryGuard::back));
            further.clear();
            others.clear();
        } catch (StoreUnavailableException down) {
            LOG.debug("the canary cannot step back while the custody store is down: {}", down.getMessage());
        }
    }

    private static StagePolicy back(StagePolicy policy) {
        StagePolicy next = policy;
        Canary canary = policy.canary();
        if (canary != null && canary.stage().leader() == Side.PRIMARY) {
            next = next.withCanary(null);
        }
        for (Map.Entry<String, Stage> client : policy.clients().entrySet()) {
            if (client.getValue().leader() == Side.PRIMARY) {
                next = next.withClient(client.getKey(), null);
            }
        }
        return next;
    }
}
