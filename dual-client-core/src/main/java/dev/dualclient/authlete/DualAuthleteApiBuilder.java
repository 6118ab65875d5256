package dev.dualclient.authlete;

import dev.dualclient.DualClient;
import dev.dualclient.DualClientBuilder;
import dev.dualclient.backend.GuardSettings;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.engine.ClientSecrets;
import dev.dualclient.http.BackendSettings;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.http.HttpBackend;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageListener;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.carryover.CarryOverSettings;
import dev.dualclient.migration.inventory.InventorySettings;
import dev.dualclient.migration.preflight.PreflightSettings;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.migration.readiness.ReadinessSettings;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.SecretListener;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.FallbackRule.NewGrantsDuringOutage;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.OperationRule;
import dev.dualclient.settings.PropertyName;
import dev.dualclient.settings.PropertyNames;
import dev.dualclient.shadow.Shadow;
import dev.dualclient.shadow.ShadowEvent;
import dev.dualclient.shadow.ShadowListener;
import dev.dualclient.warmup.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a {@link DualAuthleteApi}.
 *
 * <pre>{@code
 * DualAuthleteApi api = DualAuthleteApi.builder()
 *         .primary(to -> to.baseUrl("https://us.authlete.com").serviceId(serviceId).accessToken(accessToken))
 *         .secondary(from -> from.baseUrl("https://api.authlete.com").apiKey(serviceId).apiSecret(apiSecret))
 *         .stage(Stage.SECONDARY_FIRST)
 *         .build();
 * }</pre>
 *
 * <p>A wrong value fails in its setter, a missing or contradictory one in
 * {@link #build()}, with an {@link IllegalArgumentException} that names the property and says what to write. Not
 * thread-safe.
 */
public final class DualAuthleteApiBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(DualAuthleteApi.class);

    private final DualClientBuilder engine = DualClient.builder();
    private final BackendSettingsBuilder primary = BackendSettings.primary();
    private @Nullable BackendSettingsBuilder secondary;
    private GuardSettings guard = GuardSettings.defaults();
    private CustodySettings custody = CustodySettings.defaults();
    private @Nullable CustodyStore store;
    private @Nullable Supplier<CustodyStore> ownStore;
    private List<byte[]> storeKeys = List.of();
    private OutboxSettings outbox = OutboxSettings.defaults();
    private Time time = Time.system();
    private double sampleRate = 0.1;
    private boolean installAsDefault;
    private Migrator migrator = Migrator.UNDECLARED;
    private Duration callTimeout = Duration.ofSeconds(8);
    private WarmUp warmUp = WarmUp.of(Duration.ZERO);
    private final List<ShadowListener> shadowListeners = new ArrayList<>();

    DualAuthleteApiBuilder() {}

    /** Configures the backend migrated to, Authlete 3.0: {@code base-url}, {@code service-id}, {@code access-token}. */
    public DualAuthleteApiBuilder primary(Consumer<BackendSettingsBuilder> settings) {
        settings.accept(primary);
        return this;
    }

    /**
     * Configures the backend migrated from, Authlete 2.3: {@code base-url}, {@code api-key}, {@code api-secret}, and
     * those of the service's owner. Without it, all calls go to the primary.
     */
    public DualAuthleteApiBuilder secondary(Consumer<BackendSettingsBuilder> settings) {
        secondary = secondary == null ? BackendSettings.secondary() : secondary;
        settings.accept(secondary);
        return this;
    }

    /** Sets how far the migration is. Default: {@link Stage#PRIMARY_FIRST}. */
    public DualAuthleteApiBuilder stage(Stage stage) {
        engine.stage(stage);
        return this;
    }

    /**
     * Changes how far the migration is for single clients, for a share of them, or for all:
     * {@code stages(policy -> policy.withClient("4326385670", Stage.PRIMARY_FIRST))}. It holds until it is changed at run
     * time; the custody store keeps such a change over restarts.
     */
    public DualAuthleteApiBuilder stages(UnaryOperator<StagePolicy> change) {
        engine.stages(change);
        return this;
    }

    /**
     * Sets which share of reads is repeated at the primary in stage {@link Stage#SHADOW}, from 0 to 1. Default: 0.1.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public DualAuthleteApiBuilder shadowSampleRate(double rate) {
        sampleRate = Shadow.requireRate(rate);
        return this;
    }

    /** Adds a listener that is told what came of each read that was repeated at the primary. */
    public DualAuthleteApiBuilder shadowListener(ShadowListener listener) {
        shadowListeners.add(listener);
        return this;
    }

    /** Sets what is done if the calls of a canary end worse than those of the others; nothing by default. */
    public DualAuthleteApiBuilder canaryGuard(CanaryGuard.Action action) {
        engine.canaryGuard(action);
        return this;
    }

    /**
     * Sets how it is found out whether the secondary can be switched off: {@code readiness(settings ->
     * settings.withMigrator(Migrator.NONE))}.
     */
    public DualAuthleteApiBuilder readiness(UnaryOperator<ReadinessSettings> change) {
        engine.readiness(change);
        return this;
    }

    /** Sets what an inventory, a preflight or a probe knows of the secondary; nothing by default. */
    public DualAuthleteApiBuilder externalFacts(ExternalFacts facts) {
        engine.externalFacts(facts);
        return this;
    }

    /** Sets the name of this node for operators; the process id and the host's name by default. */
    public DualAuthleteApiBuilder instance(String name) {
        engine.instance(name);
        return this;
    }

    /** Sets how many rows a page of a token list has that is read to judge readiness; 100 by default. */
    public DualAuthleteApiBuilder scanPage(int rows) {
        engine.scanPage(rows);
        return this;
    }

    /** Adds a listener that is told of every change of the stage. */
    public DualAuthleteApiBuilder stageListener(StageListener listener) {
        engine.stageListener(listener);
        return this;
    }

    /**
     * Chooses what an operation does, or operations of a pattern: {@code rule("vci-*", rule ->
     * rule.withTimeout(Duration.ofSeconds(2)))}. What custody knows of a credential comes before it.
     *
     * @param operations the id of an operation, {@code auth-introspection} say, or a pattern in which {@code *} stands
     *     for anything
     */
    public DualAuthleteApiBuilder rule(String operations, UnaryOperator<OperationRule> rule) {
        engine.rule(operations, rule);
        return this;
    }

    /**
     * Sets how a first attempt has to end for the second backend to be asked, where no rule says otherwise. Default:
     * {@code unrecognized}, {@code unavailable}, {@code indeterminate-if-repeatable}.
     */
    public DualAuthleteApiBuilder fallBackOn(String... conditions) {
        engine.fallBackOn(List.of(conditions));
        return this;
    }

    /** Allows the rules of these ids and patterns, as they were chosen, to be unsafe. Default: none. */
    public DualAuthleteApiBuilder allowUnsafeRules(String... keys) {
        engine.allowUnsafeRules(List.of(keys));
        return this;
    }

    /** Sets the budget of a call, shared by all that is asked for it. Default: 8 s. */
    public DualAuthleteApiBuilder callTimeout(Duration budget) {
        callTimeout = budget;
        engine.callTimeout(budget);
        return this;
    }

    /** Sets where a new login starts while the leader is down. Default: at the other backend. */
    public DualAuthleteApiBuilder newGrantsDuringOutage(NewGrantsDuringOutage rule) {
        engine.newGrantsDuringOutage(rule);
        return this;
    }

    /** Sets the budget of each backend's half of a kill. Default: 3 s. */
    public DualAuthleteApiBuilder killTimeout(Duration budget) {
        engine.killTimeout(budget);
        return this;
    }

    /** Sets how old a JWK set or discovery document may be that is served while its backend is down. Default: 24 h. */
    public DualAuthleteApiBuilder jwksMaxStale(Duration age) {
        engine.maxStale(age);
        return this;
    }

    /**
     * Sets how long it is remembered that both backends do not know a token, so that the same one again costs them
     * nothing. Default: 1 s; zero for not at all.
     */
    public DualAuthleteApiBuilder unknownTokenTtl(Duration ttl) {
        engine.unknownTokenTtl(ttl);
        return this;
    }

    /**
     * Sets how many calls hedged reads may make in vain, in percent of the calls that may be hedged. Default: 10. Hedging
     * itself is chosen by {@code rule("auth-introspection", rule -> rule.withHedgeAfter(...))}.
     */
    public DualAuthleteApiBuilder hedgeBudget(int percent) {
        engine.hedgeBudget(percent);
        return this;
    }

    /** Changes how both backends are guarded: {@code circuitBreaker(guard -> guard.withFailureRate(30))}. */
    public DualAuthleteApiBuilder circuitBreaker(UnaryOperator<GuardSettings> change) {
        guard = change.apply(guard);
        return this;
    }

    /** Changes how custody remembers: {@code custody(custody -> custody.withMaxEntries(100_000))}. */
    public DualAuthleteApiBuilder custody(UnaryOperator<CustodySettings> change) {
        custody = change.apply(custody);
        return this;
    }

    /**
     * Sets the store in which custody is kept, shared by all nodes that are given the same one. Default: the memory of
     * this process, which a restart forgets. Not closed with the API.
     *
     * @param shared the store
     * @param keys the secrets from which keyed hashes and encryption keys are made, the newest first, each at least 32
     *     bytes; the same on all nodes
     */
    public DualAuthleteApiBuilder custodyStore(CustodyStore shared, byte[]... keys) {
        keys(keys);
        store = shared;
        ownStore = null;
        return this;
    }

    /** Sets a store that is opened with the API and closed with it. */
    void ownStore(Supplier<CustodyStore> opening, byte[]... keys) {
        keys(keys);
        store = null;
        ownStore = opening;
    }

    private void keys(byte[]... keys) {
        Custody.requireLong(List.of(keys));
        storeKeys = Stream.of(keys).map(byte[]::clone).toList();
    }

    /**
     * Sets when a kill or an update has succeeded. Default: {@link KillConfirm#DURABLE} with a durable store,
     * {@link KillConfirm#STRICT} with the memory of this process.
     */
    public DualAuthleteApiBuilder killConfirm(KillConfirm when) {
        engine.killConfirm(when);
        return this;
    }

    /** Changes how the outbox is delivered: {@code outbox(outbox -> outbox.withMaxAge(...))}. */
    public DualAuthleteApiBuilder outbox(UnaryOperator<OutboxSettings> change) {
        outbox = change.apply(outbox);
        engine.outbox(outbox);
        return this;
    }

    /**
     * Sets whether a thread looks after the store and delivers the outbox, every second. Default: true. Without
     * it, {@link dev.dualclient.DualClient#tick} is to be called.
     */
    public DualAuthleteApiBuilder background(boolean on) {
        engine.background(on);
        return this;
    }

    /** Declares that these clients have the same secret at both backends, so that the primary's "no" to it is final. */
    public DualAuthleteApiBuilder secretMigrated(String... clientIds) {
        engine.secretMigrated(List.of(clientIds));
        return this;
    }

    /** Sets what becomes of a client's secret that differs at the primary. Default: {@link ClientSecrets#KEEP}. */
    public DualAuthleteApiBuilder clientSecrets(ClientSecrets rule) {
        engine.clientSecrets(rule);
        return this;
    }

    /** Adds a listener that is told of every secret that is set at the primary by {@link ClientSecrets#REPAIR_ON_USE}. */
    public DualAuthleteApiBuilder secretListener(SecretListener listener) {
        engine.secretListener(listener);
        return this;
    }

    /** Changes how the inventory reads: {@code inventory(inventory -> inventory.withCallsPerSecond(20))}. */
    public DualAuthleteApiBuilder inventory(UnaryOperator<InventorySettings> change) {
        engine.inventory(change);
        return this;
    }

    /** Changes how the preflight runs: {@code preflight(preflight -> preflight.withMigrator(Migrator.EXTERNAL))}. */
    public DualAuthleteApiBuilder preflight(UnaryOperator<PreflightSettings> change) {
        engine.preflight(change);
        return this;
    }

    /**
     * Declares whether a token migrator copies tokens to the primary, for readiness, the preflight and carry-over. Default:
     * {@link Migrator#UNDECLARED}. With {@link Migrator#NONE}, and unless {@link #custody} says otherwise, a copy is late for
     * {@code outbox.settle} and {@code call-timeout} at most.
     */
    public DualAuthleteApiBuilder migrator(Migrator declared) {
        migrator = declared;
        engine.migrator(declared);
        return this;
    }

    /**
     * Changes what is carried over: {@code carryOver(carry -> carry.withEnabled(true))}. Default: nothing. Needs
     * {@link Migrator#NONE} and a durable store; nothing is carried over before a
     * {@linkplain dev.dualclient.migration.carryover.CarryOver#selfTest self-test} has passed.
     */
    public DualAuthleteApiBuilder carryOver(UnaryOperator<CarryOverSettings> change) {
        engine.carryOver(change);
        return this;
    }

    /** Adds a listener that is told of every call. */
    public DualAuthleteApiBuilder listener(CallListener listener) {
        engine.listener(listener);
        return this;
    }

    /** Sets what surrounds every request to a backend, to measure or to trace it. Default: nothing. */
    public DualAuthleteApiBuilder attemptObserver(AttemptObserver around) {
        engine.attemptObserver(around);
        return this;
    }

    /** Sets whether the API replaces the default API of {@code AuthleteApiFactory} once it is built. Default: false. */
    public DualAuthleteApiBuilder installAsDefault(boolean on) {
        installAsDefault = on;
        return this;
    }

    /**
     * Takes properties below {@code dual-client} over, as {@code docs/configuration.md} lists them. A custody store that they
     * name is opened by {@link #build()} and closed with the API.
     *
     * @param properties the values by name; placeholders in them are resolved already
     * @param store the custody store to use instead of the one that the properties name, {@code null} for that one
     * @throws IllegalArgumentException if a name is unknown or a value is wrong; the message says what to write
     */
    public DualAuthleteApiBuilder properties(Map<PropertyName, String> properties, @Nullable CustodyStore store) {
        PropertyMapping.map(properties, store, this);
        return this;
    }

    /** Returns the names of all properties below {@code dual-client}. */
    public static PropertyNames propertyNames() {
        return PropertyTable.NAMES;
    }

    /** Returns whether anything is set for a secondary, so that the API will have two backends. */
    public boolean hasSecondary() {
        return secondary != null;
    }

    /** Returns the id of the service at the primary, {@code null} if none is set. */
    public @Nullable String serviceId() {
        return primary.serviceId();
    }

    /**
     * Sets how long synthetic calls warm the code up in {@link #build()}, which takes so much longer. They pass through an
     * engine of their own to backends in memory: no real backend, store, listener or metric takes part. A warm-up that fails
     * is logged, and the API is built all the same. Default: zero, for none.
     *
     * @throws IllegalArgumentException if it is negative or longer than five minutes
     */
    public DualAuthleteApiBuilder warmUp(Duration time) {
        warmUp = WarmUp.of(time);
        return this;
    }

    /** Sets the source of time. Default: this machine's. */
    public DualAuthleteApiBuilder time(Time source) {
        time = source;
        engine.time(source);
        return this;
    }

    /**
     * Returns the API, after the {@linkplain #warmUp warm-up}. Connects to no backend before the first call.
     *
     * @throws IllegalArgumentException if a setting is missing or contradicts another
     */
    public DualAuthleteApi build() {
        Libraries.check(DualAuthleteApi.class.getClassLoader());
        BackendSettings first = primary.build();
        BackendSettings second = secondary == null ? null : secondary.build();
        if (second != null) {
            BackendSettingsCheck.check(first, second);
        } else {
            LOG.info("No secondary backend is configured: every call goes to {}", first);
        }
        HttpBackend way = new HttpBackend(first);
        HttpBackend other = second == null ? null : new HttpBackend(second);
        List<Runnable> opened = new ArrayList<>(List.of(way::close));
        AtomicReference<@Nullable DualClient> built = new AtomicReference<>();
        try {
            engine.primary(guarded(first, way));
            if (second != null && other != null) {
                opened.add(other::close);
                shadowListeners.add(event -> disagreed(built.get(), event));
                engine.secondary(guarded(second, other))
                        .readListener(new Shadow(way, classifier(first), sampleRate, shadowListeners, time));
            }
            Custody kept = custody(first.serviceId(), opened);
            engine.custody(kept);
            DualClient client = engine.build();
            built.set(client);
            if (second != null) {
                tellStart(client.stage(), first, second, kept);
            }
            DualAuthleteApi api = DualAuthleteApi.over(client);
            ResilienceLayer.warn(DualAuthleteApi.class.getClassLoader());
            warmUp.run(ApiRehearsal::new);
            if (installAsDefault) {
                api.installAsDefault();
            }
            return api;
        } catch (RuntimeException refused) { // nobody would ever close what was opened
            opened.forEach(Runnable::run);
            throw refused;
        }
    }

    private static void tellStart(Stage stage, BackendSettings first, BackendSettings second, Custody custody) {
        boolean ahead = stage.leader() == Side.PRIMARY;
        LOG.info(
                "Dual Client is in use: stage {}, {} leads, then {}; custody in {}",
                stage.text(),
                ahead ? first : second,
                ahead ? second : first,
                custody.isDurable()
                        ? "a durable store"
                        : "the memory of this process, for one node, lost at a restart");
    }

    private Custody custody(@Nullable String serviceId, List<Runnable> opened) {
        String service = serviceId == null ? "" : serviceId;
        CustodyStore kept = store;
        if (ownStore != null) {
            kept = ownStore.get();
            opened.add(kept::close);
            engine.closedLast(kept::close);
        }
        return kept == null
                ? Custody.inMemory(service, custodySettings(), outbox, time)
                : Custody.open(kept, storeKeys, service, custodySettings(), outbox, time);
    }

    /** Where no migrator is at work, only what a request still has under way at the primary can be late. */
    private CustodySettings custodySettings() {
        boolean unset = custody.migratorLag().equals(CustodySettings.defaults().migratorLag());
        return migrator == Migrator.NONE && unset
                ? custody.withMigratorLag(outbox.settle().plus(callTimeout))
                : custody;
    }

    /** Backends that disagree speak against leaving one of them alone. */
    private static void disagreed(@Nullable DualClient client, ShadowEvent event) {
        if (client != null && event.result() == ShadowEvent.Result.DIFFERENT_OUTCOME) {
            client.readiness().disagreed();
        }
    }

    private static Classifier classifier(BackendSettings settings) {
        return new Classifier(settings.unprocessedStatuses());
    }

    private GuardedBackend guarded(BackendSettings settings, HttpBackend way) {
        return new GuardedBackend(
                settings.side(), way, classifier(settings), time, guard.withMaxConcurrent(settings.maxConnections()));
    }
}
