package dev.dualclient.custody.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;

/**
 * Where the Redis of a custody store is, and how to use it. Immutable.
 *
 * @param uri where it is, and the user and password for it
 * @param prefix what the name of every key begins with, so that others can use the same server; {@code dual-client:} by
 *     default
 * @param timeout how long a connection or an answer may take; one second by default
 * @param durabilityDeclared whether the operator vouches that the server keeps what it has taken, for a managed server
 *     that does not tell its configuration; {@code false} by default, and of no effect on a server that tells it
 */
public record RedisStoreSettings(RedisURI uri, String prefix, Duration timeout, boolean durabilityDeclared) {

    /**
     * Returns the defaults for a server.
     *
     * @param uri {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS
     */
    public static RedisStoreSettings of(String uri) {
        RedisURI parsed;
        try {
            parsed = RedisURI.create(uri);
        } catch (IllegalArgumentException wrong) { // its message and cause would show the password
            throw new IllegalArgumentException(
                    "the URI of Redis cannot be read; write redis://user:password@host:port, or rediss:// for TLS");
        }
        return of(parsed);
    }

    /** Returns the defaults for a server. */
    public static RedisStoreSettings of(RedisURI uri) {
        return new RedisStoreSettings(uri, "dual-client:", Duration.ofSeconds(1), false);
    }

    /** Checks the settings. */
    public RedisStoreSettings {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("the prefix of keys in Redis is empty; write one, like dual-client:");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "the timeout of Redis is " + timeout + "; use a duration longer than zero");
        }
    }

    /** Returns these settings with another prefix of keys. */
    public RedisStoreSettings withPrefix(String other) {
        return new RedisStoreSettings(uri, other, timeout, durabilityDeclared);
    }

    /** Returns these settings with another timeout. */
    public RedisStoreSettings withTimeout(Duration other) {
        return new RedisStoreSettings(uri, prefix, other, durabilityDeclared);
    }

    /** Returns these settings with the operator's word on whether the server is durable. */
    public RedisStoreSettings withDurabilityDeclared(boolean other) {
        return new RedisStoreSettings(uri, prefix, timeout, other);
    }

    /** Returns the server's name for messages. */
    String server() {
        if (uri.getSentinelMasterId() != null) {
            return "Redis, the master " + uri.getSentinelMasterId();
        }
        return "Redis at " + (uri.getSocket() != null ? uri.getSocket() : uri.getHost() + ":" + uri.getPort());
    }

    @Override
    public String toString() {
        return server() + ", keys " + prefix + "*";
    }
}
