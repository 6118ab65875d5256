package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiAnswer;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Knowledge;
import dev.dualclient.custody.Outbox;
import dev.dualclient.custody.SecretStanding;
import dev.dualclient.custody.Standing;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.custody.Vigil;
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
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.FallbackRule;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Question;
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
    private static final Plan NOBODY = new Plan(Plan.Manner.IN_TURN, List.of(), Plan.Because.CUSTODY);
    private static final Plan PAUSE = new Plan(Plan.Manner.IN_TURN, List.of(), Plan.Because.MAINTENANCE);
    private static final Plan MALFORMED = new Plan(Plan.Manner.IN_TURN, List.of(), Plan.Because.MALFORMED);

    private final Map<Side, GuardedBackend> backends;
    private final Rules rules;
    private final Router router;
    private final FallbackRule fallback;
    private final Custody custody;
    private final SubjectTokens subjectTokens;
    private final Consumption consumption;
    private final Killing killing;
    private final StateChange stateChange;
    private final SelfManagement selfManagement;
    private final Delivery delivery;
    private final Acceptance acceptance;
    private final LateCopies lateCopies = new LateCopies();
    private final KeyIds keyIds = new KeyIds();
    private final Together together;
    private final Hedging hedging;
    private final UnknownTokens unknownTokens;
    private final Documents documents;
    private final Remembrance remembrance;
    private final Clientele clientele;
    private final Announcer announcer;
    private final AttemptObserver observer;
    private final List<ReadListener> readListeners;
    private final SecretTrials secretTrials;
    private final DoubtfulClients doubtful;
    private final SecretWatch secrets;
    private final Duration callTimeout;
    private final Time time;
    private final Set<Side> reached = ConcurrentHashMap.newKeySet();
    private final InFlight inFlight = new InFlight();
    private final @Nullable Readiness readiness;
    private final StageControl stages;
    private final List<Caretaker> caretakers;

    /** Creates an engine and starts what it does in the background. */
    public Engine(EngineSettings settings) {
        backends = new EnumMap<>(settings.backends);
        custody = settings.custody();
        rules = settings.rules();
        router = new Router(backends.containsKey(Side.SECONDARY), settings.confirm() == KillConfirm.DURABLE, rules);
        fallback = new FallbackRule(settings.newGrantsDuringOutage);
        LookUp lookUp = new LookUp(custody);
        together = new Together(settings.executor, keyIds);
        subjectTokens = new SubjectTokens(custody, lookUp);
        hedging = new Hedging(together, settings.hedgeBudget);
        unknownTokens = new UnknownTokens(settings.unknownTokenTtl, custody, settings.time);
        consumption = new Consumption(custody, lookUp, lateCopies);
        Duration settle = settings.outbox.settle();
        RemainingTokens remaining = new RemainingTokens(custody, lateCopies, settle.plus(settings.callTimeout));
        delivery = new Delivery(custody, lookUp, lateCopies, remaining, settings.killTimeout, settle);
        acceptance = new Acceptance(custody, lookUp, lateCopies, delivery);
        UnknownKills unknownKills = new UnknownKills(custody.maxUnknownKills(), custody.migratorLag(), settings.time);
        killing = new Killing(custody, together, lookUp, lateCopies, delivery, unknownKills, settings.killTimeout);
        stateChange = new StateChange(custody, settings.killTimeout, settle);
        selfManagement = new SelfManagement(stateChange, killing, settings.killTimeout);
        documents = new Documents(settings.maxStale, settings.time);
        remembrance = new Remembrance(custody);
        clientele = new Clientele(custody.owners());
        announcer = new Announcer(settings.listeners, settings.readListeners);
        readListeners = List.copyOf(settings.readListeners);
        observer = settings.observer;
        callTimeout = settings.callTimeout;
        time = settings.time;
        boolean repairs = settings.clientSecrets == ClientSecrets.REPAIR_ON_USE;
        secretTrials = new SecretTrials(custody, repairs, settings.secretListeners, settings.killTimeout, settle);
        doubtful = new DoubtfulClients(custody, settings.secretMigrated, time);
        secrets = new SecretWatch(custody, settings.secretMigrated, secretTrials, doubtful, time);
        readiness = backends.containsKey(Side.SECONDARY) ? new Readiness(custody, doubtful, time) : null;
        stages = new StageControl(settings.stages, custody, readiness, settings.stageListeners, time);
        rules.table().forEach(rule -> LOG.debug("{}", rule));
        shareWhoWasReached();
        caretakers = settings.background
                ? List.of(
                        new Caretaker("outbox", this::lookAfterCustody),
                        new Caretaker("stage", this::lookAfterStage),
                        new Caretaker("secrets", this::lookAfterSecrets))
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
        Question question = asked(call);
        Course course = course(question);
        CallResult result;
        try {
            result = course.isPausedFor(question) ? paused(call, course) : decide(question, course);
        } catch (StoreUnavailableException down) {
            Reason reason = course.steps().isEmpty() ? Reason.CUSTODY_UNAVAILABLE : Reason.NOT_REMEMBERED;
            result = CallResult.unavailable(
                    call.operation(), Attempt.notSent(course.stage().leader(), reason));
        }
        note(question, course.plan(), result);
        announcer.tell(question, course, result);
        announcer.handOn(question, course, result);
        return result;
    }

    /** Notes what the operator is told before the secondary is left alone. */
    private void note(Question question, Plan plan, CallResult result) {
        if (readiness == null) {
            return;
        }
        boolean answered = result.outcome() == Outcome.ACCEPTED || result.outcome() == Outcome.REFUSED;
        if (plan.manner() == Plan.Manner.IN_TURN && result.counted().side() == Side.SECONDARY && answered) {
            readiness.servedBySecondary();
        }
        if (question.kind().effect() == Effect.KILL && !question.killsOneToken() && !question.setsState()) {
            readiness.killedMany();
        }
    }

    /** Reads a call; which token an identifier means, custody may know. */
    private Question asked(ApiCall call) {
        Question question = Question.of(call);
        return question.killsByIdentifier()
                ? question.meaning(custody.rows().meant(Objects.requireNonNull(question.subject())))
                : question;
    }

    /** Refuses a call that a backend could read in another way: what was decided would hold for another request. */
    private CallResult malformed(ApiCall call, String defect) {
        StagePolicy policy = stages.policy();
        Course course = course(policy, policy.stage());
        course.follow(MALFORMED);
        CallResult result =
                CallResult.malformed(call.operation(), course.stage().leader(), defect);
        announcer.tell(Question.of(call), course, result);
        return result;
    }

    /** Begins a call in the stage of its client, as far as that is known. */
    private Course course(Question question) {
        StagePolicy policy = stages.policy();
        Stage stage = policy.isSame() ? policy.stage() : policy.of(clientele.of(question));
        return course(policy, stage);
    }

    private Course course(StagePolicy policy, Stage stage) {
        return course(policy, stage, callTimeout);
    }

    private Course course(StagePolicy policy, Stage stage, Duration budget) {
        return new Course(backends, reached, policy, stage, budget, time, observer.begin());
    }

    private static CallResult paused(ApiCall call, Course course) {
        course.follow(PAUSE);
        return CallResult.unavailable(
                call.operation(), Attempt.notSent(course.stage().leader(), Reason.MAINTENANCE));
    }

    /**
     * The decision, top to bottom: what custody knows of the credential; who is asked, in which order; the attempts, as
     * far as the fallback rule allows; whose answer counts; what is remembered before the caller is answered.
     */
    private CallResult decide(Question asked, Course course) {
        EffectiveRule rule = rules.of(asked);
        course.bound(rule.timeout());
        Knowledge first = settled(asked, course);
        Question question = decisive(asked, first);
        Knowledge settled = question == asked ? first : known(question);
        CallResult remembered = unknownTokens.recall(question, settled, course);
        if (remembered != null) {
            return remembered;
        }
        Knowledge known = subjectTokens.located(question, settled, course);
        Standing standing = known.standing();
        course.home(standing.side());
        Plan plan = course.follow(plan(question, known, course.stage()));

        List<Attempt> attempts = new ArrayList<>();
        switch (plan.manner()) {
            case IN_TURN -> {
                Function<Side, Attempt> inTurn = hedging.inTurn(
                        question, known, plan, rule, course, side -> attempt(side, question, known, plan, course));
                for (Side side : plan.order()) {
                    if (attempts.isEmpty()
                            || fallback.allows(question, plan, attempts.get(attempts.size() - 1), rule)) {
                        attempts.add(inTurn.apply(side));
                    }
                }
            }
            case TOGETHER ->
                attempts.addAll(together.ask(plan.order(), side -> attempt(side, question, known, plan, course)));
            case BOTH, BOTH_OR_OWED, BOTH_OR_OWED_BY_SECONDARY ->
                attempts.addAll(changed(question, known, plan, course));
            case MERGED ->
                attempts.addAll(together.read(question.call(), plan.order(), (side, call) -> ask(side, call, course)));
            case DEAD -> attempts.addAll(lateCopies.ask(question, standing, plan.order(), course));
        }
        if (claims(question, plan) && Consumption.isUnknownToAll(attempts, plan.order())) {
            Attempt sent = consumption.ofUnknown(course.stage().leader(), question, course);
            if (sent.outcome() != Outcome.UNRECOGNIZED) { // else it has not come to speak of the credential
                attempts.add(acceptance.judged(question, sent, course));
            }
        }
        if (attempts.isEmpty()) {
            Reason reason = known.storeDown() ? Reason.CUSTODY_UNAVAILABLE : Reason.CLAIMED;
            attempts.add(Attempt.notSent(course.stage().leader(), reason));
        }
        Attempt counted = AnswerRule.choose(attempts, plan.manner(), rule);
        remember(question, attempts, known);
        if (!course.policy().isSame()) {
            clientele.learn(question, attempts);
        }
        secrets.saw(question, known, course, counted);

        if (isConclusive(counted)
                && counted.answer() == null) { // nobody was sent the credential, so nobody has said no
            counted = consumption.refusal(question, plan.order(), course);
            attempts.add(counted);
        }
        ApiAnswer answer = answerOf(question, counted, course);
        CallResult result = new CallResult(question.call().operation(), attempts, counted, answer);
        return unknownTokens.noted(question, known, course, result);
    }

    private Plan plan(Question question, Knowledge known, Stage current) {
        if (known.isAnyTaken(question.chosen())) {
            return NOBODY; // a value that is dead, or may be, would come back to life
        }
        // What exists nowhere but at the primary must not get a copy elsewhere, for it is used without being claimed.
        Stage stage = known.isAnyOfPrimaryAlone(question.chosen()) ? Stage.PRIMARY_ONLY : current;
        SecretStanding secret = secrets.standing(question, known);
        return known.storeDown()
                ? router.planWithoutMemory(question, known, secret, stage)
                : router.plan(question, known.standing(), secret, stage);
    }

    /** Looks up what is known; what a backend owes and stands in the way is delivered first, if that is possible now. */
    private Knowledge settled(Question question, Course course) {
        Knowledge known = known(question);
        return !known.debts().isEmpty() && delivery.tryAtOnce(known.debts(), course) ? known(question) : known;
    }

    private Knowledge known(Question question) {
        List<Credential> others = new ArrayList<>(question.others());
        others.addAll(question.chosen());
        return custody.of(question.subject(), others, question.names());
    }

    /** Of all tokens that a call names, the one decides of which the most is known, if it was used up or killed. */
    private static Question decisive(Question question, Knowledge known) {
        List<Credential> others = question.others();
        if (question.kind().effect() == Effect.KILL || !known.isAnyTaken(others)) {
            return question;
        }
        Firmness firmest = known.standing().firmness();
        Question decisive = question;
        for (Credential other : others) {
            if (known.standing(other).firmness().compareTo(firmest) > 0) {
                firmest = known.standing(other).firmness();
                decisive = question.on(other);
            }
        }
        return decisive;
    }

    /** Makes an attempt, and refines what it says by what custody knows. */
    private Attempt attempt(Side side, Question question, Knowledge known, Plan plan, Course course) {
        boolean authenticated = secrets.standing(question, known) == SecretStanding.EQUAL;
        Attempt attempt = Refinement.refine(made(side, question, known, plan, course), known.standing(), authenticated);
        return known.storeDown() ? Refinement.withoutMemory(attempt, question, known.standing()) : attempt;
    }

    private Attempt made(Side side, Question question, Knowledge known, Plan plan, Course course) {
        Reason obstacle = obstacle(side, question, known);
        if (obstacle != null) {
            return Attempt.notSent(side, obstacle);
        }
        Attempt attempt = claims(question, plan)
                ? consumption.attempt(side, question, known, course)
                : ask(side, question.call(), course);
        return acceptance.judged(question, attempt, course);
    }

    private List<Attempt> changed(Question question, Knowledge known, Plan plan, Course course) {
        if (question.isSelfManagement()) {
            return selfManagement.make(question, plan.order(), known.owing(plan.order()), course);
        }
        return question.setsState()
                ? stateChange.make(question, plan.order(), known.owing(plan.order()), course)
                : killing.make(question, known, plan.order(), course);
    }

    /** Returns why a backend is not to be sent a call now, {@code null} if it may be. */
    private static @Nullable Reason obstacle(Side side, Question question, Knowledge known) {
        boolean owes = known.owes(side) || question.issuesToNobodyNamed() && known.owesAnybody(side);
        return owes ? Reason.OWES : null;
    }

    private static boolean claims(Question question, Plan plan) {
        return question.consumesCopied() && plan.because() != Plan.Because.SOLE_BACKEND;
    }

    /** What cannot be remembered now does not matter to what was asked without memory, if it is known who is dead. */
    private void remember(Question question, List<Attempt> attempts, Knowledge known) {
        remembrance.brought(question, attempts, known.row());
        try {
            remembrance.of(question, attempts);
        } catch (StoreUnavailableException down) {
            if (!known.storeDown()) {
                throw down;
            }
        }
    }

    private Attempt ask(Side side, ApiCall call, Course course) {
        return documents.orStale(call, course.ask(side, call));
    }

    private static boolean isConclusive(Attempt attempt) {
        return attempt.outcome() != Outcome.UNAVAILABLE && attempt.outcome() != Outcome.INDETERMINATE;
    }

    /** Returns what the caller gets: nothing where no answer counts, and tickets of the primary with their mark. */
    private @Nullable ApiAnswer answerOf(Question question, Attempt counted, Course course) {
        ApiAnswer answer = counted.answer();
        if (answer == null || !isConclusive(counted)) {
            return null;
        }
        boolean tag = counted.side() == Side.PRIMARY
                && backends.containsKey(Side.SECONDARY)
                && !course.policy().equals(PRIMARY_ONLY);
        return tag ? tagged(question, counted, answer) : answer;
    }

    private static ApiAnswer tagged(Question question, Attempt counted, ApiAnswer answer) {
        for (Credential brought : Revealed.credentials(question.call().operation(), counted)) {
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
                keyIds.differing(),
                caretakers.stream()
                        .filter(Caretaker::isFailing)
                        .map(Caretaker::name)
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
        Question asked = asked(call);
        Knowledge first = known(asked);
        Question question = decisive(asked, first);
        Knowledge known = question == asked ? first : known(question);
        Course course = course(question);
        Plan plan = course.isPausedFor(question) ? PAUSE : plan(question, known, course.stage());
        EffectiveRule rule = rules.of(question);
        return Explanation.of(
                question,
                known.standing(),
                course.stage(),
                custodyState(),
                rule,
                plan,
                claims(question, plan),
                Hedging.after(question, known, plan, rule),
                side -> {
                    Reason obstacle = obstacle(side, question, known);
                    return obstacle != null
                            ? obstacle
                            : Objects.requireNonNull(backends.get(side)).obstacle();
                },
                attempt -> fallback.allows(question, plan, attempt, rule));
    }

    /**
     * Returns the clients that have begun a login at the secondary on this node within a day, because the primary may not
     * have their secret, and how that stands now.
     *
     * @throws StoreUnavailableException if the custody store is down
     */
    public Map<String, SecretStanding> doubtfulSecrets() {
        return doubtful.ofThisNode();
    }

    /** Returns what the backends owe; an operator can look at it, have a row tried at once, and give one up. */
    public Outbox outbox() {
        return custody.outbox();
    }

    /** Returns how the custody store is. */
    public Vigil.State custodyState() {
        return custody.vigil().state();
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
        custody.vigil().tick();
        shareWhoWasReached();
        try {
            StagePolicy policy = stages.policy();
            delivery.deliverDue(() -> course(policy, policy.stage(), Delivery.UNHURRIED));
        } catch (StoreUnavailableException down) {
            LOG.debug("nothing is delivered while the custody store is down: {}", down.getMessage());
        }
    }

    /** Apart from both: a trial can take as long as two backends do, and no caller waits for it. */
    private void lookAfterSecrets() {
        doubtful.share();
        try {
            StagePolicy policy = stages.policy();
            secretTrials.run(() -> course(policy, policy.stage()).as(Purpose.LOOK_UP));
        } catch (StoreUnavailableException down) {
            LOG.debug("no secret is tried while the custody store is down: {}", down.getMessage());
        }
    }

    /** What any node has ever reached is there, though this one may not have reached it since it was started. */
    private void shareWhoWasReached() {
        if (custody.vigil().primaryWasReached(reached.contains(Side.PRIMARY))) {
            reached.add(Side.PRIMARY);
        }
    }

    /** Takes no further calls, finishes those under way within their budget, and closes the backends. */
    @Override
    public void close() {
        caretakers.forEach(caretaker -> caretaker.close(callTimeout));
        inFlight.close(callTimeout);
        hedging.close();
        together.close();
        readListeners.forEach(ReadListener::close);
        backends.values().forEach(GuardedBackend::close);
    }
}
