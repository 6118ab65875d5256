package dev.dualclient.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Creates the connection pool and the HTTP client of one backend. */
final class Connections {

    private Connections() {}

    static PoolingHttpClientConnectionManager pool(
            BackendSettings settings, DnsResolver names, ConnectionLife life, @Nullable MemoryServer inMemory) {
        PoolingHttpClientConnectionManagerBuilder pool = inMemory == null
                ? PoolingHttpClientConnectionManagerBuilder.create()
                : new MemorySocket.PoolBuilder(inMemory);
        return pool.setConnectionFactory(socket -> new ObservedConnection())
                .setTlsSocketStrategy(
                        settings.sslContext() == null
                                ? Connections::systemTls
                                : new DefaultClientTlsStrategy(settings.sslContext()))
                .setDnsResolver(new BoundedDnsResolver(names, settings.connectTimeout()))
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setConnectionConfigResolver(life)
                .build();
    }

    /** Loads the JVM's trust store at the first connection, and not at the start, which it would slow down. */
    private static SSLSocket systemTls(
            Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
            throws IOException {
        return DefaultClientTlsStrategy.createSystemDefault().upgrade(socket, target, port, attachment, context);
    }

    /** The minimal client: no retries, no redirects, no cookies, no caching of credentials. */
    static CloseableHttpClient client(BackendSettings settings, PoolingHttpClientConnectionManager pool) {
        return HttpClients.createMinimal(settings.proxy() == null ? pool : tunnel(settings, settings.proxy(), pool));
    }

    private static HttpClientConnectionManager tunnel(
            BackendSettings settings, URI proxy, PoolingHttpClientConnectionManager pool) {
        return new Tunnel(pool, host(proxy), host(settings.baseUrl()), Timeout.of(settings.connectTimeout()));
    }

    /** Returns the host with its port, also where that is the scheme's own. */
    static HttpHost host(URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return new HttpHost(url.getScheme(), url.getHost(), port);
    }
}
