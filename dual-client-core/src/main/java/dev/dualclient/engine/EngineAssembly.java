package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Party;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.ClientNames;
import dev.dualclient.migration.DoubtfulClients;
import dev.dualclient.migration.SecondaryUse;
import dev.dualclient.migration.StageControl;
import dev.dualclient.migration.StageGate;
import dev.dualclient.migration.StageListener;
import dev.dualclient.migration.Stages;
import dev.dualclient.migration.carryover.CarryOver;
import dev.dualclient.migration.direct.DirectAccess;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.preflight.Preflight;
import dev.dualclient.migration.probe.Probe;
import dev.dualclient.migration.probe.TokenVerifier;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.migration.readiness.ReadinessGate;
import dev.dualclient.migration.readiness.ReadinessParts;
import dev.dualclient.observation.DebugLog;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.FallbackRule;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.Router;
import dev.dualclient.routing.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds each part of one engine once, from its settings. It is not used afterwards. */
final class EngineAssembly {

    final Map<Side, GuardedBackend> backends;
    final Rules rules;
    final Custody custody;
    final StageControl stages;
    final CallContexts contexts;
    final CustodyReader reader;
    final KeyIdConflicts keyIdConflicts = new KeyIdConflicts();
    private final EngineSettings settings;
    private final TokenLookUp lookUp;
    private final LateCopies lateCopies = new LateCopies();
    private final ParallelAttempts parallel;
    private final Hedging hedging;
    private final CarryRows carryRows;
    private final Delivery delivery;
    private final ClientResolver clients;
    private final FallbackRule fallback;
    private final Planner planner;
    private final SecretTrials secretTrials;
    private final DoubtfulClients doubtful;
    private final ClientSecretMonitor secrets;
    private final CarryOver carryOver;
    private final @Nullable Readiness readiness;
    private final SecondaryUse use;
    private final NamesInUse namesInUse;
    private final CanaryGuard guard;

    EngineAssembly(EngineSettings settings) {
        this.settings = settings;
        backends = new EnumMap<>(settings.backends);
        custody = settings.custody();
        rules = settings.rules();
        fallback = new FallbackRule(settings.newGrantsDuringOutage);
        lookUp = new TokenLookUp(custody);
        parallel = new ParallelAttempts(settings.executor, keyIdConflicts);
        hedging = new Hedging(parallel, settings.hedgeBudget);
        carryRows = new CarryRows(custody.outbox(), custody.carriedRows(), settings.outbox.settle());
        delivery = delivery();
        clients = new ClientResolver(custody.owners());
        boolean repairs = settings.clientSecrets == ClientSecrets.REPAIR_ON_USE;
        secretTrials = new SecretTrials(
                custody, repairs, settings.secretListeners, settings.killTimeout, settings.outbox.settle());
        doubtful = new DoubtfulClients(custody, settings.secretMigrated, settings.time);
        secrets = new ClientSecretMonitor(custody, settings.secretMigrated, secretTrials, doubtful, settings.time);
        use = new SecondaryUse(custody, settings.time);
        readiness = hasSecondary() ? Readiness.watch(readinessParts()) : null;
        namesInUse = new NamesInUse(settings.time);
        stages = new StageControl(
                settings.stages,
                custody,
                readiness == null ? StageGate.OPEN : new ReadinessGate(readiness, doubtful),
                this::client,
                stageListeners(),
                settings.time);
        guard = new CanaryGuard(settings.canaryGuard, stages, settings.time);
        contexts = new CallContexts(backends, stages, clients, settings.callTimeout, settings.time, settings.observer);
        reader = new CustodyReader(custody, delivery, new SubjectTokens(custody, lookUp));
        carryOver = new CarryOver(
                settings.carryOver,
                custody,
                carryRows,
                new CarryBackends(contexts),
                settings.secretMigrated,
                settings.background,
                settings.time);
        planner = new Planner(new Router(hasSecondary(), settings.confirm() == KillConfirm.DURABLE, rules), secrets);
    }

    private ReadinessParts readinessParts() {
        return new ReadinessParts(
                custody,
                settings.instance(),
                this::stages,
                (side, call) -> contexts.ofNobody().as(Purpose.SCAN).ask(side, call),
                settings.scanPage,
                settings.readiness,
                new ReadinessParts.Limits(settings.callTimeout, settings.outbox.settle()),
                settings.externalFacts,
                this::isCarriedOver,
                settings.time);
    }

    private boolean isCarriedOver(CustodyKey client) {
        return !doubtful.keys(settings.carryOver.excluded()).contains(client)
                && carryOver.state().copies(id -> client.equals(custody.kills().key(new Party(Party.Kind.CLIENT, id))));
    }

    private List<StageListener> stageListeners() {
        List<StageListener> all = new ArrayList<>(settings.stageListeners);
        Readiness told = readiness;
        if (told != null) {
            all.add(0, change -> told.stageChanged());
        }
        return all;
    }

    private Stages stages() {
        return stages;
    }

    private ClientNames.Client client(String name) {
        return new ClientIds(contexts, hasSecondary(), settings.killTimeout).resolve(name);
    }

    private boolean hasSecondary() {
        return backends.containsKey(Side.SECONDARY);
    }

    private Delivery delivery() {
        Duration settle = settings.outbox.settle();
        RemainingTokens remaining = new RemainingTokens(custody, lateCopies, settle.plus(settings.callTimeout));
        CarrySettlement carries =
                new CarrySettlement(custody.carriedRows(), carryRows, lateCopies, settings.carryOver.tidyAfter());
        return new Delivery(custody, lookUp, lateCopies, remaining, carries, settings.killTimeout, settle);
    }

    Decision decision() {
        return new Decision(
                rules,
                reader,
                new NegativeCache(settings.unknownTokenTtl, custody, settings.time),
                planner,
                runner(),
                new Aftermath(new CustodyRecorder(custody), clients, secrets),
                new ResultBuilder(hasSecondary()));
    }

    private AttemptRunner runner() {
        return new AttemptRunner(
                fallback,
                hedging,
                parallel,
                new Consumption(custody, lookUp, lateCopies, carryRows),
                new AcceptanceCheck(custody, lookUp, lateCopies, delivery),
                lateCopies,
                changes(),
                new StaleIfError(settings.maxStale, settings.time),
                secrets);
    }

    private Changes changes() {
        WriteAhead writeAhead = new WriteAhead(custody, delivery);
        ClientDeletion deletion = new ClientDeletion(custody, parallel, writeAhead, settings.killTimeout);
        ClientUpdate updates = new ClientUpdate(custody, settings.killTimeout, settings.outbox.settle());
        return new Changes(
                revocations(writeAhead, deletion),
                updates,
                new RegistrationManagement(updates, deletion, settings.killTimeout));
    }

    private Revocations revocations(WriteAhead writeAhead, ClientDeletion deletion) {
        Duration timeout = settings.killTimeout;
        UnknownRevocationLimit limit =
                new UnknownRevocationLimit(custody.maxUnknownKills(), custody.migratorLag(), settings.time);
        return new Revocations(
                parallel,
                new TokenRevocation(custody, parallel, lookUp, lateCopies, writeAhead, limit, timeout),
                new RevocationByIdentifier(custody, parallel, lookUp, writeAhead, limit, timeout),
                new BulkRevocation(custody, parallel, writeAhead, timeout),
                deletion,
                timeout);
    }

    boolean logsDecisions() {
        return settings.decisionLog;
    }

    Explainer explainer() {
        return new Explainer(backends, rules, reader, planner, fallback);
    }

    CallEventPublisher publisher() {
        boolean carries = settings.carryOver.enabled() && hasSecondary();
        return new CallEventPublisher(
                new DebugLog(settings.decisionLog),
                settings.listeners,
                settings.readListeners,
                carries ? carryOver : null,
                readiness,
                use,
                clients,
                namesInUse,
                guard);
    }

    /**
     * Creates the tools for operators.
     *
     * @param engine executes ordinary operations
     */
    OperatorTools operatorTools(Function<ApiCall, CallResult> engine) {
        DirectAccess access = new DirectAccess(backends, settings.inventory.callsPerSecond(), settings.time);
        PrimaryRepair repairs =
                new PrimaryRepair(custody, contexts::ofNobody, settings.killTimeout, settings.outbox.settle());
        Inventory inventory =
                new Inventory(settings.inventory, access, custody, repairs, engine, stages::policy, namesInUse::has);
        Preflight preflight = new Preflight(
                settings.preflight,
                access,
                inventory,
                custody,
                stages::policy,
                settings.secretMigrated,
                lookUp::listsOtherHashes);
        Probe probe = new Probe(
                access,
                custody.notes(),
                custody.monitor().service(),
                stages::policy,
                name -> namesInUse.hasWithin(name, Duration.ofHours(1)));
        return new OperatorTools(inventory, preflight, probe, new TokenVerifier(access));
    }

    Background background() {
        return new Background(
                custody, delivery, contexts, stages, readiness, doubtful, secretTrials, use, guard, carryOver);
    }

    Lifecycle lifecycle(Background background) {
        List<Runnable> parts = new ArrayList<>(List.of(hedging::close, parallel::close, carryOver::close));
        settings.readListeners.forEach(listener -> parts.add(listener::close));
        backends.values().forEach(backend -> parts.add(backend::close));
        parts.addAll(settings.closedLast);
        return new Lifecycle(background, parts, settings.callTimeout);
    }
}
