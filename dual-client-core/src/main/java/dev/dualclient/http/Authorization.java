package dev.dualclient.http;

import dev.dualclient.operation.ApiCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a backend's {@code Authorization} header says: Basic (RFC 7617) or Bearer (RFC 6750 section 2.1). Immutable;
 * never prints what it holds.
 */
final class Authorization {

    private final String service;
    private final String owner;

    private Authorization(String service, String owner) {
        this.service = service;
        this.owner = owner;
    }

    static Authorization bearer(String accessToken, @Nullable ApiKey owner) {
        String header = "Bearer " + accessToken;
        return new Authorization(header, owner == null ? header : owner.header());
    }

    /**
     * A caller of 2.3 that was never given the owner's key sends the service's key for the owner's operations too: some
     * deployments accept that, and where one does not its refusal tells what is missing.
     */
    static Authorization basic(ApiKey service, @Nullable ApiKey owner) {
        return new Authorization(service.header(), (owner == null ? service : owner).header());
    }

    /** Returns the header for an operation, {@code null} for one that takes no credentials. */
    @Nullable
    String header(ApiCredentials needed) {
        return switch (needed) {
            case SERVICE -> service;
            case OWNER -> owner;
            case NONE -> null;
        };
    }

    /** An API key and its secret. */
    record ApiKey(String key, String secret) {

        String header() {
            byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return "ApiKey";
        }
    }
}
