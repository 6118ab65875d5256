package dev.dualclient.spring;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The backend migrated from, Authlete 2.3. Its {@code toString} shows no credentials.
 *
 * @param baseUrl Address of the API without path, for instance https://api.authlete.com.
 * @param serviceId Id of the service, which is the same as at the primary; checked where given.
 * @param apiKey API key of the service.
 * @param apiSecret API secret of the service.
 * @param ownerApiKey API key of the service owner, for calls that manage services and delete clients.
 * @param ownerApiSecret API secret of the service owner.
 * @param connectTimeout How long connecting may take.
 * @param responseTimeout How long the backend may take to answer.
 * @param maxConnections Most connections held at a time.
 * @param maxIdle How long an unused connection is kept; shorter than the backend keeps it.
 * @param connectionTtl How long a connection is used at most; its host is looked up anew for each connection.
 * @param maxResponseSize Largest answer that is read.
 * @param proxy HTTP proxy, for instance http://proxy.example.com:3128.
 * @param sslBundle Name of an SSL bundle that says what TLS trusts and presents.
 * @param unprocessedStatuses HTTP statuses that, without an Authlete body, prove that a call was not processed.
 */
public record SecondaryProperties(
        @Nullable String baseUrl,
        @Nullable String serviceId,
        @Nullable String apiKey,
        @Nullable String apiSecret,
        @Nullable String ownerApiKey,
        @Nullable String ownerApiSecret,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration responseTimeout,
        @DefaultValue("200") int maxConnections,
        @DefaultValue("15s") Duration maxIdle,
        @DefaultValue("60s") Duration connectionTtl,
        @DefaultValue("4MB") DataSize maxResponseSize,
        @Nullable String proxy,
        @Nullable String sslBundle,
        @DefaultValue Set<Integer> unprocessedStatuses) {

    @Override
    public String toString() {
        return "secondary " + baseUrl;
    }
}
