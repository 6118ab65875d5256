package dev.dualclient.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The connections of one backend: how many, how long each may take to open, how long it may be idle. */
final class Connections {

    /** A look at a connection that was idle this long costs little against what a lost request costs. */
    private static final TimeValue LOOK_AFTER = TimeValue.ofSeconds(1);

    private Connections() {}

    static PoolingHttpClientConnectionManager pool(BackendSettings settings) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> new ObservedConnection())
                .setTlsSocketStrategy(
                        settings.sslContext() == null
                                ? Connections::systemTls
                                : new DefaultClientTlsStrategy(settings.sslContext()))
                .setDnsResolver(new BoundedDnsResolver(SystemDefaultDnsResolver.INSTANCE, settings.connectTimeout()))
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                        .setIdleTimeout(Timeout.of(settings.maxIdle()))
                        .setValidateAfterInactivity(LOOK_AFTER)
                        .build())
                .build();
    }

    /** Not before the first connection: to read the certificates that the JVM trusts, once, slows the start down. */
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
