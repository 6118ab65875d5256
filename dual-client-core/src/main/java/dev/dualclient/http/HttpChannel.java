package dev.dualclient.http;

import dev.dualclient.backend.PoolState;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** An open backend: its connection pool, the HTTP client that uses it, and the watchdog. Thread-safe. */
final class HttpChannel {

    private final HttpHost server;
    private final Requests requests;
    private final ResponseBodyReader answers;
    private final ConnectionLife life;
    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;
    private final Watchdog watchdog;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final Duration longest;
    private final RequestConfig usual;
    private volatile boolean closed;

    HttpChannel(BackendSettings settings, DnsResolver names, @Nullable MemoryServer inMemory) {
        this.server = Connections.host(settings.baseUrl());
        this.requests = new Requests(settings);
        this.answers = new ResponseBodyReader(settings.maxResponseSize());
        this.life = new ConnectionLife(settings);
        this.pool = Connections.pool(settings, names, life, inMemory);
        this.client = Connections.client(settings, pool);
        this.watchdog = new Watchdog(settings.side().name());
        watchdog.closeIdle(pool, settings.maxIdle());
        this.connectTimeout = settings.connectTimeout();
        this.responseTimeout = settings.responseTimeout();
        this.longest = connectTimeout.plus(responseTimeout);
        this.usual = bounds(connectTimeout, responseTimeout);
    }

    /** Returns whether the server asks for the request again, with the DPoP nonce that it sent (RFC 9449 section 8). */
    boolean wantsNonce(Reply reply) {
        return requests.turnedAway(reply);
    }

    /** Sends a call once. */
    Reply send(ApiCall call, Deadline deadline) {
        Exchange exchange = requests.request(call);
        Duration remaining = deadline.remaining();
        if (remaining.isZero()) {
            return new Reply.Failed(Reason.OUT_OF_TIME, new IOException("no time was left"));
        }
        exchange.setConfig(bounds(remaining));
        watchdog.endAfter(shorter(remaining, longest), exchange);
        try {
            return client.execute(server, exchange, response -> new Reply.Answered(answers.read(response, exchange)));
        } catch (IOException | RuntimeException failure) {
            return Failures.reply(failure, exchange, closed);
        } finally {
            watchdog.over(exchange);
        }
    }

    private RequestConfig bounds(Duration remaining) {
        return remaining.compareTo(longest) >= 0
                ? usual
                : bounds(shorter(remaining, connectTimeout), shorter(remaining, responseTimeout));
    }

    private static RequestConfig bounds(Duration connection, Duration response) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(connection))
                .setResponseTimeout(timeout(response))
                .build();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A timeout of zero would mean none. */
    private static Timeout timeout(Duration time) {
        return Timeout.ofMilliseconds(Math.max(1, time.toMillis()));
    }

    /** Makes later requests use new connections. */
    void renewConnections() {
        life.renew();
    }

    PoolState pool() {
        PoolStats stats = pool.getTotalStats();
        return new PoolState(stats.getLeased(), stats.getAvailable(), stats.getMax());
    }

    /** Closes every connection. Calls in flight fail. */
    void close() {
        closed = true;
        client.close(CloseMode.IMMEDIATE);
        watchdog.close();
    }
}
