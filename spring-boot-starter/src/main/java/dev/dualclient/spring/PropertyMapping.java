package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.spring.DualClientProperties.CircuitBreaker;
import dev.dualclient.spring.DualClientProperties.Client;
import dev.dualclient.spring.DualClientProperties.Custody;
import dev.dualclient.spring.DualClientProperties.Kill;
import dev.dualclient.spring.DualClientProperties.Outbox;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Hands the properties that are written over to the builder, which judges them. */
final class PropertyMapping {

    /** Less would fail every call, or forget a kill before the migrator has written what it read before. */
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(100);

    private static final Duration RETENTION = Duration.ofHours(1);
    private static final Duration MIGRATOR_LAG = Duration.ofMinutes(1);

    private final ObjectProvider<SslBundles> bundles;
    private final ObjectProvider<CustodyStore> stores;

    private final Environment environment;

    PropertyMapping(ObjectProvider<SslBundles> bundles, ObjectProvider<CustodyStore> stores, Environment environment) {
        this.bundles = bundles;
        this.stores = stores;
        this.environment = environment;
    }

    DualAuthleteApiBuilder builder(DualClientProperties properties) {
        DualAuthleteApiBuilder builder = DualAuthleteApi.builder()
                .stages(unset -> StageProperties.of(properties).policy())
                .allowUnsafeRules(properties.allowUnsafeRules().stream()
                        .map(RuleMapping::key)
                        .toArray(String[]::new))
                .callTimeout(atLeast("call-timeout", CALL_TIMEOUT, "100ms", properties.callTimeout()))
                .unknownTokenTtl(properties.unknownTokenTtl())
                .clientSecrets(properties.clientSecrets())
                .migrator(properties.migrator())
                .secretMigrated(secretMigrated(properties.clients()));
        mapCustody(properties, builder);
        mapTuning(properties, builder);
        RuleMapping.map(properties, environment, builder);
        PrimaryProperties primary = properties.primary();
        if (primary != null) {
            builder.primary(settings -> map(primary, settings));
        }
        SecondaryProperties secondary = properties.secondary();
        if (secondary != null) {
            builder.secondary(settings -> map(secondary, settings));
        }
        return builder;
    }

    private void mapCustody(DualClientProperties properties, DualAuthleteApiBuilder builder) {
        CustodyStore store = stores.getIfAvailable();
        Custody custody = properties.custody();
        if (custody != null) {
            builder.custody(unset -> new CustodySettings(
                    custody.hintTtl(),
                    atLeast("custody.retention", RETENTION, "1h", custody.retention()),
                    atLeast("custody.migrator-lag", MIGRATOR_LAG, "1m", custody.migratorLag()),
                    custody.maxEntries(),
                    custody.maxUnknownKills()));
        }
        if (store == null && custody != null && !custody.keys().isEmpty()) {
            throw new IllegalArgumentException(
                    "dual-client.custody.keys is set, but the memory store takes no keys: write"
                            + " jdbc or redis into dual-client.custody.store, or leave the keys out");
        }
        if (store != null) {
            builder.custodyStore(store, keys(custody == null ? List.of() : custody.keys()));
        }
        Kill kill = properties.kill();
        if (kill != null) {
            builder.killTimeout(atLeast("kill.timeout", CALL_TIMEOUT, "100ms", kill.timeout()));
        }
        KillConfirm confirm = kill == null ? null : kill.confirm();
        if (confirm == KillConfirm.DURABLE && store == null) {
            throw new IllegalArgumentException("dual-client.kill.confirm is durable, but the memory store keeps nothing"
                    + " over a restart: write strict");
        }
        if (confirm != null) {
            builder.killConfirm(confirm);
        }
    }

    private static void mapTuning(DualClientProperties properties, DualAuthleteApiBuilder builder) {
        Outbox outbox = properties.outbox();
        if (outbox != null) {
            builder.outbox(unset -> new OutboxSettings(
                    outbox.backoff(), outbox.maxBackoff(), outbox.maxAge(), outbox.hold(), outbox.settle()));
        }
        CircuitBreaker circuit = properties.circuitBreaker();
        if (circuit != null) {
            builder.circuitBreaker(guard -> guard.withMinimumCalls(circuit.minimumCalls())
                    .withFailureRate(circuit.failureRate())
                    .withOpen(circuit.open()));
        }
        if (properties.fallback() != null) {
            builder.newGrantsDuringOutage(properties.fallback().newGrantsDuringOutage());
        }
        if (properties.hedge() != null) {
            builder.hedgeBudget(properties.hedge().budget());
        }
        CarryOverProperties carryOver = properties.carryOver();
        if (carryOver != null) {
            builder.carryOver(unset -> carryOver.settings(properties.clients()));
        }
        if (properties.shadow() != null) {
            builder.shadowSampleRate(properties.shadow().sampleRate());
        }
        if (properties.jwks() != null) {
            builder.jwksMaxStale(properties.jwks().maxStale());
        }
    }

    private static Duration atLeast(String property, Duration floor, String words, Duration time) {
        if (time.compareTo(floor) < 0) {
            throw new IllegalArgumentException(
                    "dual-client." + property + " is " + time + ", which is too short: write " + words + " or more");
        }
        return time;
    }

    private static byte[][] keys(List<String> encoded) {
        byte[][] keys = new byte[encoded.size()][];
        for (int at = 0; at < keys.length; at++) {
            try {
                keys[at] = Base64.getDecoder().decode(encoded.get(at).strip());
            } catch (IllegalArgumentException undecodable) { // its message would show a piece of the key
                throw new IllegalArgumentException("dual-client.custody.keys[" + at
                        + "] is not base64: write what `openssl rand -base64 32` prints");
            }
        }
        return keys;
    }

    private static String[] secretMigrated(Map<String, Client> clients) {
        return clients.entrySet().stream()
                .filter(client -> client.getValue().secretMigrated())
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    private void map(PrimaryProperties from, BackendSettingsBuilder to) {
        to.baseUrl(written(from.baseUrl()))
                .serviceId(written(from.serviceId()))
                .accessToken(written(from.accessToken()))
                .dpopKey(written(from.dpopKey()))
                .proxy(written(from.proxy()))
                .sslContext(tls("primary", written(from.sslBundle())))
                .connectTimeout(from.connectTimeout())
                .responseTimeout(from.responseTimeout())
                .maxConnections(from.maxConnections())
                .maxIdle(from.maxIdle())
                .connectionTtl(from.connectionTtl())
                .maxResponseSize(bytes("primary", from.maxResponseSize()))
                .unprocessedStatuses(from.unprocessedStatuses());
    }

    private void map(SecondaryProperties from, BackendSettingsBuilder to) {
        to.baseUrl(written(from.baseUrl()))
                .serviceId(written(from.serviceId()))
                .apiKey(written(from.apiKey()))
                .apiSecret(written(from.apiSecret()))
                .ownerApiKey(written(from.ownerApiKey()))
                .ownerApiSecret(written(from.ownerApiSecret()))
                .proxy(written(from.proxy()))
                .sslContext(tls("secondary", written(from.sslBundle())))
                .connectTimeout(from.connectTimeout())
                .responseTimeout(from.responseTimeout())
                .maxConnections(from.maxConnections())
                .maxIdle(from.maxIdle())
                .connectionTtl(from.connectionTtl())
                .maxResponseSize(bytes("secondary", from.maxResponseSize()))
                .unprocessedStatuses(from.unprocessedStatuses());
    }

    private @Nullable SSLContext tls(String side, @Nullable String bundle) {
        if (bundle == null) {
            return null;
        }
        SslBundles known = bundles.getIfAvailable();
        if (known == null || !known.getBundleNames().contains(bundle)) {
            throw new IllegalArgumentException("dual-client." + side + ".ssl-bundle is " + bundle
                    + ", but there is no such bundle: write the name of one under spring.ssl.bundle");
        }
        return known.getBundle(bundle).createSslContext();
    }

    private static int bytes(String side, DataSize size) {
        if (size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "dual-client." + side + ".max-response-size is " + size.toBytes() + " bytes: write less than 2GB");
        }
        return (int) size.toBytes();
    }

    /** Returns what was written; a value left blank counts as not written. */
    private static @Nullable String written(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
