package dev.dualclient.http;

import dev.dualclient.operation.Side;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a backend is, how to authenticate there, and how much time, memory and connections it may cost. Immutable and
 * thread-safe. API credentials cannot be read back: no accessor and no {@code toString} returns them.
 */
public final class BackendSettings {

    private final Side side;
    private final URI baseUrl;
    private final @Nullable String serviceId;
    private final RenewableAuthorization authorization;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final int maxConnections;
    private final Duration maxIdle;
    private final Duration connectionTtl;
    private final int maxResponseSize;
    private final @Nullable URI proxy;
    private final @Nullable SSLContext sslContext;
    private final Set<Integer> unprocessedStatuses;

    BackendSettings(BackendSettingsBuilder from, URI baseUrl, RenewableAuthorization authorization) {
        this.side = from.side;
        this.baseUrl = baseUrl;
        this.serviceId = from.serviceId;
        this.authorization = authorization;
        this.connectTimeout = from.connectTimeout;
        this.responseTimeout = from.responseTimeout;
        this.maxConnections = from.maxConnections;
        this.maxIdle = from.maxIdle;
        this.connectionTtl = from.connectionTtl;
        this.maxResponseSize = from.maxResponseSize;
        this.proxy = from.proxy;
        this.sslContext = from.sslContext;
        this.unprocessedStatuses = from.unprocessedStatuses;
    }

    /** Returns a builder of the settings of the primary, Authlete 3.0. */
    public static BackendSettingsBuilder primary() {
        return new BackendSettingsBuilder(Side.PRIMARY);
    }

    /** Returns a builder of the settings of the secondary, Authlete 2.3. */
    public static BackendSettingsBuilder secondary() {
        return new BackendSettingsBuilder(Side.SECONDARY);
    }

    /** Returns which backend these settings are for. */
    public Side side() {
        return side;
    }

    /** Returns the base URL, without a slash at its end. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns the id of the service, {@code null} if it was not told (which only the secondary can do without). */
    public @Nullable String serviceId() {
        return serviceId;
    }

    RenewableAuthorization authorization() {
        return authorization;
    }

    /** Returns how long it may take to get a connection: to wait for a free one, or to open one. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Returns how long the backend may take to answer. */
    public Duration responseTimeout() {
        return responseTimeout;
    }

    /** Returns how many connections there may be at a time. */
    public int maxConnections() {
        return maxConnections;
    }

    /** Returns after how much idle time a connection is closed. */
    public Duration maxIdle() {
        return maxIdle;
    }

    /** Returns how long a connection is used at most. */
    public Duration connectionTtl() {
        return connectionTtl;
    }

    /** Returns how many bytes the body of an answer may have. */
    public int maxResponseSize() {
        return maxResponseSize;
    }

    /** Returns the HTTP proxy, {@code null} for none. */
    public @Nullable URI proxy() {
        return proxy;
    }

    /** Returns what TLS trusts and presents, {@code null} for the settings of the JVM. */
    public @Nullable SSLContext sslContext() {
        return sslContext;
    }

    /** Returns the statuses that, without a body of Authlete, mean that a call was not processed. */
    public Set<Integer> unprocessedStatuses() {
        return unprocessedStatuses;
    }

    @Override
    public String toString() {
        return "the " + SettingsCheck.name(side) + " at " + baseUrl;
    }
}
