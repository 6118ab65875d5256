package dev.dualclient.http;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Deadline;
import dev.dualclient.backend.PoolState;
import dev.dualclient.backend.Reason;
import dev.dualclient.backend.Reply;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A backend behind HTTP/1.1, over a bounded pool of connections. A request is sent at most once: nothing is retried and
 * no redirect is followed; only one that was turned away for want of a DPoP nonce is sent again with it. An attempt ends
 * when the call's deadline or the connect and the response timeout together have passed, whatever the server does.
 * Thread-safe; the caller's thread waits, and no lock is held meanwhile.
 */
public final class HttpBackend implements Backend {

    private final BackendSettings settings;
    private final HttpHost server;
    private final Requests requests;
    private final AnswerReader answers;
    private final Duration longest;
    private final RequestConfig usual;
    private volatile @Nullable Line line;
    private volatile boolean closed;

    /** Creates the way to the backend of the settings. Connects when it is first needed. */
    public HttpBackend(BackendSettings settings) {
        this.settings = settings;
        this.server = Connections.host(settings.baseUrl());
        this.requests = new Requests(settings);
        this.answers = new AnswerReader(settings.maxResponseSize());
        this.longest = settings.connectTimeout().plus(settings.responseTimeout());
        this.usual = bounds(settings.connectTimeout(), settings.responseTimeout());
    }

    /**
     * Sends a call.
     *
     * @throws IllegalArgumentException if this backend lacks the operation, or the call a path variable
     */
    @Override
    public Reply send(ApiCall call, Deadline deadline) {
        Reply reply = sendOnce(call, deadline);
        return requests.turnedAway(reply) ? sendOnce(call, deadline) : reply;
    }

    private Reply sendOnce(ApiCall call, Deadline deadline) {
        Exchange exchange = requests.request(call);
        Line open = line();
        if (open == null) {
            return new Reply.Failed(Reason.CLOSED, new IOException("closed"));
        }
        Duration remaining = deadline.remaining();
        if (remaining.isZero()) {
            return new Reply.Failed(Reason.OUT_OF_TIME, new IOException("no time was left"));
        }
        exchange.setConfig(bounds(remaining));
        open.watchdog().endAfter(shorter(remaining, longest), exchange);
        try {
            return open.client()
                    .execute(server, exchange, response -> new Reply.Answered(answers.read(response, exchange)));
        } catch (IOException | RuntimeException failure) {
            return Failures.reply(failure, exchange, closed);
        } finally {
            open.watchdog().over(exchange);
        }
    }

    private RequestConfig bounds(Duration remaining) {
        return remaining.compareTo(longest) >= 0
                ? usual
                : bounds(shorter(remaining, settings.connectTimeout()), shorter(remaining, settings.responseTimeout()));
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

    @Override
    public PoolState pool() {
        Line open = line;
        if (open == null) {
            return new PoolState(0, 0, settings.maxConnections());
        }
        PoolStats stats = open.pool().getTotalStats();
        return new PoolState(stats.getLeased(), stats.getAvailable(), stats.getMax());
    }

    /** Closes every connection. Calls in flight fail. */
    @Override
    public synchronized void close() {
        closed = true;
        if (line != null) {
            line.close();
        }
    }

    /** Returns the line, which the first request opens, or {@code null} once this backend is closed. */
    private @Nullable Line line() {
        if (closed) {
            return null;
        }
        Line open = line;
        return open == null ? opened() : open;
    }

    private synchronized @Nullable Line opened() {
        if (line == null && !closed) {
            line = Line.open(settings);
        }
        return line;
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
