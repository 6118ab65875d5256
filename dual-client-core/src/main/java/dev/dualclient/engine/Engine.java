package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Outbox;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.ClientUse;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.Stages;
import dev.dualclient.migration.carryover.CarryOver;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.migration.readiness.ReadinessState;
import dev.dualclient.observation.BackendState;
import dev.dualclient.observation.EngineState;
import dev.dualclient.observation.Explanation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.Plan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: {@link #execute} takes a call of the Authlete Web API in, {@link Decision} decides which of two backends
 * answers it, and the rest of the package carries that out. A credential never comes back to life, nothing is issued twice,
 * and no caller waits for ever.
 *
 * <p>Thread-safe. It blocks its caller's thread, and holds no lock while it waits.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Plan MALFORMED = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.MALFORMED);

    private final Map<Side, GuardedBackend> backends;
    private final Custody custody;
    private final Stages stages;
    private final CallContexts contexts;
    private final CustodyReader reader;
    private final Decision decision;
    private final Explainer explainer;
    private final CallEventPublisher publisher;
    private final KeyIdConflicts keyIdConflicts;
    private final Background background;
    private final Lifecycle lifecycle;
    private final OperatorTools operatorTools;

    Engine(EngineAssembly parts) {
        backends = parts.backends;
        custody = parts.custody;
        stages = parts.stages;
        contexts = parts.contexts;
        reader = parts.reader;
        decision = parts.decision();
        explainer = parts.explainer();
        publisher = parts.publisher();
        keyIdConflicts = parts.keyIdConflicts;
        background = parts.background();
        lifecycle = parts.lifecycle(background);
        operatorTools = parts.operatorTools(this::execute);
        if (parts.logsDecisions()) {
            rules().forEach(rule -> LOG.debug("{}", rule));
        }
    }

    /** Starts an engine with these settings, and what it does in the background. */
    public static Engine start(EngineSettings settings) {
        Engine engine = new Engine(new EngineAssembly(settings));
        try {
            engine.background.begin();
            if (settings.background) {
                engine.background.start();
            }
            return engine;
        } catch (RuntimeException failure) {
            try (engine) {
                throw failure;
            }
        }
    }

    /**
     * Executes a call within its budget. Never throws for what a backend does: where no answer counts, the result has
     * none, and the caller is to try again later. A call that could be read in two ways is sent to nobody; its answer is
     * HTTP 400 with Authlete's body of an error, which says what to send instead.
     */
    public CallResult execute(ApiCall call) {
        if (!lifecycle.enter()) {
            return CallResult.unavailable(call.operation(), Attempt.notSent(Side.PRIMARY, Reason.CLOSED));
        }
        try {
            String defect = call.defect();
            if (defect != null) {
                return malformed(call, defect);
            }
            CallFacts facts = reader.facts(call);
            CallContext context = contexts.of(facts);
            CallResult result;
            try {
                result = context.isPausedFor(facts) ? paused(call, context) : decision.decide(facts, context);
            } catch (StoreUnavailableException down) {
                result = withoutStore(call, context);
            }
            publisher.publish(facts, context, result);
            return result;
        } finally {
            lifecycle.leave();
        }
    }

    /** Whatever a backend was asked before the store failed, the caller has to assume that it was done. */
    private static CallResult withoutStore(ApiCall call, CallContext context) {
        Reason reason = context.steps().isEmpty() ? Reason.CUSTODY_UNAVAILABLE : Reason.NOT_REMEMBERED;
        return CallResult.unavailable(
                call.operation(), Attempt.notSent(context.stage().leader(), reason));
    }

    /** Refuses a call that a backend could read differently: it would act on another value than the one decided about. */
    private CallResult malformed(ApiCall call, String defect) {
        CallContext context = contexts.ofNobody();
        context.follow(MALFORMED);
        CallResult result =
                CallResult.malformed(call.operation(), context.stage().leader(), defect);
        publisher.tell(CallFacts.of(call), context, result);
        return result;
    }

    private static CallResult paused(ApiCall call, CallContext context) {
        context.follow(Planner.PAUSE);
        return CallResult.unavailable(
                call.operation(), Attempt.notSent(context.stage().leader(), Reason.MAINTENANCE));
    }

    /**
     * Tells what would be done with a call, from the same plan and the same records of custody: which backend would be asked,
     * why, and what would follow. Unlike a call, it asks no backend, delivers no outbox row, looks up no token of a token
     * exchange, and changes no record.
     *
     * @throws IllegalArgumentException if two parsers could read the call differently, so that it would not be sent; the
     *     message says what to write instead
     */
    public Explanation explain(ApiCall call) {
        String defect = call.defect();
        if (defect != null) {
            throw new IllegalArgumentException(defect);
        }
        CallFacts facts = reader.facts(call);
        return explainer.explain(facts, contexts.of(facts), custodyState());
    }

    /** Returns the default stage, which holds for all clients that no other stage is set for. */
    public Stage stage() {
        return stages.policy().stage();
    }

    /** Returns how far the migration is for everybody, and the way to change it. */
    public Stages stages() {
        return stages;
    }

    /** Returns the rule that every operation follows, in every case that it has. */
    public List<EffectiveRule> rules() {
        return explainer.rules();
    }

    /** Returns the backends that there are, and how each stands now. */
    public Map<Side, BackendState> states() {
        Map<Side, BackendState> states = new EnumMap<>(Side.class);
        backends.forEach(
                (side, backend) -> states.put(side, new BackendState(backend.state(), contexts.isReached(side))));
        return states;
    }

    /** Returns a snapshot of stages, backends, store and outbox. Asks neither a backend nor the store. */
    public EngineState state() {
        Readiness watched = readiness();
        return new EngineState(
                stages.policy(),
                states(),
                custodyState(),
                custody.counts(),
                custody.outbox().state(),
                keyIdConflicts.differing(),
                background.failing(),
                background.use().counted(),
                watched == null ? ReadinessState.NONE : watched.state(),
                background.carryOver().isEnabled() ? background.carryOver().state() : null);
    }

    /** Returns what carries rows over to the primary; off unless the settings turn it on. */
    public CarryOver carryOver() {
        return background.carryOver();
    }

    /**
     * Returns the clients that have begun a login at the secondary on this node within a day, because the primary may not
     * have their secret, and how that stands now.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public Map<String, SecretStatus> doubtfulSecrets() {
        return background.doubtfulSecrets();
    }

    /**
     * Returns the clients that the secondary has answered for within a week, on all nodes that share the store.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public List<ClientUse> secondaryUse() {
        return background.use().clients();
    }

    /** Returns whether the secondary can be switched off, {@code null} where there is none. */
    public @Nullable Readiness readiness() {
        return background.readiness();
    }

    /** Returns the outbox: what the backends have not acknowledged. An operator can read it, retry a row, or discard one. */
    public Outbox outbox() {
        return custody.outbox();
    }

    /** Returns what an operator asks about the migration. */
    public OperatorTools operatorTools() {
        return operatorTools;
    }

    /** Returns how the custody store is. */
    public StoreMonitor.State custodyState() {
        return custody.monitor().state();
    }

    /**
     * Does what is done in the background every second: looks after the custody store, delivers the outbox, and
     * follows changes of the stage. Needs to be called only where the client was built without background threads.
     */
    public void tick() {
        background.tick();
    }

    /** Takes no further calls, finishes those under way within their budget, and closes the backends. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
