package dev.dualclient.migration.inventory;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Sha256;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.migration.direct.DirectAccess;
import dev.dualclient.operation.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both backends hold of the service and its clients: exports it, compares it, and gives the primary what it lacks. It
 * asks each backend directly, past custody, circuit breaker and outbox, at a bounded rate, and never changes the secondary.
 * One run at a time. Thread-safe; a run blocks its caller's thread.
 *
 * <pre>{@code
 * Inventory inventory = api.dualClient().inventory();
 * InventoryReport report = inventory.compare();
 * RepairPlan plan = inventory.plan(RepairRequest.of(Repair.REPAIR_SECRETS));
 * inventory.apply(plan, "ticket 4711");
 * }</pre>
 */
public final class Inventory {

    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);
    private static final Duration UNHURRIED = Duration.ofHours(12);

    private final InventorySettings settings;
    private final DirectAccess access;
    private final Custody custody;
    private final ClientRepairs repairs;
    private final Function<ApiCall, CallResult> engine;
    private final Supplier<StagePolicy> policy;
    private final Predicate<String> seen;
    private final Semaphore running = new Semaphore(1);
    private final Map<Repair, Map<StepResult.Ending, LongAdder>> applied = new ConcurrentHashMap<>();
    private volatile @Nullable InventoryReport last;

    /**
     * Creates an inventory.
     *
     * @param repairs changes clients at the primary, in order
     * @param engine executes ordinary operations
     * @param policy how far the migration is
     * @param seen whether requests have named a client by a name lately
     */
    public Inventory(
            InventorySettings settings,
            DirectAccess access,
            Custody custody,
            ClientRepairs repairs,
            Function<ApiCall, CallResult> engine,
            Supplier<StagePolicy> policy,
            Predicate<String> seen) {
        this.settings = settings;
        this.access = access;
        this.custody = custody;
        this.repairs = repairs;
        this.engine = engine;
        this.policy = policy;
        this.seen = seen;
    }

    /** Returns the last comparison of this process, {@code null} if there was none. */
    public @Nullable InventoryReport last() {
        return last;
    }

    /**
     * Compares what both backends hold. Reads alone, at both. Of clients whose secret both backends show to be the same,
     * custody learns that.
     *
     * @throws InventoryRefusedException if a run is under way, or there is no secondary
     */
    public InventoryReport compare() {
        return alone(() -> {
            Reading reading = read();
            reading.report().clients().stream()
                    .filter(client -> client.secret() == SecretComparison.EQUAL)
                    .forEach(client -> learn(client.clientId(), reading.survey()));
            last = reading.report();
            return reading.report();
        });
    }

    /**
     * Compares as {@link #compare} does, within the budget of the conversations, and writes nothing anywhere: for a check that
     * changes nothing.
     *
     * @param primary what was read of the primary
     * @param secondary what was read of the secondary
     * @param conversations with both
     */
    public InventoryReport survey(BackendFacts primary, BackendFacts secondary, Map<Side, Conversation> conversations) {
        return new Survey(settings, custody.secretStatuses(), false)
                .run(
                        primary,
                        conversations.get(Side.PRIMARY),
                        secondary,
                        conversations.get(Side.SECONDARY),
                        access.time().now());
    }

    /**
     * Compares the consents that both backends hold of the users whose tokens they list. Reads alone: two requests for each
     * user of each client.
     *
     * @throws InventoryRefusedException if a run is under way, or there is no secondary
     */
    public ConsentReport consents() {
        return alone(() -> {
            Conversation primary = access.with(Side.PRIMARY, UNHURRIED);
            Conversation secondary = access.with(Side.SECONDARY, UNHURRIED);
            if (primary == null || secondary == null) {
                throw new InventoryRefusedException(
                        "there is no secondary backend: there are no consents to compare with");
            }
            return new ConsentSurvey(primary, secondary, settings.page())
                    .run(access.time().now());
        });
    }

    private void learn(String client, Survey survey) {
        HeldClient held = survey.atPrimary(client);
        var observation = survey.observation(client);
        if (held != null && observation != null) {
            try {
                custody.secretStatuses().learnEqual(observation);
            } catch (StoreUnavailableException down) {
                LOG.debug("that a secret is equal could not be noted: {}", down.getMessage());
            }
        }
    }

    /**
     * Plans a repair: tells what {@link #apply} would do, and what is lost by it. Changes nothing.
     *
     * @throws InventoryRefusedException if a run is under way, there is no secondary, or too little can be seen
     */
    public RepairPlan plan(RepairRequest request) {
        return alone(() -> planned(request).shown());
    }

    /**
     * Applies a plan. The plan is made again first: if anything has changed since, nothing is done.
     *
     * @param reason why; goes to the log and to audit
     * @throws IllegalArgumentException if there is no reason
     * @throws InventoryRefusedException if the plan is out of date, a run is under way, or the stage forbids it
     */
    public RepairReport apply(RepairPlan plan, String reason) {
        return apply(plan.id(), plan.request(), reason);
    }

    /** Applies the plan of an id, as {@link #apply(RepairPlan, String)} does. */
    public RepairReport apply(String id, RepairRequest request, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason is missing: write why; it goes to log and audit");
        }
        return alone(() -> {
            refuseByStage(request.repair());
            Planned planned = planned(request);
            if (!planned.shown().id().equals(id)) {
                throw new InventoryRefusedException(
                        "the plan " + id
                                + " is out of date: something has changed since it was made; make another one and read it again");
            }
            List<StepResult> results =
                    planned.steps().stream().map(PlannedStep::make).toList();
            RepairReport report =
                    new RepairReport(id, request.repair(), reason, access.time().now(), results);
            results.forEach(step -> count(request.repair(), step.result()));
            LOG.warn(
                    "{} was applied ({}): {}",
                    request.repair(),
                    reason,
                    results.stream()
                            .map(step -> step.client() + " " + step.result())
                            .collect(Collectors.joining(", ")));
            return report;
        });
    }

    private void count(Repair repair, StepResult.Ending ending) {
        applied.computeIfAbsent(repair, one -> new ConcurrentHashMap<>())
                .computeIfAbsent(ending, one -> new LongAdder())
                .increment();
    }

    /** Returns how many steps of a repair have ended so in this process. */
    public long applied(Repair repair, StepResult.Ending ending) {
        LongAdder count = applied.getOrDefault(repair, Map.of()).get(ending);
        return count == null ? 0 : count.sum();
    }

    private void refuseByStage(Repair repair) {
        StagePolicy now = policy.get();
        if (now.maintenance()) {
            throw new InventoryRefusedException("there is maintenance: end it before anything is changed at 3.0");
        }
        if (repair == Repair.IMPORT_CLIENTS && now.stage() == Stage.PRIMARY_ONLY) {
            throw new InventoryRefusedException(
                    "in primary-only a client of 2.3 is not in use any more: change to drain first");
        }
    }

    /** A plan, and how its steps are done. */
    private record Planned(RepairPlan shown, List<PlannedStep> steps) {

        @Override
        public String toString() {
            return "plan " + shown.id();
        }
    }

    private Planned planned(RepairRequest request) {
        Reading reading = read();
        refusePartial(reading.report());
        RepairContext context = new RepairContext(
                request,
                reading.report(),
                reading.survey(),
                reading.primary(),
                reading.secondary(),
                custody,
                repairs,
                engine);
        List<PlannedStep> steps = switch (request.repair()) {
            case REPAIR_SECRETS -> SecretRepair.plan(context);
            case REPAIR_METADATA -> MetadataRepair.plan(context);
            case REPAIR_SETTINGS -> SettingsRepair.plan(context);
            case IMPORT_CLIENTS -> new ClientImport(context, seen).plan();
            case DISCARD_IMPORTS -> ClientImport.discard(context);
        };
        refuseUnknown(request, reading.report());
        RepairPlan shown = new RepairPlan(
                id(request, steps),
                request,
                access.time().now(),
                steps.stream().map(PlannedStep::shown).toList());
        return new Planned(shown, steps);
    }

    private static void refusePartial(InventoryReport report) {
        if (report.primary().isPartial()) {
            throw new InventoryRefusedException(
                    "the access token of 3.0 may view " + report.primary().after() + " of "
                            + report.primary().counted() + " clients: use one that may view all");
        }
        for (ListView view : List.of(report.primary(), report.secondary())) {
            if (!view.complete()) {
                throw new InventoryRefusedException("not all clients could be read: " + view.problem());
            }
        }
    }

    private static void refuseUnknown(RepairRequest request, InventoryReport report) {
        for (String named : new TreeSet<>(request.clients())) {
            if (report.client(named) == null) {
                throw new InventoryRefusedException(
                        "neither backend has the client " + named + ": name clients by their ids at 2.3");
            }
        }
    }

    private static String id(RepairRequest request, List<PlannedStep> steps) {
        String madeFrom = request.repair()
                + new TreeSet<>(request.clients()).toString()
                + new TreeSet<>(request.accept())
                + new TreeSet<>(request.force())
                + new TreeSet<>(request.keepAlias())
                + request.includeKeys()
                + steps.stream()
                        .map(step -> step.shown() + step.madeFrom())
                        .sorted()
                        .collect(Collectors.joining("\n"));
        byte[] hash = Sha256.digest().digest(madeFrom.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 12);
    }

    /** What was read, and how more can be. */
    private record Reading(InventoryReport report, Survey survey, Conversation primary, Conversation secondary) {}

    private Reading read() {
        Conversation primary = access.with(Side.PRIMARY, UNHURRIED);
        Conversation secondary = access.with(Side.SECONDARY, UNHURRIED);
        if (primary == null || secondary == null) {
            throw new InventoryRefusedException(
                    "there is no secondary backend: there is nothing to compare the primary with");
        }
        String service = custody.monitor().service();
        BackendFacts first = BackendFacts.read(primary, service);
        BackendFacts second = BackendFacts.read(secondary, service);
        Survey survey = new Survey(settings, custody.secretStatuses(), true);
        InventoryReport report = survey.run(
                first,
                first.isAuthorized() ? primary : null,
                second,
                second.isAuthorized() ? secondary : null,
                access.time().now());
        return new Reading(report, survey, primary, secondary);
    }

    /**
     * Writes what each backend holds as one JSON document, without secrets and private keys. It says of each list whether it
     * is complete.
     *
     * @throws InventoryRefusedException if a run is under way, or there is no secondary
     */
    public void export(OutputStream out) throws IOException {
        byte[] document = alone(() -> {
            Conversation primary = access.with(Side.PRIMARY, UNHURRIED);
            Conversation secondary = access.with(Side.SECONDARY, UNHURRIED);
            if (primary == null || secondary == null) {
                throw new InventoryRefusedException("there is no secondary backend");
            }
            return new Export(settings, custody.monitor().service())
                    .document(primary, secondary, access.time().now());
        });
        out.write(document);
    }

    /**
     * Compares what a document of {@link #export} holds, by the same rules, without asking a backend. Secrets are not in it, so
     * that clients with a secret are {@link ClientState#UNREADABLE} if nothing else differs.
     *
     * @throws IllegalArgumentException if it is no such document
     */
    public static InventoryReport compare(InputStream export) throws IOException {
        return Export.compare(export.readAllBytes());
    }

    private <T> T alone(Supplier<T> run) {
        if (!running.tryAcquire()) {
            throw new InventoryRefusedException("an inventory is under way: wait until it has ended");
        }
        try {
            return run.get();
        } finally {
            running.release();
        }
    }
}
