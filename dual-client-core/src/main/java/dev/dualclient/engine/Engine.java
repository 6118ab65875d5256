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
 * The engine. {@link #execute} receives a call of the Authlete Web API, {@link Decision} decides which of two backends
 * answers it, and the rest of the package carries out the decision. A used or revoked credential is never accepted
 * again, nothing is issued twice, and every call ends within its time budget.
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

    /** Creates an engine with these settings, and starts its background tasks unless the settings turn them off. */
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
     * Executes a call within its time budget. Does not throw if a backend fails. If no answer counts, the result has no
     * answer, and the caller should try again later. An ambiguous call is not sent to any backend; its answer is
     * HTTP 400 with an Authlete error body, which says what to send instead.
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

    /** If a backend was asked before the store failed, the caller has to assume that the call was processed. */
    private static CallResult withoutStore(ApiCall call, CallContext context) {
        Reason reason = context.steps().isEmpty() ? Reason.CUSTODY_UNAVAILABLE : Reason.NOT_REMEMBERED;
        return CallResult.unavailable(
                call.operation(), Attempt.notSent(context.stage().leader(), reason));
    }

    /** Refuses an ambiguous call: a backend could read another value in it than the one that was decided about. */
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
     * Explains what {@link #execute} would do with a call, from the same plan and custody records: which backend it
     * would ask, why, and what would follow. It calls no backend, delivers no outbox row, looks up no token of a token
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

    /** Returns the default stage, which applies to every client without a stage of its own. */
    public Stage stage() {
        return stages.policy().stage();
    }

    /** Returns the stages of the migration, which can be read and changed at run time. */
    public Stages stages() {
        return stages;
    }

    /** Returns the effective rule of every operation, one for each of its cases. */
    public List<EffectiveRule> rules() {
        return explainer.rules();
    }

    /** Returns the current state of each configured backend. */
    public Map<Side, BackendState> states() {
        Map<Side, BackendState> states = new EnumMap<>(Side.class);
        backends.forEach(
                (side, backend) -> states.put(side, new BackendState(backend.state(), contexts.isReached(side))));
        return states;
    }

    /** Returns a snapshot of stages, backends, store and outbox. Calls neither a backend nor the store. */
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

    /** Returns carry-over, which copies token rows to the primary; off unless the settings turn it on. */
    public CarryOver carryOver() {
        return background.carryOver();
    }

    /**
     * Returns the clients whose logins this node started at the secondary within the last day, because the primary may
     * not have their client secret. The value is the current status of that secret.
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

    /** Returns readiness: whether the secondary can be switched off; {@code null} if there is no secondary. */
    public @Nullable Readiness readiness() {
        return background.readiness();
    }

    /** Returns the outbox: changes that a backend has not acknowledged. An operator can list, retry or discard them. */
    public Outbox outbox() {
        return custody.outbox();
    }

    /** Returns the tools for operators: inventory, preflight, probe and token verifier. */
    public OperatorTools operatorTools() {
        return operatorTools;
    }

    /** Returns the state of the custody store. */
    public StoreMonitor.State custodyState() {
        return custody.monitor().state();
    }

    /**
     * Runs the background work once: checks the custody store, delivers the outbox, and reads stage changes. Call it
     * every second, but only if the client was built without background threads.
     */
    public void tick() {
        background.tick();
    }

    /** Rejects new calls, waits for calls in flight within their time budget, and closes the backends. */
    @Override
    public void close() {
        lifecycle.close();
    }
}
