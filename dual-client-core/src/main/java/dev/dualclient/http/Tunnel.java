package dev.dualclient.http;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connects through an HTTP proxy by {@code CONNECT} (RFC 9110 section 9.3.6), which the minimal client cannot do by
 * itself. What the proxy is asked is not a part of the request, so a proxy that refuses has seen nothing of it.
 */
final class Tunnel implements HttpClientConnectionManager {

    private final HttpClientConnectionManager pool;
    private final HttpHost proxy;
    private final HttpHost server;
    private final HttpRoute route;
    private final Timeout timeout;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();

    Tunnel(HttpClientConnectionManager pool, HttpHost proxy, HttpHost server, Timeout timeout) {
        this.pool = pool;
        this.proxy = proxy;
        this.server = server;
        this.timeout = timeout;
        boolean tls = "https".equals(server.getSchemeName());
        this.route = new HttpRoute(
                server, null, proxy, tls, TunnelType.TUNNELLED, tls ? LayerType.LAYERED : LayerType.PLAIN);
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute direct, Timeout wait, @Nullable Object state) {
        return pool.lease(id, route, wait, state);
    }

    @Override
    public void connect(ConnectionEndpoint endpoint, @Nullable TimeValue wait, HttpContext context) throws IOException {
        pool.connect(endpoint, wait, context);
        endpoint.setSocketTimeout(timeout);
        String authority = server.getHostName() + ":" + server.getPort();
        BasicClassicHttpRequest connect = new BasicClassicHttpRequest("CONNECT", proxy, authority);
        connect.setHeader("Host", authority);
        try (ClassicHttpResponse answer = endpoint.execute("tunnel", connect, executor::execute, context)) {
            if (answer.getCode() / 100 != HttpStatus.SC_SUCCESS / 100) {
                throw new IOException("the proxy answered " + answer.getCode() + " to CONNECT");
            }
        } catch (HttpException malformed) {
            throw new IOException("the proxy did not answer in HTTP");
        }
        if (route.isSecure()) {
            pool.upgrade(endpoint, context);
        }
    }

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
        pool.upgrade(endpoint, context);
    }

    @Override
    public void release(ConnectionEndpoint endpoint, @Nullable Object state, @Nullable TimeValue keepAlive) {
        pool.release(endpoint, state, keepAlive);
    }

    @Override
    public void close(CloseMode mode) {
        pool.close(mode);
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }
}
