package dev.dualclient.spring;

import dev.dualclient.KillConfirm;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.spring.DualClientProperties.Client;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Hands the properties over to the builder, which judges them. */
final class PropertyMapping {

    private final ObjectProvider<SslBundles> bundles;
    private final ObjectProvider<CustodyStore> stores;

    private final Environment environment;

    PropertyMapping(ObjectProvider<SslBundles> bundles, ObjectProvider<CustodyStore> stores, Environment environment) {
        this.bundles = bundles;
        this.stores = stores;
        this.environment = environment;
    }

    DualAuthleteApiBuilder builder(DualClientProperties properties) {
        CustodyStore store = stores.getIfAvailable();
        KillConfirm confirm = properties.kill().confirm();
        if (confirm == KillConfirm.DURABLE && store == null) {
            throw new IllegalArgumentException("dual-client.kill.confirm is durable, but the memory store keeps nothing"
                    + " over a restart: write strict");
        }
        DualAuthleteApiBuilder builder = DualAuthleteApi.builder()
                .stages(unset -> StageProperties.of(properties).policy())
                .shadowSampleRate(properties.shadow().sampleRate())
                .allowUnsafeRules(properties.allowUnsafeRules().stream()
                        .map(RuleMapping::key)
                        .toArray(String[]::new))
                .callTimeout(properties.callTimeout())
                .unknownTokenTtl(properties.unknownTokenTtl())
                .hedgeBudget(properties.hedge().budget())
                .newGrantsDuringOutage(properties.fallback().newGrantsDuringOutage())
                .killTimeout(properties.kill().timeout())
                .jwksMaxStale(properties.jwks().maxStale())
                .custody(custody -> custody.withHintTtl(properties.custody().hintTtl())
                        .withRetention(properties.custody().retention())
                        .withMigratorLag(properties.custody().migratorLag())
                        .withMaxEntries(properties.custody().maxEntries()))
                .outbox(outbox -> outbox.withBackoff(properties.outbox().backoff())
                        .withMaxBackoff(properties.outbox().maxBackoff())
                        .withMaxAge(properties.outbox().maxAge())
                        .withHold(properties.outbox().hold())
                        .withSettle(properties.outbox().settle()))
                .circuitBreaker(guard -> guard.withMinimumCalls(
                                properties.circuitBreaker().minimumCalls())
                        .withFailureRate(properties.circuitBreaker().failureRate())
                        .withOpen(properties.circuitBreaker().open()))
                .secretMigrated(secretMigrated(properties.clients()));
        if (store != null) {
            builder.custodyStore(store, keys(properties.custody().keys()));
        }
        if (confirm != null) {
            builder.killConfirm(confirm);
        }
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
