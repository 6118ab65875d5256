package dev.dualclient.spring;

import dev.dualclient.engine.ClientSecrets;
import dev.dualclient.migration.Migrator;
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
 * The properties of Dual Client. Immutable. No {@code toString} shows a secret. A group without any property set is
 * {@code null}; the library's defaults then apply, which equal the defaults declared here.
 *
 * <p>Numbers and flags are boxed, because Spring takes the default for a value left blank only if its type can be null.
 *
 * @param stage Default stage of the migration. It decides which backend is asked first.
 * @param maintenance Whether creates, consumes and updates are answered with 503. Reads and kills are still served.
 * @param callTimeout Total time budget of one call, shared by all requests made for it.
 * @param unknownTokenTtl How long the result "unknown at both backends" is cached for a token. 0 disables the cache.
 * @param warmUp How long synthetic calls to backends in memory warm the code up before the application serves. The start
 *     takes so much longer. 0 is off.
 * @param clientSecrets Handling of a client secret that the secondary accepts and the primary refuses. keep leaves the
 *     primary unchanged; repair-on-use sets the secret at the primary.
 * @param installAsDefault Whether the API replaces the default API of AuthleteApiFactory and an AuthleteApi bean created
 *     by that factory.
 * @param primary Backend to migrate to, Authlete 3.0.
 * @param secondary Backend to migrate from, Authlete 2.3. Without it, only the primary is asked.
 * @param fallback Conditions under which the second backend is asked.
 * @param custody Store of the records that say which backend answers for a credential.
 * @param kill Confirmation of revocations, deletions and other kills.
 * @param outbox Delivery of kills and updates that a backend has not acknowledged.
 * @param circuitBreaker Circuit breaker of each backend.
 * @param hedge Limit on additional requests made by hedged reads.
 * @param operations Rules of operations, by operation id or by a pattern such as vci-*.
 * @param allowUnsafeRules Operation ids and patterns, as written under operations, whose rules may be unsafe. fallback
 *     stands for fallback.on.
 * @param clients Settings of single clients, by client id, alias or entity id.
 * @param canary Share of the clients that uses another stage.
 * @param shadow Comparison of reads in stage shadow.
 * @param migrator Whether a token migrator copies tokens from the secondary to the primary. It is declared finished at run
 *     time.
 * @param carryOver Carry-over, which copies tokens to the primary when they are refreshed.
 * @param preflight Read-only checks of both backends and of the settings.
 * @param inventory Reading of the clients and the service of both backends.
 * @param readiness Evidence for the question whether the secondary can be switched off.
 * @param jwks Caching of the JWK set and of discovery documents.
 * @param gateway Gateway, an Authlete-compatible HTTP service for servers in any language.
 * @param console Console, a live page for operators; it needs the module dual-client-console.
 * @param resourceServer Validation of access tokens by Spring Security in a resource server.
 */
@ConfigurationProperties("dual-client")
public record DualClientProperties(
        @DefaultValue("primary-first") Stage stage,
        @DefaultValue("false") Boolean maintenance,
        @DefaultValue("8s") Duration callTimeout,
        @DefaultValue("1s") Duration unknownTokenTtl,
        @DefaultValue("0s") Duration warmUp,
        @DefaultValue("keep") ClientSecrets clientSecrets,
        @DefaultValue("false") Boolean installAsDefault,
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
        @DefaultValue("undeclared") Migrator migrator,
        @NestedConfigurationProperty @Nullable CarryOverProperties carryOver,
        @Nullable Preflight preflight,
        @Nullable Inventory inventory,
        @NestedConfigurationProperty @Nullable ReadinessProperties readiness,
        @Nullable Jwks jwks,
        @Nullable Gateway gateway,
        @DefaultValue Console console,
        @NestedConfigurationProperty @Nullable ResourceServerProperties resourceServer) {

    /** Returns how long each front is warmed up: the gateway shares the time with the API. */
    Duration warmUpOfEachFront() {
        return gateway != null && gateway.enabled() ? warmUp.dividedBy(2) : warmUp;
    }

    /**
     * Conditions under which the second backend is asked.
     *
     * @param on Outcomes of the first attempt after which the second backend is asked, unless a rule of the operation says
     *     otherwise.
     * @param newGrantsDuringOutage Whether new logins start at the secondary or are refused while the leading backend is
     *     down.
     */
    public record Fallback(
            @DefaultValue({"unrecognized", "unavailable", "indeterminate-if-repeatable"})
            List<String> on,

            @DefaultValue("secondary") NewGrantsDuringOutage newGrantsDuringOutage) {}

    /** Store of the custody records. */
    public enum Store {
        /** Memory of this process: for one node, lost at a restart. */
        MEMORY,
        /** Database of the application's data source. */
        JDBC,
        /** Redis. */
        REDIS
    }

    /**
     * Store of the records that say which backend answers for a credential. Its {@code toString} shows no key.
     *
     * @param store Custody store. jdbc uses the application's data source unless jdbc.url or jdbc.jndi-name is set; redis
     *     uses the application's Redis unless redis.uri is set.
     * @param keys Secrets of a durable store in base64, newest first, at least 32 bytes each. All nodes need the same list.
     * @param hintTtl How long a location hint is used.
     * @param retention Minimum lifetime of a custody record. It must be at least the longest lifetime of a refresh token.
     * @param migratorLag Longest time between a read of the token migrator at the secondary and its write at the primary.
     * @param maxEntries Maximum number of credentials in the memory store.
     * @param maxUnknownKills Maximum number of revocations, per node and migrator-lag, of tokens that no backend is known to
     *     hold. Further ones are answered with 503.
     * @param redis Connection of the redis store.
     * @param jdbc Connection of the jdbc store.
     */
    public record Custody(
            @DefaultValue("memory") Store store,
            @DefaultValue List<String> keys,
            @DefaultValue("60s") Duration hintTtl,
            @DefaultValue("90d") Duration retention,
            @DefaultValue("24h") Duration migratorLag,
            @DefaultValue("1000000") Long maxEntries,
            @DefaultValue("100000") Long maxUnknownKills,
            @DefaultValue Redis redis,
            @DefaultValue Jdbc jdbc) {

        @Override
        public String toString() {
            return "custody in " + store;
        }
    }

    /**
     * Redis. Its {@code toString} does not show the URI, which may hold a password.
     *
     * @param uri URI of the server, redis://user:password@host:port, or rediss:// for TLS. Unset, the application's Lettuce
     *     connection factory is used.
     * @param prefix Beginning of the name of every key in Redis. Each service needs its own.
     */
    public record Redis(
            @Nullable String uri,
            @DefaultValue("dual-client:") String prefix) {

        @Override
        public String toString() {
            return "Redis";
        }
    }

    /**
     * Database of the jdbc store. Its {@code toString} does not show the password.
     *
     * @param jndiName Name of a data source of the container, for instance java:comp/env/jdbc/custody.
     * @param url JDBC URL of a database. The store then has a connection pool of its own, which needs HikariCP.
     * @param user User for the URL.
     * @param password Password for the URL.
     */
    public record Jdbc(
            @Nullable String jndiName,
            @Nullable String url,
            @Nullable String user,
            @Nullable String password) {

        @Override
        public String toString() {
            return "JDBC";
        }
    }

    /**
     * Confirmation of revocations, deletions and other kills.
     *
     * @param confirm When a kill is answered as done: durable after one backend, strict after both. Unset, it is durable with
     *     a durable custody store and strict otherwise.
     * @param timeout Time budget of a kill at each backend.
     */
    public record Kill(
            @Nullable KillConfirm confirm,
            @DefaultValue("3s") Duration timeout) {}

    /**
     * Delivery of kills and updates that a backend has not acknowledged.
     *
     * @param backoff Delay after the first failed delivery. It doubles after each further failure.
     * @param maxBackoff Maximum delay between two deliveries.
     * @param maxAge Age after which an undelivered outbox row is logged as a warning. Rows are never dropped.
     * @param hold Lease of an outbox row. It must be longer than one delivery takes.
     * @param settle Longest time that a backend may still process a request that it did not answer.
     */
    public record Outbox(
            @DefaultValue("1s") Duration backoff,
            @DefaultValue("1m") Duration maxBackoff,
            @DefaultValue("24h") Duration maxAge,
            @DefaultValue("10s") Duration hold,
            @DefaultValue("30s") Duration settle) {}

    /**
     * Circuit breaker of each backend.
     *
     * @param failureRate Percentage of failed calls at which the circuit opens.
     * @param minimumCalls Minimum number of calls before the failure rate is evaluated.
     * @param open How long the circuit stays open.
     */
    public record CircuitBreaker(
            @DefaultValue("50") Float failureRate,
            @DefaultValue("20") Integer minimumCalls,
            @DefaultValue("10s") Duration open) {}

    /**
     * Rule of an operation, or of all operations that match a pattern. Custody takes precedence over all of it.
     *
     * @param route Backends to ask, instead of the default route of the operation.
     * @param fallBackOn Results of the first attempt after which the second backend is asked: outcomes, code:…, action:…,
     *     status:…, error:….
     * @param answer Answer to return if two backends were asked. Unset, it is first-accepted.
     * @param whenBothRefuse Refusal to return if both backends refuse. Unset, it is owner.
     * @param timeout Maximum time of each backend, within its own timeouts and the budget of the call.
     * @param hedgeAfter Delay without an answer after which a read also asks the second backend. Unset, reads are not hedged.
     */
    public record OperationRule(
            @Nullable Route route,
            @Nullable List<String> fallBackOn,
            @Nullable WhoseAnswer answer,
            @Nullable WhoseRefusal whenBothRefuse,
            @Nullable Duration timeout,
            @Nullable Duration hedgeAfter) {}

    /**
     * Limit on additional requests made by hedged reads.
     *
     * @param budget Maximum number of unnecessary requests, in percent of the calls that may be hedged.
     */
    public record Hedge(@DefaultValue("10") Integer budget) {}

    /**
     * Settings of one client.
     *
     * @param stage Stage of this client. Unset, the default stage applies.
     * @param secretMigrated Whether the client has the same secret at both backends. The primary's refusal of it is then
     *     final.
     * @param carryOver Whether the tokens of the client are carried over if carry-over is enabled.
     */
    public record Client(
            @Nullable Stage stage,
            @DefaultValue("false") Boolean secretMigrated,
            @DefaultValue("true") Boolean carryOver) {}

    /**
     * Comparison of reads in stage shadow.
     *
     * @param sampleRate Share of the reads that is repeated at the primary and compared, from 0 to 1.
     */
    public record Shadow(@DefaultValue("0.1") Double sampleRate) {}

    /** What the start does about a preflight. */
    public enum OnStart {
        /** Nothing. */
        OFF,
        /** It runs beside the application, and the log shows what is not OK. */
        REPORT,
        /** It runs before the application serves, and a FAIL ends the start. */
        REQUIRE
    }

    /**
     * Read-only checks of both backends and of the settings.
     *
     * @param onStart Preflight at start: off, report runs it beside the application, require ends the start on FAIL.
     * @param timeout Time budget of a preflight. What was not found out by then is reported as UNKNOWN.
     */
    public record Preflight(
            @DefaultValue("off") OnStart onStart,
            @DefaultValue("30s") Duration timeout) {}

    /**
     * Reading of the clients and the service of both backends.
     *
     * @param callsPerSecond Maximum number of requests per second and backend.
     * @param page Number of clients requested at a time.
     * @param maxClients Maximum number of clients of a backend. A backend with more is not compared.
     */
    public record Inventory(
            @DefaultValue("5") Integer callsPerSecond,
            @DefaultValue("100") Integer page,
            @DefaultValue("100000") Integer maxClients) {}

    /**
     * Caching of the JWK set and of discovery documents.
     *
     * @param maxStale Maximum age of a cached document that is served while its backend is down.
     */
    public record Jwks(@DefaultValue("24h") Duration maxStale) {}

    /**
     * The gateway: an Authlete-compatible HTTP service for servers in any language.
     *
     * @param enabled Whether the gateway is enabled.
     * @param path Path of the gateway. A prefix before /api belongs to the base URL that callers configure.
     * @param callers Callers that may use the gateway. At least one is required.
     * @param maxBodySize Maximum size of a request body.
     */
    public record Gateway(
            @DefaultValue("false") Boolean enabled,
            @DefaultValue("/api") String path,
            @DefaultValue List<Caller> callers,
            @DefaultValue("1MB") DataSize maxBodySize) {}

    /**
     * Console, a live page on which operators watch the migration and act on it.
     *
     * @param enabled Whether the console is served.
     * @param path Path of the console, on the management port.
     * @param allowChanges Whether operators can act on the page. Without it, the page only shows.
     */
    public record Console(
            @DefaultValue("false") Boolean enabled,
            @DefaultValue("/dual-client") String path,
            @DefaultValue("false") Boolean allowChanges) {

        /** Checks the path. */
        public Console {
            path = path.isBlank() ? "/dual-client" : path;
            if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
                throw new IllegalArgumentException("dual-client.console.path is " + path
                        + ": write a path that begins with / and does not end with it, /dual-client say");
            }
        }
    }

    /**
     * Caller of the gateway. Its {@code toString} does not show the secret.
     *
     * @param user Name of the caller, sent in place of an API key.
     * @param secret Secret of the caller, sent in place of an API secret or a service access token.
     */
    public record Caller(@Nullable String user, @Nullable String secret) {

        @Override
        public String toString() {
            return "caller " + user;
        }
    }
}
