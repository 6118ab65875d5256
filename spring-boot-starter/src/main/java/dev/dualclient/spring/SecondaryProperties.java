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
 * @param serviceId Id of the service. If set, it must equal the id at the primary.
 * @param apiKey API key of the service.
 * @param apiSecret API secret of the service.
 * @param apiSecretFile File that holds the API secret. It is read again when the backend rejects the secret.
 * @param ownerApiKey API key of the service owner, required to manage services and to delete clients.
 * @param ownerApiSecret API secret of the service owner.
 * @param ownerApiSecretFile File that holds the API secret of the service owner, read in the same way.
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
public record SecondaryProperties(
        @Nullable String baseUrl,
        @Nullable String serviceId,
        @Nullable String apiKey,
        @Nullable String apiSecret,
        @Nullable String apiSecretFile,
        @Nullable String ownerApiKey,
        @Nullable String ownerApiSecret,
        @Nullable String ownerApiSecretFile,
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
        return "secondary " + baseUrl;
    }
}
