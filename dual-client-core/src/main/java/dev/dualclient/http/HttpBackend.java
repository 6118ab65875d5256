package dev.dualclient.http;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.PoolState;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * A backend behind HTTP/1.1, over a bounded pool of connections. Nothing is retried and no redirect is followed. The one
 * request that is sent again is one that was refused with {@code use_dpop_nonce} (RFC 9449 section 8), with the nonce: it
 * was not processed. An attempt ends at the call's deadline, or after connect timeout plus response timeout.
 * Thread-safe; the caller's thread waits, and no lock is held meanwhile.
 */
public final class HttpBackend implements Backend {

    private final BackendSettings settings;
    private final DnsResolver names;
    private final @Nullable MemoryServer server;
    private volatile @Nullable HttpChannel channel;
    private volatile boolean closed;

    /** Creates a backend with these settings. The first call opens it. */
    public HttpBackend(BackendSettings settings) {
        this(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    HttpBackend(BackendSettings settings, DnsResolver names) {
        this(settings, names, null);
    }

    private HttpBackend(BackendSettings settings, DnsResolver names, @Nullable MemoryServer server) {
        this.settings = settings;
        this.names = names;
        this.server = server;
    }

    /**
     * Returns a backend that sends the same requests over connections in memory: no socket is opened and no name resolved.
     *
     * @param settings settings without TLS and without a proxy
     * @param server answers the requests
     */
    public static HttpBackend inMemory(BackendSettings settings, MemoryServer server) {
        return new HttpBackend(settings, MemorySocket.NAMES, server);
    }

    /**
     * Sends a call.
     *
     * @throws IllegalArgumentException if this backend lacks the operation, or the call a path variable
     */
    @Override
    public Reply send(ApiCall call, Deadline deadline) {
        HttpChannel open = channel();
        if (closed || open == null) {
            return new Reply.Failed(Reason.CLOSED, new IOException("closed"));
        }
        Reply reply = open.send(call, deadline);
        return open.wantsNonce(reply) ? open.send(call, deadline) : reply;
    }

    private @Nullable HttpChannel channel() {
        HttpChannel open = channel;
        return open == null ? opened() : open;
    }

    private synchronized @Nullable HttpChannel opened() {
        if (channel == null && !closed) {
            channel = new HttpChannel(settings, names, server);
        }
        return channel;
    }

    @Override
    public String address() {
        return settings.baseUrl().toString();
    }

    @Override
    public void renewConnections() {
        HttpChannel open = channel;
        if (open != null) {
            open.renewConnections();
        }
    }

    @Override
    public void renewCredentials() {
        settings.authorization().renew();
    }

    @Override
    public PoolState pool() {
        HttpChannel open = channel;
        return open == null ? new PoolState(0, 0, settings.maxConnections()) : open.pool();
    }

    /** Closes every connection. Calls in flight fail. */
    @Override
    public synchronized void close() {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
