package dev.dualclient.spring;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The backend migrated to, Authlete 3.0. Its {@code toString} shows neither access token nor key.
 *
 * @param baseUrl Address of the API without path, for instance https://us.authlete.com.
 * @param serviceId Id of the service.
 * @param accessToken Service access token, or an organization token that may use the service.
 * @param dpopKey Private key, as a JSON Web Key, that the access token is bound to (RFC 9449).
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
public record PrimaryProperties(
        @Nullable String baseUrl,
        @Nullable String serviceId,
        @Nullable String accessToken,
        @Nullable String dpopKey,
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
        return "primary " + baseUrl;
    }
}
