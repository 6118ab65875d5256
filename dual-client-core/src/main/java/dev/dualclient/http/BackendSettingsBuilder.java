package dev.dualclient.http;

import dev.dualclient.operation.Side;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link BackendSettings}. A wrong value fails in its setter, a missing one in {@link #build()}, each with an
 * {@link IllegalArgumentException} that names the property and says what to write. Where a setter takes {@code null}, that
 * stands for nothing set. Not thread-safe.
 */
public final class BackendSettingsBuilder {

    final Side side;

    @Nullable
    String serviceId;

    Duration connectTimeout = Duration.ofSeconds(1);
    Duration responseTimeout = Duration.ofSeconds(5);
    int maxConnections = 200;
    Duration maxIdle = Duration.ofSeconds(15);
    Duration connectionTtl = Duration.ofSeconds(60);
    int maxResponseSize = 4 << 20;

    @Nullable
    URI proxy;

    @Nullable
    SSLContext sslContext;

    Set<Integer> unprocessedStatuses = Set.of();

    private final SettingsCheck check;
    private final Credentials credentials;
    private @Nullable URI baseUrl;

    BackendSettingsBuilder(Side side) {
        this.side = side;
        this.check = new SettingsCheck(side);
        this.credentials = new Credentials(side);
    }

    /** Sets where the backend is: {@code https://us.authlete.com}. It may have a path, which does not end in {@code /api}. */
    public BackendSettingsBuilder baseUrl(@Nullable String url) {
        baseUrl = url == null ? null : check.baseUrl(url);
        return this;
    }

    /** Sets the id of the service. The secondary works without. */
    public BackendSettingsBuilder serviceId(@Nullable String id) {
        serviceId = check.visible("service-id", id);
        return this;
    }

    /** Returns the id of the service, {@code null} if none is set. */
    public @Nullable String serviceId() {
        return serviceId;
    }

    /** Sets the access token for the API. The secondary takes it instead of an API key. */
    public BackendSettingsBuilder accessToken(@Nullable String token) {
        credentials.accessToken.set(token);
        return this;
    }

    /**
     * Sets a file that holds the access token and nothing else. It is read at start, and again whenever the backend rejects
     * the token, so that the token can be replaced while the application runs.
     */
    public BackendSettingsBuilder accessTokenFile(@Nullable String path) {
        credentials.accessToken.setFile(path);
        return this;
    }

    /**
     * Sets the private key that the access token is bound to, as a JSON Web Key (RFC 7517); every request then carries a
     * proof of it (RFC 9449). Default: the token is a bearer token.
     */
    public BackendSettingsBuilder dpopKey(@Nullable String jwk) {
        try {
            credentials.dpopKey = jwk == null ? null : DpopKey.of(jwk);
        } catch (IllegalArgumentException unusable) {
            throw check.wrong(
                    "dpop-key",
                    unusable.getMessage()
                            + ": write the private EC or RSA key, as a JSON Web Key, that the access token is"
                            + " bound to");
        }
        return this;
    }

    /** Sets the API key of the service, for the secondary. */
    public BackendSettingsBuilder apiKey(@Nullable String key) {
        credentials.apiKey = key("api-key", key);
        return this;
    }

    /** Sets the API secret of the service, for the secondary. */
    public BackendSettingsBuilder apiSecret(@Nullable String secret) {
        credentials.apiSecret.set(secret);
        return this;
    }

    /** Sets a file that holds the API secret of the service; it is read as {@link #accessTokenFile that of a token} is. */
    public BackendSettingsBuilder apiSecretFile(@Nullable String path) {
        credentials.apiSecret.setFile(path);
        return this;
    }

    /** Sets the API key of the service's owner, for the secondary: services, and deleting clients. */
    public BackendSettingsBuilder ownerApiKey(@Nullable String key) {
        credentials.ownerApiKey = key("owner-api-key", key);
        return this;
    }

    /** Sets the API secret of the service's owner, for the secondary. */
    public BackendSettingsBuilder ownerApiSecret(@Nullable String secret) {
        credentials.ownerApiSecret.set(secret);
        return this;
    }

    /** Sets a file that holds the API secret of the service's owner; it is read as {@link #accessTokenFile that of a token} is. */
    public BackendSettingsBuilder ownerApiSecretFile(@Nullable String path) {
        credentials.ownerApiSecret.setFile(path);
        return this;
    }

    /** Sets how long it may take to get a connection: to wait for a free one, or to open one. Default: 1 s. */
    public BackendSettingsBuilder connectTimeout(Duration time) {
        connectTimeout = check.positive("connect-timeout", time);
        return this;
    }

    /** Sets how long the backend may take to answer. Default: 5 s. */
    public BackendSettingsBuilder responseTimeout(Duration time) {
        responseTimeout = check.positive("response-timeout", time);
        return this;
    }

    /** Sets how many connections there may be at a time. Default: 200. */
    public BackendSettingsBuilder maxConnections(int count) {
        maxConnections = check.positive("max-connections", count);
        return this;
    }

    /**
     * Sets after how much idle time a connection is closed. Less than the time after which the server or anything
     * between would close it. Default: 15 s.
     */
    public BackendSettingsBuilder maxIdle(Duration time) {
        maxIdle = check.positive("max-idle", time);
        return this;
    }

    /**
     * Sets how long a connection is used at most. The name of the backend is looked up anew for each connection, so this
     * is how long its former address is still used after a change. Default: 60 s.
     */
    public BackendSettingsBuilder connectionTtl(Duration time) {
        connectionTtl = check.positive("connection-ttl", time);
        return this;
    }

    /** Sets how many bytes the body of an answer may have, also decoded. Default: 4 MiB. */
    public BackendSettingsBuilder maxResponseSize(int bytes) {
        maxResponseSize = check.positive("max-response-size", bytes);
        return this;
    }

    /** Sets an HTTP proxy, {@code http://proxy.example.com:3128}, which is asked for a tunnel (RFC 9110 section 9.3.6). */
    public BackendSettingsBuilder proxy(@Nullable String url) {
        proxy = url == null ? null : check.proxy(url);
        return this;
    }

    /** Sets what TLS trusts and presents. Default: the settings of the JVM. */
    public BackendSettingsBuilder sslContext(@Nullable SSLContext context) {
        sslContext = context;
        return this;
    }

    /** Sets the statuses that, without a body of Authlete, mean that a call was not processed. Default: none. */
    public BackendSettingsBuilder unprocessedStatuses(Set<Integer> statuses) {
        for (int status : statuses) {
            if (status < 400 || status > 599) {
                throw check.wrong("unprocessed-statuses", "has " + status + ": write statuses from 400 to 599");
            }
        }
        unprocessedStatuses = Set.copyOf(statuses);
        return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException if one is missing or contradicts another
     */
    public BackendSettings build() {
        if (baseUrl == null) {
            throw check.wrong("base-url", "is missing: write the address of the backend, like " + check.example());
        }
        return new BackendSettings(this, baseUrl, new RenewableAuthorization(side, credentials.copy(), serviceId));
    }

    private @Nullable String key(String setting, @Nullable String key) {
        if (key != null && key.indexOf(':') >= 0) {
            throw check.wrong(setting, "has a colon: write the key alone, without its secret");
        }
        return check.visible(setting, key);
    }
}
