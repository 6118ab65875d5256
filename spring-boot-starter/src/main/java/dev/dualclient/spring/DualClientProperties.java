package dev.dualclient.spring;

import dev.dualclient.engine.ClientSecrets;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Route;
import dev.dualclient.routing.FallbackRule.NewGrantsDuringOutage;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.WhoseAnswer;
import dev.dualclient.routing.WhoseRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties of Dual Client. Immutable. No {@code toString} of theirs shows a secret. A group of which nothing is
 * written is {@code null}, and the library's defaults hold, which are those of its properties.
 *
 * @param stage How far the migration is, which decides on the backend that is asked first.
 * @param maintenance Whether creates, consumes and updates are refused for a while, in every stage; reads and kills go on.
 * @param callTimeout Budget of one call, shared by everything that is asked for it.
 * @param unknownTokenTtl How long it is remembered that both backends do not know a token; 0 for not at all.
 * @param clientSecrets What becomes of the secret of a client that the secondary accepts and the primary refuses; keep
 *     leaves the primary's, repair-on-use sets it at the primary.
 * @param installAsDefault Whether the API takes the place of those that AuthleteApiFactory makes: of its default API, and
 *     of an AuthleteApi bean that it made.
 * @param primary Backend migrated to, Authlete 3.0.
 * @param secondary Backend migrated from, Authlete 2.3; without one, only the primary is asked.
 * @param fallback When the second backend is asked.
 * @param custody How Dual Client remembers which backend answers for a credential.
 * @param kill How revocations, deletions and the like are confirmed.
 * @param outbox How what a backend owes is delivered.
 * @param circuitBreaker When a backend that fails is left alone for a while; the same for both.
 * @param hedge What reads that ask the second backend before its turn may cost.
 * @param operations Tuning of operations, by operation id or by a pattern such as vci-*.
 * @param allowUnsafeRules Operation ids and patterns, as they stand under operations, whose rules may be unsafe; fallback for fallback.on.
 * @param clients Tuning of single clients, by client id, alias or entity id.
 * @param canary Share of clients that is in another stage than the others.
 * @param shadow How reads are compared in stage shadow.
 * @param jwks How JWK set and discovery are read.
 * @param gateway Gateway: an Authlete-compatible HTTP service for servers in any language.
 * @param resourceServer How Spring Security judges access tokens where the application is a resource server.
 */
@ConfigurationProperties("dual-client")
public record DualClientProperties(
        @DefaultValue("primary-first") Stage stage,
        @DefaultValue("false") boolean maintenance,
        @DefaultValue("8s") Duration callTimeout,
        @DefaultValue("1s") Duration unknownTokenTtl,
        @DefaultValue("keep") ClientSecrets clientSecrets,
        @DefaultValue("false") boolean installAsDefault,
        @NestedConfigurationProperty @Nullable PrimaryProperties primary,
        @NestedConfigurationProperty @Nullable SecondaryProperties secondary,
        @Nullable Fallback fallback,
        @Nullable Custody custody,
        @Nullable Kill kill,
        @Nullable Outbox outbox,
        @Nullable CircuitBreaker circuitBreaker,
        @Nullable Hedge hedge,
        @DefaultValue Map<String, OperationRule> operations,
        @DefaultValue List<String> allowUnsafeRules,
        @DefaultValue Map<String, Client> clients,
        @NestedConfigurationProperty @Nullable CanaryProperties canary,
        @Nullable Shadow shadow,
        @Nullable Jwks jwks,
        @Nullable Gateway gateway,
        @NestedConfigurationProperty @Nullable ResourceServerProperties resourceServer) {

    /**
     * When the second backend is asked.
     *
     * @param on How a first attempt has to end for the second backend to be asked, where no rule of the operation says
     *     otherwise.
     * @param newGrantsDuringOutage Where new logins start while the leader is down, or whether they are refused.
     */
    public record Fallback(
            @DefaultValue({"unrecognized", "unavailable", "indeterminate-if-repeatable"})
            List<String> on,

            @DefaultValue("secondary") NewGrantsDuringOutage newGrantsDuringOutage) {}

    /** Where custody is kept. */
    public enum Store {
        /** In the memory of this process: for one node, and forgotten at a restart. */
        MEMORY,
        /** In the database of the application's data source. */
        JDBC,
        /** In Redis. */
        REDIS
    }

    /**
     * How Dual Client remembers which backend answers for a credential. Its {@code toString} shows no key.
     *
     * @param store Where custody is kept; jdbc uses the application's data source, redis the application's Redis unless
     *     redis.uri is written.
     * @param keys Secrets of a durable store in base64, the newest first, each of at least 32 bytes; the same on all nodes.
     * @param hintTtl How long an idea of where a credential lives is followed.
     * @param retention How long the record of a credential lives at least, which is as long as a refresh token can.
     * @param migratorLag How late the token migrator may write what it has read.
     * @param maxEntries How many credentials the memory store remembers.
     * @param maxUnknownKills How many tokens that no backend is known to hold can be revoked through a node within
     *     migrator-lag. Beyond it such revocations are answered 503.
     * @param redis Redis for the store of that name.
     */
    public record Custody(
            @DefaultValue("memory") Store store,
            @DefaultValue List<String> keys,
            @DefaultValue("60s") Duration hintTtl,
            @DefaultValue("90d") Duration retention,
            @DefaultValue("24h") Duration migratorLag,
            @DefaultValue("1000000") long maxEntries,
            @DefaultValue("100000") long maxUnknownKills,
            @DefaultValue Redis redis) {

        @Override
        public String toString() {
            return "custody in " + store;
        }
    }

    /**
     * Redis. Its {@code toString} does not show the URI, which may hold a password.
     *
     * @param uri Where it is: redis://user:password@host:port, or rediss:// for TLS; that of the application's Lettuce
     *     connection factory unless written.
     */
    public record Redis(@Nullable String uri) {

        @Override
        public String toString() {
            return "Redis";
        }
    }

    /**
     * How revocations, deletions and the like are confirmed.
     *
     * @param confirm What it takes to answer that a revocation, a deletion or the like is done; durable with a durable
     *     custody store, else strict.
     * @param timeout Budget of each backend's half of a revocation, a deletion or the like.
     */
    public record Kill(
            @Nullable KillConfirm confirm,
            @DefaultValue("3s") Duration timeout) {}

    /**
     * How what a backend owes is delivered.
     *
     * @param backoff How long to wait after the first failure, doubled after each further one.
     * @param maxBackoff How long to wait at most.
     * @param maxAge After how long an undelivered row is told as a warning; it is never dropped.
     * @param hold How long a node has a row in hand, which is longer than it works at one.
     * @param settle How long a backend may still be at a request that it did not answer.
     */
    public record Outbox(
            @DefaultValue("1s") Duration backoff,
            @DefaultValue("1m") Duration maxBackoff,
            @DefaultValue("24h") Duration maxAge,
            @DefaultValue("10s") Duration hold,
            @DefaultValue("30s") Duration settle) {}

    /**
     * When a backend that fails is left alone for a while.
     *
     * @param failureRate Percentage of failed calls from which on the backend is left alone.
     * @param minimumCalls Number of calls before the percentage counts.
     * @param open How long the backend is left alone.
     */
    public record CircuitBreaker(
            @DefaultValue("50") float failureRate,
            @DefaultValue("20") int minimumCalls,
            @DefaultValue("10s") Duration open) {}

    /**
     * Tuning of an operation, or of those of a pattern. Custody comes before all of it.
     *
     * @param route Which backends are asked, in place of the operation's own route.
     * @param fallBackOn How the first attempt has to end for the second backend to be asked: outcomes, code:…, action:…,
     *     status:…, error:….
     * @param answer Whose answer counts where two backends were asked; first-accepted unless chosen.
     * @param whenBothRefuse Whose refusal counts where both refuse; owner unless chosen.
     * @param timeout How long each backend may take at most, within its own timeouts and the budget of the call.
     * @param hedgeAfter After how long without an answer of the first backend a read asks the second one too; never unless
     *     chosen.
     */
    public record OperationRule(
            @Nullable Route route,
            @Nullable List<String> fallBackOn,
            @Nullable WhoseAnswer answer,
            @Nullable WhoseRefusal whenBothRefuse,
            @Nullable Duration timeout,
            @Nullable Duration hedgeAfter) {}

    /**
     * What reads that ask the second backend before its turn may cost.
     *
     * @param budget Number of calls that may be made in vain, in percent of the calls that may be hedged.
     */
    public record Hedge(@DefaultValue("10") int budget) {}

    /**
     * Tuning of one client.
     *
     * @param stage How far the migration of this client is; that of the others unless set.
     * @param secretMigrated Whether the client has the same secret at both backends, so that the primary's refusal of
     *     it is final from the start.
     */
    public record Client(
            @Nullable Stage stage, @DefaultValue("false") boolean secretMigrated) {}

    /**
     * How reads are compared in stage shadow.
     *
     * @param sampleRate Share of reads that is repeated at the primary and compared, from 0 to 1.
     */
    public record Shadow(@DefaultValue("0.1") double sampleRate) {}

    /**
     * How JWK set and discovery are read.
     *
     * @param maxStale How old a document may be that is served while its backend is down.
     */
    public record Jwks(@DefaultValue("24h") Duration maxStale) {}

    /**
     * The gateway: an Authlete-compatible HTTP service for servers in any language.
     *
     * @param enabled Whether the gateway is there.
     * @param path Path below which the gateway answers; what stands before its /api is part of the base URL that callers write.
     * @param callers Who may call the gateway; at least one.
     * @param maxBodySize Largest request body that the gateway reads.
     */
    public record Gateway(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/api") String path,
            @DefaultValue List<Caller> callers,
            @DefaultValue("1MB") DataSize maxBodySize) {}

    /**
     * Who may call. Its {@code toString} does not show the secret.
     *
     * @param user Name by which the caller authenticates, in place of an API key.
     * @param secret Secret by which the caller authenticates, in place of an API secret or a service access token.
     */
    public record Caller(@Nullable String user, @Nullable String secret) {

        @Override
        public String toString() {
            return "caller " + user;
        }
    }
}
