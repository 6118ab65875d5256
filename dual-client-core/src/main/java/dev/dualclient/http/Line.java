package dev.dualclient.http;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;

/** What one backend's requests go through: the connections, the client that uses them, and what watches both. */
record Line(PoolingHttpClientConnectionManager pool, CloseableHttpClient client, Watchdog watchdog) {

    static Line open(BackendSettings settings) {
        PoolingHttpClientConnectionManager pool = Connections.pool(settings);
        Watchdog watchdog = new Watchdog(settings.side().name());
        watchdog.closeIdle(pool, settings.maxIdle());
        return new Line(pool, Connections.client(settings, pool), watchdog);
    }

    /** Closes every connection. */
    void close() {
        client.close(CloseMode.IMMEDIATE);
        watchdog.close();
    }
}
