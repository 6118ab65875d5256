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
 * @param accessToken Service access token, or an organization token with access to the service.
 * @param accessTokenFile File that holds the access token. It is read again when the backend rejects the token.
 * @param dpopKey Private JSON Web Key to which the access token is bound (RFC 9449).
 * @param connectTimeout Time limit for opening a connection.
 * @param responseTimeout Time limit for an answer.
 * @param maxConnections Maximum number of connections.
 * @param maxIdle How long an idle connection is kept. It must be shorter than the idle timeout of the backend.
 * @param connectionTtl Maximum age of a connection. The host name is resolved again for each new connection.
 * @param maxResponseSize Maximum size of an answer.
 * @param proxy HTTP proxy, for instance http://proxy.example.com:3128.
 * @param sslBundle Name of the SSL bundle with the trusted and the own certificates.
 * @param unprocessedStatuses HTTP statuses that prove, without an Authlete body, that a call was not processed.
 */
public record PrimaryProperties(
        @Nullable String baseUrl,
        @Nullable String serviceId,
        @Nullable String accessToken,
        @Nullable String accessTokenFile,
        @Nullable String dpopKey,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration responseTimeout,
        @DefaultValue("200") Integer maxConnections,
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
