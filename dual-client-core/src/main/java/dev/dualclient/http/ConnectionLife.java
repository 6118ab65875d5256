package dev.dualclient.http;

import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.function.Resolver;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How long connections are used. The pool asks each time that it hands one out, and opens another in place of one that is
 * too old, so a connection that is in use all the time ends as well. Thread-safe.
 */
final class ConnectionLife implements Resolver<HttpRoute, ConnectionConfig> {

    /** A look at a connection that was idle this long costs little against what a lost request costs. */
    private static final TimeValue LOOK_AFTER = TimeValue.ofSeconds(1);

    private final BackendSettings settings;
    private final ConnectionConfig usual;
    private volatile long renewedAt;

    ConnectionLife(BackendSettings settings) {
        this.settings = settings;
        this.usual = config(settings.connectionTtl());
        this.renewedAt = System.nanoTime() - settings.connectionTtl().toNanos();
    }

    /** Ends the life of every connection that there is. */
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
