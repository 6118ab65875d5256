package dev.dualclient.benchmarks.way;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The measure of all ways: one backend, an HTTP client and the mapping of the same values, and nothing besides. The pool
 * is set up as Dual Client's is by default.
 */
final class Direct implements Way {

    private static final int CONNECTIONS = 200;

    private final CloseableHttpClient client;
    private final Request request;
    private final String url;
    private final String authorization;

    /**
     * Begins.
     *
     * @param service the URL of the service
     */
    Direct(Request request, String service, String authorization, SSLContext tls) {
        this.request = request;
        this.url = service + request.path();
        this.authorization = authorization;
        this.client = HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(1))
                        .setSocketTimeout(Timeout.ofSeconds(5))
                        .setIdleTimeout(Timeout.ofSeconds(15))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build());
    }

    @Override
    public boolean isAccepted(String credential) throws IOException {
        String json = request.body(credential);
        HttpPost post = new HttpPost(url);
        post.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofSeconds(1))
                .setResponseTimeout(Timeout.ofSeconds(5))
                .build());
        post.setHeader("Accept", "application/json");
        post.setHeader("Authorization", authorization);
        post.setHeader("Content-Type", "application/json");
        post.setEntity(new ByteArrayEntity(json.getBytes(StandardCharsets.UTF_8), null));
        return client.execute(post, this::read);
    }

    private boolean read(ClassicHttpResponse response) throws IOException {
        String text = new String(EntityUtils.toByteArray(response.getEntity()), StandardCharsets.UTF_8);
        if (response.getCode() != 200) {
            throw new IOException("HTTP " + response.getCode());
        }
        return request.isAcceptedBy(text);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
