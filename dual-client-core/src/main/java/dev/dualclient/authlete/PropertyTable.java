package dev.dualclient.authlete;

import static dev.dualclient.settings.ValueType.choice;
import static dev.dualclient.settings.ValueType.duration;
import static dev.dualclient.settings.ValueType.flag;
import static dev.dualclient.settings.ValueType.integer;
import static dev.dualclient.settings.ValueType.integers;
import static dev.dualclient.settings.ValueType.number;
import static dev.dualclient.settings.ValueType.oneOf;
import static dev.dualclient.settings.ValueType.size;
import static dev.dualclient.settings.ValueType.text;
import static dev.dualclient.settings.ValueType.texts;
import static dev.dualclient.settings.ValueType.whole;

import dev.dualclient.engine.ClientSecrets;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.carryover.CarryOverSettings;
import dev.dualclient.operation.Route;
import dev.dualclient.routing.FallbackRule.NewGrantsDuringOutage;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.WhoseAnswer;
import dev.dualclient.routing.WhoseRefusal;
import dev.dualclient.settings.PropertyNames;
import dev.dualclient.settings.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The properties below {@code dual-client}, one row each: its name, how its value is written, and which setting it is. The
 * drop-in, a file and the environment are read by this table, and so are the properties that Spring Boot has bound.
 */
final class PropertyTable {

    /** Less would fail every call, or forget a kill before the migrator has written what it read before. */
    private static final Floor CALL = new Floor(Duration.ofMillis(100), "100ms");

    private static final Floor RETENTION = new Floor(Duration.ofHours(1), "1h");
    private static final Floor MIGRATOR_LAG = new Floor(Duration.ofMinutes(1), "1m");

    private static final Map<String, Row<?>> ROWS = rows();

    /** The names of all properties. */
    static final PropertyNames NAMES = new PropertyNames(ROWS.values().stream()
            .collect(Collectors.toMap(Row::pattern, Row::type, (one, other) -> one, LinkedHashMap::new)));

    private PropertyTable() {}

    /** A shortest duration, and how it is written. */
    private record Floor(Duration least, String written) {

        Duration check(String property, Duration time) {
            if (time.compareTo(least) < 0) {
                throw new IllegalArgumentException("dual-client." + property + " is " + time
                        + ", which is too short: write " + written + " or more");
            }
            return time;
        }
    }

    /** Takes a value over; the key is that in the place of the star of the row's pattern. */
    private interface Setter<T> {
        void set(PropertyMapping to, String key, T value);
    }

    /** A property. */
    private record Row<T>(String pattern, ValueType<T> type, Setter<T> setter) {

        void apply(PropertyMapping to, String written, String key, String value) {
            if (type.isList() || !value.isBlank()) { // a value left blank counts as not written
                setter.set(to, key, type.read(written, value));
            }
        }
    }

    /**
     * Takes the value of a property over.
     *
     * @param pattern the pattern of the property
     * @param written the name as it was written, for messages
     * @param key the key in the place of the pattern's star
     * @throws IllegalArgumentException if the value is wrong
     */
    static void apply(String pattern, PropertyMapping to, String written, String key, String value) {
        Row<?> row = ROWS.get(pattern);
        if (row == null) {
            throw new IllegalArgumentException(pattern + " is no pattern of a property");
        }
        row.apply(to, written, key, value);
    }

    private static Map<String, Row<?>> rows() {
        List<Row<?>> rows = new ArrayList<>();
        rows.addAll(general());
        rows.addAll(backend("primary"));
        rows.addAll(backend("secondary"));
        rows.addAll(ofPrimaryAlone());
        rows.addAll(ofSecondaryAlone());
        rows.addAll(routing());
        rows.addAll(custody());
        rows.addAll(outbox());
        rows.addAll(migration());
        rows.addAll(carryOver());
        rows.addAll(ofSpringAlone());
        Map<String, Row<?>> byPattern = new LinkedHashMap<>();
        rows.forEach(row -> byPattern.put(row.pattern(), row));
        return byPattern;
    }

    private static <T> Row<T> row(String pattern, ValueType<T> type, BiConsumer<PropertyMapping, T> setter) {
        return new Row<>(pattern, type, (to, key, value) -> setter.accept(to, value));
    }

    private static Row<Duration> row(String pattern, Floor floor, BiConsumer<PropertyMapping, Duration> setter) {
        return row(pattern, duration(), (to, time) -> setter.accept(to, floor.check(pattern, time)));
    }

    private static <T> Row<T> entry(String pattern, ValueType<T> type, Setter<T> setter) {
        return new Row<>(pattern, type, setter);
    }

    private static List<Row<?>> general() {
        return List.of(
                row("stage", oneOf(Stage.class), (to, stage) -> to.builder().stage(stage)),
                row("maintenance", flag(), (to, on) -> to.builder().stages(policy -> policy.withMaintenance(on))),
                row("call-timeout", CALL, (to, time) -> to.builder().callTimeout(time)),
                row("unknown-token-ttl", duration(), (to, time) -> to.builder().unknownTokenTtl(time)),
                row(
                        "client-secrets",
                        oneOf(ClientSecrets.class),
                        (to, rule) -> to.builder().clientSecrets(rule)),
                row("warm-up", duration(), (to, time) -> to.builder().warmUp(time)),
                row("install-as-default", flag(), (to, on) -> to.builder().installAsDefault(on)),
                entry(
                        "clients.*.stage",
                        oneOf(Stage.class),
                        (to, client, stage) -> to.builder().stages(policy -> policy.withClient(client, stage))),
                entry("clients.*.secret-migrated", flag(), PropertyMapping::secretMigrated),
                entry("clients.*.carry-over", flag(), PropertyMapping::carryOver),
                row("canary.stage", oneOf(Stage.class), PropertyMapping::canaryStage),
                row("canary.percent", number(), (to, share) -> to.canaryPercent(share.doubleValue())),
                row("shadow.sample-rate", number(), (to, rate) -> to.builder().shadowSampleRate(rate.doubleValue())),
                row("jwks.max-stale", duration(), (to, age) -> to.builder().jwksMaxStale(age)),
                row("hedge.budget", integer(), (to, percent) -> to.builder().hedgeBudget(percent)),
                row(
                        "circuit-breaker.failure-rate",
                        number(),
                        (to, rate) -> to.builder().circuitBreaker(guard -> guard.withFailureRate(rate.floatValue()))),
                row(
                        "circuit-breaker.minimum-calls",
                        integer(),
                        (to, count) -> to.builder().circuitBreaker(guard -> guard.withMinimumCalls(count))),
                row(
                        "circuit-breaker.open",
                        duration(),
                        (to, time) -> to.builder().circuitBreaker(guard -> guard.withOpen(time))));
    }

    private static <T> Row<T> backend(
            String side, String name, ValueType<T> type, BiConsumer<BackendSettingsBuilder, T> setter) {
        return row(
                side + "." + name, type, (to, value) -> to.backend(side, settings -> setter.accept(settings, value)));
    }

    private static List<Row<?>> backend(String side) {
        return List.of(
                backend(side, "base-url", text(), BackendSettingsBuilder::baseUrl),
                backend(side, "service-id", text(), BackendSettingsBuilder::serviceId),
                backend(side, "connect-timeout", duration(), BackendSettingsBuilder::connectTimeout),
                backend(side, "response-timeout", duration(), BackendSettingsBuilder::responseTimeout),
                backend(side, "max-connections", integer(), BackendSettingsBuilder::maxConnections),
                backend(side, "max-idle", duration(), BackendSettingsBuilder::maxIdle),
                backend(side, "connection-ttl", duration(), BackendSettingsBuilder::connectionTtl),
                backend(side, "max-response-size", size(), (to, bytes) -> to.maxResponseSize(bytes(side, bytes))),
                backend(side, "proxy", text(), BackendSettingsBuilder::proxy),
                backend(side, "unprocessed-statuses", integers(), (to, all) -> to.unprocessedStatuses(Set.copyOf(all))),
                row(
                        side + ".ssl-bundle",
                        text(),
                        (to, name) -> to.needsSpring(
                                side + ".ssl-bundle",
                                "set the system properties javax.net.ssl.trustStore and javax.net.ssl.keyStore, or call"
                                        + " sslContext of the builder")));
    }

    private static int bytes(String side, long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "dual-client." + side + ".max-response-size is " + bytes + " bytes: write less than 2GB");
        }
        return (int) bytes;
    }

    private static List<Row<?>> ofPrimaryAlone() {
        return List.of(
                backend("primary", "access-token", text(), BackendSettingsBuilder::accessToken),
                backend("primary", "access-token-file", text(), BackendSettingsBuilder::accessTokenFile),
                backend("primary", "dpop-key", text(), BackendSettingsBuilder::dpopKey));
    }

    private static List<Row<?>> ofSecondaryAlone() {
        return List.of(
                backend("secondary", "api-key", text(), BackendSettingsBuilder::apiKey),
                backend("secondary", "api-secret", text(), BackendSettingsBuilder::apiSecret),
                backend("secondary", "api-secret-file", text(), BackendSettingsBuilder::apiSecretFile),
                backend("secondary", "owner-api-key", text(), BackendSettingsBuilder::ownerApiKey),
                backend("secondary", "owner-api-secret", text(), BackendSettingsBuilder::ownerApiSecret),
                backend("secondary", "owner-api-secret-file", text(), BackendSettingsBuilder::ownerApiSecretFile));
    }

    private static List<Row<?>> routing() {
        return List.of(
                row(
                        "fallback.on",
                        texts(),
                        (to, conditions) -> to.builder()
                                .fallBackOn(PropertyMapping.conditions("dual-client.fallback.on", conditions))),
                row(
                        "fallback.new-grants-during-outage",
                        oneOf(NewGrantsDuringOutage.class),
                        (to, rule) -> to.builder().newGrantsDuringOutage(rule)),
                row(
                        "allow-unsafe-rules",
                        texts(),
                        (to, keys) -> to.builder()
                                .allowUnsafeRules(keys.stream()
                                        .map(PropertyMapping::operations)
                                        .toArray(String[]::new))),
                entry(
                        "operations.*.route",
                        oneOf(Route.class),
                        (to, key, route) -> to.rule(key, rule -> rule.withRoute(route))),
                entry(
                        "operations.*.fall-back-on",
                        texts(),
                        (to, key, conditions) -> to.rule(
                                key,
                                rule -> rule.withFallBackOn(PropertyMapping.conditions(
                                        "dual-client.operations." + PropertyMapping.operations(key) + ".fall-back-on",
                                        conditions)))),
                entry(
                        "operations.*.answer",
                        oneOf(WhoseAnswer.class),
                        (to, key, answer) -> to.rule(key, rule -> rule.withAnswer(answer))),
                entry(
                        "operations.*.when-both-refuse",
                        oneOf(WhoseRefusal.class),
                        (to, key, refusal) -> to.rule(key, rule -> rule.withWhenBothRefuse(refusal))),
                entry(
                        "operations.*.timeout",
                        duration(),
                        (to, key, time) -> to.rule(key, rule -> rule.withTimeout(time))),
                entry(
                        "operations.*.hedge-after",
                        duration(),
                        (to, key, time) -> to.rule(key, rule -> rule.withHedgeAfter(time))));
    }

    private static List<Row<?>> custody() {
        return List.of(
                row("custody.store", oneOf(StoreProperties.Kind.class), (to, kind) -> to.store().kind = kind),
                row("custody.keys", texts(), (to, keys) -> to.store().keys(keys)),
                row(
                        "custody.hint-ttl",
                        duration(),
                        (to, time) -> to.builder().custody(custody -> custody.withHintTtl(time))),
                row(
                        "custody.retention",
                        RETENTION,
                        (to, time) -> to.builder().custody(custody -> custody.withRetention(time))),
                row(
                        "custody.migrator-lag",
                        MIGRATOR_LAG,
                        (to, time) -> to.builder().custody(custody -> custody.withMigratorLag(time))),
                row(
                        "custody.max-entries",
                        whole(),
                        (to, count) -> to.builder().custody(custody -> custody.withMaxEntries(count))),
                row(
                        "custody.max-unknown-kills",
                        whole(),
                        (to, count) -> to.builder().custody(custody -> custody.withMaxUnknownKills(count))),
                row("custody.redis.uri", text(), (to, uri) -> to.store().redisUri = uri.strip()),
                row("custody.redis.prefix", text(), (to, prefix) -> to.store().redisPrefix = prefix.strip()),
                row("custody.jdbc.jndi-name", text(), (to, name) -> to.store().jndiName = name.strip()),
                row("custody.jdbc.url", text(), (to, url) -> to.store().jdbcUrl = url.strip()),
                row("custody.jdbc.user", text(), (to, user) -> to.store().jdbcUser = user),
                row("custody.jdbc.password", text(), (to, password) -> to.store().jdbcPassword = password));
    }

    private static List<Row<?>> outbox() {
        return List.of(
                row("kill.confirm", oneOf(KillConfirm.class), PropertyMapping::killConfirm),
                row("kill.timeout", CALL, (to, time) -> to.builder().killTimeout(time)),
                row(
                        "outbox.backoff",
                        duration(),
                        (to, time) -> to.builder().outbox(outbox -> outbox.withBackoff(time))),
                row(
                        "outbox.max-backoff",
                        duration(),
                        (to, time) -> to.builder().outbox(outbox -> outbox.withMaxBackoff(time))),
                row("outbox.max-age", duration(), (to, time) -> to.builder().outbox(outbox -> outbox.withMaxAge(time))),
                row("outbox.hold", duration(), (to, time) -> to.builder().outbox(outbox -> outbox.withHold(time))),
                row("outbox.settle", duration(), (to, time) -> to.builder().outbox(outbox -> outbox.withSettle(time))));
    }

    private static List<Row<?>> migration() {
        return List.of(
                row(
                        "migrator",
                        oneOf(Migrator.class),
                        (to, migrator) -> to.builder().migrator(migrator)),
                row(
                        "canary.guard",
                        oneOf(CanaryGuard.Action.class),
                        (to, action) -> to.builder().canaryGuard(action)),
                row(
                        "readiness.scan.enabled",
                        flag(),
                        (to, on) -> to.builder().readiness(readiness -> readiness.withScanEnabled(on))),
                row(
                        "readiness.scan.every",
                        duration(),
                        (to, period) -> to.builder()
                                .readiness(readiness -> readiness.withScan(period, readiness.callsPerSecond()))),
                row(
                        "readiness.scan.calls-per-second",
                        integer(),
                        (to, calls) ->
                                to.builder().readiness(readiness -> readiness.withScan(readiness.every(), calls))),
                row(
                        "readiness.max-age",
                        duration(),
                        (to, age) -> to.builder().readiness(readiness -> readiness.withMaxAge(age))),
                row(
                        "readiness.quiet",
                        duration(),
                        (to, time) -> to.builder().readiness(readiness -> readiness.withQuiet(time))),
                row(
                        "readiness.sweeps-unused-after",
                        duration(),
                        (to, age) -> to.builder().readiness(readiness -> readiness.withSweepsUnusedAfter(age))),
                row(
                        "readiness.accept",
                        texts(),
                        (to, names) -> to.builder().readiness(readiness -> readiness.withAccept(Set.copyOf(names)))),
                row(
                        "preflight.timeout",
                        duration(),
                        (to, time) -> to.builder().preflight(preflight -> preflight.withTimeout(time))),
                row(
                        "inventory.calls-per-second",
                        integer(),
                        (to, rate) -> to.builder().inventory(inventory -> inventory.withCallsPerSecond(rate))),
                row(
                        "inventory.page",
                        integer(),
                        (to, page) -> to.builder().inventory(inventory -> inventory.withPage(page))),
                row(
                        "inventory.max-clients",
                        integer(),
                        (to, most) -> to.builder().inventory(inventory -> inventory.withMaxClients(most))));
    }

    private static List<Row<?>> carryOver() {
        return List.of(
                row("carry-over.enabled", flag(), (to, on) -> to.builder().carryOver(carry -> carry.withEnabled(on))),
                row(
                        "carry-over.tokens",
                        oneOf(CarryOverSettings.Tokens.class),
                        (to, which) -> to.builder().carryOver(carry -> carry.withTokens(which))),
                row(
                        "carry-over.verify",
                        oneOf(CarryOverSettings.Verify.class),
                        (to, which) -> to.builder().carryOver(carry -> carry.withVerify(which))),
                row(
                        "carry-over.min-remaining",
                        duration(),
                        (to, life) -> to.builder().carryOver(carry -> carry.withMinRemaining(life))),
                row(
                        "carry-over.max-in-flight",
                        integer(),
                        (to, most) -> to.builder().carryOver(carry -> carry.withMaxInFlight(most))),
                row(
                        "carry-over.queue",
                        integer(),
                        (to, most) -> to.builder().carryOver(carry -> carry.withQueue(most))),
                row("carry-over.tidy-secondary", text(), PropertyMapping::tidySecondary),
                row(
                        "carry-over.self-test",
                        oneOf(CarryOverSettings.SelfTest.class),
                        (to, whether) -> to.builder().carryOver(carry -> carry.withSelfTest(whether))));
    }

    /** What another part of Dual Client reads. Its names are known everywhere, so that a misspelt one is noticed. */
    private static List<Row<?>> ofSpringAlone() {
        String gateway = "run dual-client-gateway, or build a GatewayServlet";
        String console = "add dual-client-console to a Spring Boot application";
        String resources = "use the Spring Boot starter in the resource server";
        return List.of(
                ofSpring("gateway.enabled", flag(), gateway),
                ofSpring("gateway.path", text(), gateway),
                ofSpring("gateway.callers[*].user", text(), gateway),
                ofSpring("gateway.callers[*].secret", text(), gateway),
                ofSpring("gateway.max-body-size", size(), gateway),
                ofSpring(
                        "preflight.on-start",
                        choice("off", "report", "require"),
                        "call DualClient.preflight() before the server serves"),
                ofSpring("console.enabled", flag(), console),
                ofSpring("console.path", text(), console),
                ofSpring("console.allow-changes", flag(), console),
                ofSpring("resource-server.tokens", choice("opaque", "jwt"), resources),
                ofSpring("resource-server.jwt.issuer", text(), resources),
                ofSpring("resource-server.jwt.audiences", texts(), resources),
                ofSpring("resource-server.jwt.types", texts(), resources));
    }

    private static <T> Row<T> ofSpring(String pattern, ValueType<T> type, String remedy) {
        return entry(pattern, type, (to, key, value) -> to.needsSpring(pattern, remedy));
    }
}
