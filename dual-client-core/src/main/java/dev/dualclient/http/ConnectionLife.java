package dev.dualclient.http;

import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.function.Resolver;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Limits the life of connections. The pool asks for the limit on every lease, and replaces a connection that is
 * too old, so a connection that is constantly in use is replaced as well. Thread-safe.
 */
final class ConnectionLife implements Resolver<HttpRoute, ConnectionConfig> {

    /** A connection that was idle for this long is validated before it is used. */
    private static final TimeValue LOOK_AFTER = TimeValue.ofSeconds(1);

    private final BackendSettings settings;
    private final ConnectionConfig usual;
    private volatile long renewedAt;

    ConnectionLife(BackendSettings settings) {
        this.settings = settings;
        this.usual = config(settings.connectionTtl());
        this.renewedAt = System.nanoTime() - settings.connectionTtl().toNanos();
    }

    /** Makes the pool replace every current connection before its next use. */
    void renew() {
        renewedAt = System.nanoTime();
    }

    @Override
    public ConnectionConfig resolve(HttpRoute route) {
        long since = System.nanoTime() - renewedAt;
        if (since >= settings.connectionTtl().toNanos()) {
            return usual;
        }
        // The pool counts in whole milliseconds, so one is taken off: a connection may end early, but never late.
        return config(Duration.ofMillis(Math.max(0, Duration.ofNanos(since).toMillis() - 1)));
    }

    private ConnectionConfig config(Duration life) {
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                .setTimeToLive(TimeValue.of(life))
                .setValidateAfterInactivity(LOOK_AFTER)
                .build();
    }
}
