package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.Outbox;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.DoubtfulClients;
import dev.dualclient.migration.Readiness;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageControl;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.Stages;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.BackendState;
import dev.dualclient.observation.EngineState;
import dev.dualclient.observation.Explanation;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.AnswerRule;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.FallbackRule;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Refinement;
import dev.dualclient.routing.Router;
import dev.dualclient.routing.Rules;
import dev.dualclient.routing.TicketTag;
import dev.dualclient.shadow.ReadListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: decides which of two backends answers a call of the Authlete Web API, so that a credential never comes
 * back to life, nothing is issued twice, and no caller waits for ever. {@link #execute} takes a call in and
 * {@code decide} is the whole decision.
 *
 * <p>Thread-safe. It blocks its caller's thread, holds no lock while it waits, and is as happy on virtual threads as on
 * a pool.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final StagePolicy PRIMARY_ONLY = StagePolicy.of(Stage.PRIMARY_ONLY);
    private static final Plan NOBODY = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.CUSTODY);
    private static final Plan PAUSE = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.MAINTENANCE);
    private static final Plan MALFORMED = new Plan(Plan.Mode.IN_TURN, List.of(), Plan.Basis.MALFORMED);

    private final Map<Side, GuardedBackend> backends;
    private final Rules rules;
    private final Router router;
    private final FallbackRule fallback;
    private final Custody custody;
    private final SubjectTokens subjectTokens;
    private final Consumption consumption;
    private final Revocations killing;
    private final ClientUpdate clientUpdates;
    private final RegistrationManagement registrations;
    private final Delivery delivery;
    private final AcceptanceCheck acceptance;
    private final LateCopies lateCopies = new LateCopies();
    private final KeyIdConflicts keyIdConflicts = new KeyIdConflicts();
    private final ParallelAttempts parallel;
    private final Hedging hedging;
    private final NegativeCache negativeCache;
    private final StaleIfError staleIfError;
    private final CustodyRecorder recorder;
    private final ClientResolver clients;
    private final CallEventPublisher publisher;
    private final AttemptObserver observer;
    private final List<ReadListener> readListeners;
    private final SecretTrials secretTrials;
    private final DoubtfulClients doubtful;
    private final ClientSecretMonitor secrets;
    private final Duration callTimeout;
    private final Time time;
    private final Set<Side> reached = ConcurrentHashMap.newKeySet();
    private final CallsInFlight inFlight = new CallsInFlight();
    private final @Nullable Readiness readiness;
    private final StageControl stages;
    private final List<PeriodicTask> tasks;

    /** Creates an engine and starts what it does in the background. */
    public Engine(EngineSettings settings) {
        backends = new EnumMap<>(settings.backends);
        custody = settings.custody();
        rules = settings.rules();
        router = new Router(backends.containsKey(Side.SECONDARY), settings.confirm() == KillConfirm.DURABLE, rules);
        fallback = new FallbackRule(settings.newGrantsDuringOutage);
        TokenLookUp lookUp = new TokenLookUp(custody);
        parallel = new ParallelAttempts(settings.executor, keyIdConflicts);
        subjectTokens = new SubjectTokens(custody, lookUp);
        hedging = new Hedging(parallel, settings.hedgeBudget);
        negativeCache = new NegativeCache(settings.unknownTokenTtl, custody, settings.time);
        consumption = new Consumption(custody, lookUp, lateCopies);
        Duration settle = settings.outbox.settle();
        RemainingTokens remaining = new RemainingTokens(custody, lateCopies, settle.plus(settings.callTimeout));
        delivery = new Delivery(custody, lookUp, lateCopies, remaining, settings.killTimeout, settle);
        acceptance = new AcceptanceCheck(custody, lookUp, lateCopies, delivery);
        UnknownRevocationLimit unknownKills =
                new UnknownRevocationLimit(custody.maxUnknownKills(), custody.migratorLag(), settings.time);
        killing = new Revocations(custody, parallel, lookUp, lateCopies, delivery, unknownKills, settings.killTimeout);
        clientUpdates = new ClientUpdate(custody, settings.killTimeout, settle);
        registrations = new RegistrationManagement(clientUpdates, killing, settings.killTimeout);
        staleIfError = new StaleIfError(settings.maxStale, settings.time);
        recorder = new CustodyRecorder(custody);
        clients = new ClientResolver(custody.owners());
        publisher = new CallEventPublisher(settings.listeners, settings.readListeners);
        readListeners = List.copyOf(settings.readListeners);
        observer = settings.observer;
        callTimeout = settings.callTimeout;
        time = settings.time;
        boolean repairs = settings.clientSecrets == ClientSecrets.REPAIR_ON_USE;
        secretTrials = new SecretTrials(custody, repairs, settings.secretListeners, settings.killTimeout, settle);
        doubtful = new DoubtfulClients(custody, settings.secretMigrated, time);
        secrets = new ClientSecretMonitor(custody, settings.secretMigrated, secretTrials, doubtful, time);
        readiness = backends.containsKey(Side.SECONDARY) ? new Readiness(custody, doubtful, time) : null;
        stages = new StageControl(settings.stages, custody, readiness, settings.stageListeners, time);
        rules.table().forEach(rule -> LOG.debug("{}", rule));
        shareWhoWasReached();
        tasks = settings.background
                ? List.of(
                        new PeriodicTask("outbox", this::lookAfterCustody),
                        new PeriodicTask("stage", this::lookAfterStage),
                        new PeriodicTask("secrets", this::lookAfterSecrets))
                : List.of();
    }

    /**
     * Executes a call within its budget. Never throws for what a backend does: where no answer counts, the result has
     * none, and the caller is to try again later. A call that could be read in two ways is sent to nobody; its answer is
     * HTTP 400 with Authlete's body of an error, which says what to send instead.
     */
    public CallResult execute(ApiCall call) {
        if (!inFlight.enter()) {
            return CallResult.unavailable(call.operation(), Attempt.notSent(Side.PRIMARY, Reason.CLOSED));
        }
        try {
            String defect = call.defect();
            return defect == null ? answered(call) : malformed(call, defect);
        } finally {
            inFlight.leave();
        }
    }

    private CallResult answered(ApiCall call) {
        CallFacts facts = asked(call);
        CallContext context = context(facts);
        CallResult result;
        try {
            result = context.isPausedFor(facts) ? paused(call, context) : decide(facts, context);
        } catch (StoreUnavailableException down) {
            Reason reason = context.steps().isEmpty() ? Reason.CUSTODY_UNAVAILABLE : Reason.NOT_REMEMBERED;
            result = CallResult.unavailable(
                    call.operation(), Attempt.notSent(context.stage().leader(), reason));
        }
        note(facts, context.plan(), result);
        publisher.tell(facts, context, result);
        publisher.handOn(facts, context, result);
        return result;
    }

    /** Notes what the operator is told before the secondary is left alone. */
    private void note(CallFacts facts, Plan plan, CallResult result) {
        if (readiness == null) {
            return;
        }
        boolean answered = result.outcome() == Outcome.ACCEPTED || result.outcome() == Outcome.REFUSED;
        if (plan.mode() == Plan.Mode.IN_TURN && result.counted().side() == Side.SECONDARY && answered) {
            readiness.servedBySecondary();
        }
        if (facts.kind().effect() == Effect.KILL && !facts.killsOneToken() && !facts.setsState()) {
            readiness.killedMany();
        }
    }

    /** Reads a call; which token an identifier means, custody may know. */
    private CallFacts asked(ApiCall call) {
        CallFacts facts = CallFacts.of(call);
        return facts.killsByIdentifier()
                ? facts.meaning(custody.rows().meant(Objects.requireNonNull(facts.subject())))
                : facts;
    }

    /** Refuses a call that a backend could read in another way: what was decided would hold for another request. */
    private CallResult malformed(ApiCall call, String defect) {
        StagePolicy policy = stages.policy();
        CallContext context = context(policy, policy.stage());
        context.follow(MALFORMED);
        CallResult result =
                CallResult.malformed(call.operation(), context.stage().leader(), defect);
        publisher.tell(CallFacts.of(call), context, result);
        return result;
    }

    /** Begins a call in the stage of its client, as far as that is known. */
    private CallContext context(CallFacts facts) {
        StagePolicy policy = stages.policy();
        Stage stage = policy.isSame() ? policy.stage() : policy.of(clients.of(facts));
        return context(policy, stage);
    }

    private CallContext context(StagePolicy policy, Stage stage) {
        return context(policy, stage, callTimeout);
    }

    private CallContext context(StagePolicy policy, Stage stage, Duration budget) {
        return new CallContext(backends, reached, policy, stage, budget, time, observer.begin());
    }

    private static CallResult paused(ApiCall call, CallContext context) {
        context.follow(PAUSE);
        return CallResult.unavailable(
                call.operation(), Attempt.notSent(context.stage().leader(), Reason.MAINTENANCE));
    }

    /**
     * The decision, top to bottom: what custody knows of the credential; who is asked, in which order; the attempts, as
     * far as the fallback rule allows; whose answer counts; what is remembered before the caller is answered.
     */
    private CallResult decide(CallFacts asked, CallContext context) {
        EffectiveRule rule = rules.of(asked);
        context.bound(rule.timeout());
        CustodySnapshot first = settled(asked, context);
        CallFacts facts = decisive(asked, first);
        CustodySnapshot settled = facts == asked ? first : known(facts);
        CallResult remembered = negativeCache.recall(facts, settled, context);
        if (remembered != null) {
            return remembered;
        }
        CustodySnapshot known = subjectTokens.located(facts, settled, context);
        CustodyStatus standing = known.standing();
        context.home(standing.side());
        Plan plan = context.follow(plan(facts, known, context.stage()));

        List<Attempt> attempts = new ArrayList<>();
        switch (plan.mode()) {
            case IN_TURN -> {
                Function<Side, Attempt> inTurn = hedging.inTurn(
                        facts, known, plan, rule, context, side -> attempt(side, facts, known, plan, context));
                for (Side side : plan.order()) {
                    if (attempts.isEmpty() || fallback.allows(facts, plan, attempts.get(attempts.size() - 1), rule)) {
                        attempts.add(inTurn.apply(side));
                    }
                }
            }
            case TOGETHER ->
                attempts.addAll(parallel.ask(plan.order(), side -> attempt(side, facts, known, plan, context)));
            case BOTH, BOTH_OR_OWED, BOTH_OR_OWED_BY_SECONDARY -> attempts.addAll(changed(facts, known, plan, context));
            case MERGED ->
                attempts.addAll(parallel.read(facts.call(), plan.order(), (side, call) -> ask(side, call, context)));
            case DEAD -> attempts.addAll(lateCopies.ask(facts, standing, plan.order(), context));
        }
        if (claims(facts, plan) && Consumption.isUnknownToAll(attempts, plan.order())) {
            Attempt sent = consumption.ofUnknown(context.stage().leader(), facts, context);
            if (sent.outcome() != Outcome.UNRECOGNIZED) { // else it has not come to speak of the credential
                attempts.add(acceptance.judged(facts, sent, standing, context));
            }
        }
        if (attempts.isEmpty()) {
            Reason reason = known.storeDown() ? Reason.CUSTODY_UNAVAILABLE : Reason.CLAIMED;
            attempts.add(Attempt.notSent(context.stage().leader(), reason));
        }
        Attempt counted = AnswerRule.choose(attempts, plan.mode(), rule);
        remember(facts, attempts, known);
        if (!context.policy().isSame()) {
            clients.learn(facts, attempts);
        }
        secrets.saw(facts, known, context, counted);

        if (isConclusive(counted)
                && counted.answer() == null) { // nobody was sent the credential, so nobody has said no
            counted = consumption.refusal(facts, plan.order(), context);
            attempts.add(counted);
        }
        ApiResponse answer = answerOf(facts, counted, context);
        CallResult result = new CallResult(facts.call().operation(), attempts, counted, answer);
        return negativeCache.noted(facts, known, context, result);
    }

    private Plan plan(CallFacts facts, CustodySnapshot known, Stage current) {
        if (known.isAnyTaken(facts.chosen())) {
            return NOBODY; // a value that is dead, or may be, would come back to life
        }
        // What exists nowhere but at the primary must not get a copy elsewhere, for it is used without being claimed.
        Stage stage = known.isAnyOfPrimaryAlone(facts.chosen()) ? Stage.PRIMARY_ONLY : current;
        SecretStatus secret = secrets.standing(facts, known);
        return known.storeDown()
                ? router.planWithoutMemory(facts, known, secret, stage)
                : router.plan(facts, known.standing(), secret, stage);
    }

    /** Looks up what is known; what a backend owes and stands in the way is delivered first, if that is possible now. */
    private CustodySnapshot settled(CallFacts facts, CallContext context) {
        CustodySnapshot known = known(facts);
        return !known.entries().isEmpty() && delivery.tryAtOnce(known.entries(), context) ? known(facts) : known;
    }

    private CustodySnapshot known(CallFacts facts) {
        List<Credential> others = new ArrayList<>(facts.others());
        others.addAll(facts.chosen());
        return custody.of(facts.subject(), others, facts.names());
    }

    /** Of all tokens that a call names, the one decides of which the most is known, if it was used up or killed. */
    private static CallFacts decisive(CallFacts facts, CustodySnapshot known) {
        List<Credential> others = facts.others();
        if (facts.kind().effect() == Effect.KILL || !known.isAnyTaken(others)) {
            return facts;
        }
        CustodyLevel firmest = known.standing().firmness();
        CallFacts decisive = facts;
        for (Credential other : others) {
            if (known.standing(other).firmness().compareTo(firmest) > 0) {
                firmest = known.standing(other).firmness();
                decisive = facts.on(other);
            }
        }
        return decisive;
    }

    /** Makes an attempt, and refines what it says by what custody knows. */
    private Attempt attempt(Side side, CallFacts facts, CustodySnapshot known, Plan plan, CallContext context) {
        boolean authenticated = secrets.standing(facts, known) == SecretStatus.EQUAL;
        Attempt attempt = Refinement.refine(made(side, facts, known, plan, context), known.standing(), authenticated);
        return known.storeDown() ? Refinement.withoutMemory(attempt, facts, known.standing()) : attempt;
    }

    private Attempt made(Side side, CallFacts facts, CustodySnapshot known, Plan plan, CallContext context) {
        Reason obstacle = obstacle(side, facts, known);
        if (obstacle != null) {
            return Attempt.notSent(side, obstacle);
        }
        Attempt attempt = claims(facts, plan)
                ? consumption.attempt(side, facts, known, context)
                : ask(side, facts.call(), context);
        return acceptance.judged(facts, attempt, known.standing(), context);
    }

    private List<Attempt> changed(CallFacts facts, CustodySnapshot known, Plan plan, CallContext context) {
        if (facts.isSelfManagement()) {
            return registrations.make(facts, plan.order(), known.owing(plan.order()), context);
        }
        return facts.setsState()
                ? clientUpdates.make(facts, plan.order(), known.owing(plan.order()), context)
                : killing.make(facts, known, plan.order(), context);
    }

    /** Returns why a backend is not to be sent a call now, {@code null} if it may be. */
    private static @Nullable Reason obstacle(Side side, CallFacts facts, CustodySnapshot known) {
        boolean owes = known.owes(side) || facts.issuesToNobodyNamed() && known.owesAnybody(side);
        return owes ? Reason.OWES : null;
    }

    private static boolean claims(CallFacts facts, Plan plan) {
        return facts.consumesCopied() && plan.basis() != Plan.Basis.SOLE_BACKEND;
    }

    /** What cannot be remembered now does not matter to what was asked without memory, if it is known who is dead. */
    private void remember(CallFacts facts, List<Attempt> attempts, CustodySnapshot known) {
        recorder.brought(facts, attempts, known.row());
        try {
            recorder.of(facts, attempts);
        } catch (StoreUnavailableException down) {
            if (!known.storeDown()) {
                throw down;
            }
        }
    }

    private Attempt ask(Side side, ApiCall call, CallContext context) {
        return staleIfError.orStale(call, context.ask(side, call));
    }

    private static boolean isConclusive(Attempt attempt) {
        return attempt.outcome() != Outcome.UNAVAILABLE && attempt.outcome() != Outcome.INDETERMINATE;
    }

    /** Returns what the caller gets: nothing where no answer counts, and tickets of the primary with their mark. */
    private @Nullable ApiResponse answerOf(CallFacts facts, Attempt counted, CallContext context) {
        ApiResponse answer = counted.answer();
        if (answer == null || !isConclusive(counted)) {
            return null;
        }
        boolean tag = counted.side() == Side.PRIMARY
                && backends.containsKey(Side.SECONDARY)
                && !context.policy().equals(PRIMARY_ONLY);
        return tag ? tagged(facts, counted, answer) : answer;
    }

    private static ApiResponse tagged(CallFacts facts, Attempt counted, ApiResponse answer) {
        for (Credential brought : AnswerContents.credentials(facts.call().operation(), counted)) {
            if (brought.kind() == CredentialKind.TICKET) {
                return TicketTag.tagged(answer, brought.value());
            }
        }
        return answer;
    }

    /** Returns the stage of all whom nothing else is said of. */
    public Stage stage() {
        return stages.policy().stage();
    }

    /** Returns how far the migration is for everybody, and the way to change it. */
    public Stages stages() {
        return stages;
    }

    /** Returns the rule that every operation follows, in every case that it has. */
    public List<EffectiveRule> rules() {
        return rules.table();
    }

    /** Returns the backends that there are, and how each stands now. */
    public Map<Side, BackendState> states() {
        Map<Side, BackendState> states = new EnumMap<>(Side.class);
        backends.forEach(
                (side, backend) -> states.put(side, new BackendState(backend.state(), reached.contains(side))));
        return states;
    }

    /** Returns how all of it stands now. Asks neither a backend nor the store. */
    public EngineState state() {
        return new EngineState(
                stages.policy(),
                states(),
                custodyState(),
                custody.counts(),
                custody.outbox().state(),
                keyIdConflicts.differing(),
                tasks.stream()
                        .filter(PeriodicTask::isFailing)
                        .map(PeriodicTask::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Tells what would be done with a call, by the same decision that a call goes through: which backend would be asked,
     * why, and what would follow. Asks no backend, delivers nothing, and changes nothing that is remembered.
     *
     * @throws IllegalArgumentException if the call could be read in two ways, so that nobody would be asked; the message
     *     says what to write instead
     */
    public Explanation explain(ApiCall call) {
        String defect = call.defect();
        if (defect != null) {
            throw new IllegalArgumentException(defect);
        }
        CallFacts asked = asked(call);
        CustodySnapshot first = known(asked);
        CallFacts facts = decisive(asked, first);
        CustodySnapshot known = facts == asked ? first : known(facts);
        CallContext context = context(facts);
        Plan plan = context.isPausedFor(facts) ? PAUSE : plan(facts, known, context.stage());
        EffectiveRule rule = rules.of(facts);
        return Explanation.of(
                facts,
                known.standing(),
                context.stage(),
                custodyState(),
                rule,
                plan,
                claims(facts, plan),
                Hedging.after(facts, known, plan, rule),
                side -> {
                    Reason obstacle = obstacle(side, facts, known);
                    return obstacle != null
                            ? obstacle
                            : Objects.requireNonNull(backends.get(side)).obstacle();
                },
                attempt -> fallback.allows(facts, plan, attempt, rule));
    }

    /**
     * Returns the clients that have begun a login at the secondary on this node within a day, because the primary may not
     * have their secret, and how that stands now.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public Map<String, SecretStatus> doubtfulSecrets() {
        return doubtful.ofThisNode();
    }

    /** Returns what the backends owe; an operator can look at it, have a row tried at once, and give one up. */
    public Outbox outbox() {
        return custody.outbox();
    }

    /** Returns how the custody store is. */
    public StoreMonitor.State custodyState() {
        return custody.monitor().state();
    }

    /**
     * Does what is done in the background every second: looks after the custody store, delivers what backends owe, and
     * follows changes of the stage. Needs to be called only where the client was built without background threads.
     */
    public void tick() {
        lookAfterStage();
        lookAfterCustody();
        lookAfterSecrets();
    }

    /** Apart from custody, for a delivery can take longer than a change of the stage may. */
    private void lookAfterStage() {
        stages.follow();
        if (readiness != null) {
            readiness.share();
        }
    }

    private void lookAfterCustody() {
        custody.monitor().tick();
        shareWhoWasReached();
        try {
            StagePolicy policy = stages.policy();
            delivery.deliverDue(() -> context(policy, policy.stage(), Delivery.UNHURRIED));
        } catch (StoreUnavailableException down) {
            LOG.debug("nothing is delivered while the custody store is down: {}", down.getMessage());
        }
    }

    /** Apart from both: a trial can take as long as two backends do, and no caller waits for it. */
    private void lookAfterSecrets() {
        doubtful.share();
        try {
            StagePolicy policy = stages.policy();
            secretTrials.run(() -> context(policy, policy.stage()).as(Purpose.LOOK_UP));
        } catch (StoreUnavailableException down) {
            LOG.debug("no secret is tried while the custody store is down: {}", down.getMessage());
        }
    }

    /** What any node has ever reached is there, though this one may not have reached it since it was started. */
    private void shareWhoWasReached() {
        if (custody.monitor().primaryWasReached(reached.contains(Side.PRIMARY))) {
            reached.add(Side.PRIMARY);
        }
    }

    /** Takes no further calls, finishes those under way within their budget, and closes the backends. */
    @Override
    public void close() {
        tasks.forEach(task -> task.close(callTimeout));
        inFlight.close(callTimeout);
        hedging.close();
        parallel.close();
        readListeners.forEach(ReadListener::close);
        backends.values().forEach(GuardedBackend::close);
    }
}
