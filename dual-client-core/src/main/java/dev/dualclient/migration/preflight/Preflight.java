package dev.dualclient.migration.preflight;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.migration.direct.DirectAccess;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Result;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks both backends and our own settings, reading alone: nothing is changed at a backend, in custody, the outbox or a
 * circuit breaker, and no token is needed. It is complete within its timeout, whatever a backend does; what could not be
 * found out is {@link Result#UNKNOWN}. Of two runs that are asked for at once one runs, and the other gets its report; a
 * report is not older than ten seconds. Thread-safe; a run blocks its caller's thread.
 */
public final class Preflight {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final List<String> CHECKS = List.of(
            "credentials.primary",
            "credentials.secondary",
            "credentials.owner",
            "credentials.view",
            "version.primary",
            "version.secondary",
            "region",
            "clock",
            "lists",
            "rate",
            "service.id",
            "service.issuer",
            "keys.parity",
            "keys.signing",
            "settings",
            "refresh.idempotent",
            "clients",
            "clients.secret",
            "migrator",
            "store",
            "retention");

    private final PreflightSettings settings;
    private final DirectAccess access;
    private final Inventory inventory;
    private final Custody custody;
    private final Supplier<StagePolicy> policy;
    private final Set<String> secretMigrated;
    private final Predicate<Side> listsDiffer;
    private @Nullable CompletableFuture<PreflightReport> running;
    private volatile @Nullable PreflightReport last;

    /**
     * Creates a preflight.
     *
     * @param policy how far the migration is
     * @param secretMigrated the clients whose secret is declared to be the same at both
     * @param listsDiffer whether the token list of a backend was seen to name tokens otherwise than by SHA-256
     */
    public Preflight(
            PreflightSettings settings,
            DirectAccess access,
            Inventory inventory,
            Custody custody,
            Supplier<StagePolicy> policy,
            Set<String> secretMigrated,
            Predicate<Side> listsDiffer) {
        this.settings = settings;
        this.access = access;
        this.inventory = inventory;
        this.custody = custody;
        this.policy = policy;
        this.secretMigrated = Set.copyOf(secretMigrated);
        this.listsDiffer = listsDiffer;
    }

    /** Returns the ids of all checks, in the order in which a report has them. */
    public static List<String> checks() {
        return CHECKS;
    }

    /** Returns the last report of this process, {@code null} if there was none. */
    public @Nullable PreflightReport last() {
        return last;
    }

    /** Runs, or returns the report of a run that is under way or not ten seconds old. */
    public PreflightReport run() {
        CompletableFuture<PreflightReport> mine = new CompletableFuture<>();
        CompletableFuture<PreflightReport> other;
        synchronized (this) {
            PreflightReport before = last;
            if (before != null
                    && before.at()
                            .plus(before.took())
                            .plus(FRESH)
                            .isAfter(access.time().now())) {
                return before;
            }
            other = running;
            if (other == null) {
                running = mine;
            }
        }
        return other == null ? ran(mine) : joined(other);
    }

    private static PreflightReport joined(CompletableFuture<PreflightReport> other) {
        try {
            return other.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private PreflightReport ran(CompletableFuture<PreflightReport> mine) {
        try {
            PreflightReport report = report();
            last = report;
            mine.complete(report);
            return report;
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    private PreflightReport report() {
        Instant at = access.time().now();
        long start = access.time().nanoTime();
        Observed seen = observe();
        List<CheckResult> checks = new ArrayList<>(BackendChecks.of(seen));
        checks.addAll(ServiceChecks.of(seen));
        checks.addAll(ClientChecks.of(seen));
        checks.addAll(OwnChecks.of(seen));
        return new PreflightReport(at, since(start), Result.of(checks), checks);
    }

    private Duration since(long start) {
        return Duration.ofNanos(access.time().nanoTime() - start);
    }

    private Observed observe() {
        long start = access.time().nanoTime();
        Map<Side, Conversation> conversations = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Conversation one = access.with(side, settings.timeout());
            if (one != null) {
                conversations.put(side, one);
            }
        }
        Map<Side, BackendFacts> facts = facts(conversations);
        BackendFacts primary = facts.getOrDefault(Side.PRIMARY, absent(Side.PRIMARY));
        BackendFacts secondary = facts.getOrDefault(Side.SECONDARY, absent(Side.SECONDARY));
        Duration left = settings.timeout().minus(since(start));
        InventoryReport compared = !left.isNegative() && (primary.isAuthorized() && secondary.isAuthorized())
                ? inventory.survey(primary, secondary, conversations)
                : null;
        Map<Side, Observed.Line> lines = new EnumMap<>(Side.class);
        conversations.forEach((side, one) -> lines.put(
                side, new Observed.Line(access.address(side), one.clockAhead(), one.throttled(), one.longestWait())));
        return new Observed(primary, secondary, compared, lines, own());
    }

    private static BackendFacts absent(Side side) {
        return BackendFacts.unread(side, Attempt.notSent(side, Reason.NOT_CONNECTED));
    }

    /** Both backends at once, so that one that hangs leaves the other its time. */
    private Map<Side, BackendFacts> facts(Map<Side, Conversation> conversations) {
        String service = custody.monitor().service();
        Map<Side, CompletableFuture<BackendFacts>> asked = new EnumMap<>(Side.class);
        conversations.forEach((side, one) -> {
            CompletableFuture<BackendFacts> read = new CompletableFuture<>();
            Thread reader = new Thread(
                    () -> {
                        try {
                            read.complete(BackendFacts.read(one, service));
                        } catch (RuntimeException | Error failure) {
                            read.completeExceptionally(failure);
                        }
                    },
                    "dual-client-preflight-" + side);
            reader.setDaemon(true);
            reader.start();
            asked.put(side, read);
        });
        Map<Side, BackendFacts> facts = new EnumMap<>(Side.class);
        asked.forEach((side, read) -> facts.put(side, read.join()));
        return facts;
    }

    private Observed.Own own() {
        Set<Side> differing = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            if (listsDiffer.test(side)) {
                differing.add(side);
            }
        }
        StoreMonitor.State state = custody.monitor().state();
        return new Observed.Own(
                policy.get(),
                secretMigrated,
                custody.monitor().service(),
                custody.isDurable(),
                state.name(),
                problem(state),
                custody.retention(),
                custody.migratorLag(),
                settings.migrator(),
                differing);
    }

    private @Nullable String problem(StoreMonitor.State state) {
        if (state == StoreMonitor.State.LOST) {
            return "the custody store is not the right one, or has lost what it held; the log says which";
        }
        try {
            custody.notes().read("preflight");
            return null;
        } catch (StoreUnavailableException down) {
            return "the custody store cannot be read: " + down.getMessage();
        }
    }
}
