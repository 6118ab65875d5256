package dev.dualclient.http;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.ApiCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a request is authorized: by Basic (RFC 7617), a bearer token (RFC 6750 section 2.1), or a token that is bound to a
 * key, with a proof of the key beside it (RFC 9449). Thread-safe; never prints what it holds.
 */
final class Authorization {

    private final String service;
    private final String owner;
    private final @Nullable Bound bound;

    private Authorization(String service, String owner, @Nullable Bound bound) {
        this.service = service;
        this.owner = owner;
        this.bound = bound;
    }

    /** An access token and the key that it is bound to. */
    private record Bound(String accessToken, DpopKey key) {

        @Override
        public String toString() {
            return "Bound";
        }
    }

    static Authorization bearer(String accessToken, @Nullable ApiKey owner) {
        String header = "Bearer " + accessToken;
        return new Authorization(header, owner == null ? header : owner.header(), null);
    }

    static Authorization bound(String accessToken, DpopKey key) {
        String header = "DPoP " + accessToken;
        return new Authorization(header, header, new Bound(accessToken, key));
    }

    /**
     * A caller of 2.3 that was never given the owner's key sends the service's key for the owner's operations too: some
     * deployments accept that, and where one does not its refusal tells what is missing.
     */
    static Authorization basic(ApiKey service, @Nullable ApiKey owner) {
        return new Authorization(service.header(), (owner == null ? service : owner).header(), null);
    }

    /**
     * Authorizes a request.
     *
     * @param url supplies the URL without a query
     */
    void to(Exchange request, Supplier<String> url, ApiCredentials needed) {
        String header = switch (needed) {
            case SERVICE -> service;
            case OWNER -> owner;
            case NONE -> null;
        };
        if (header == null) {
            return;
        }
        request.setHeader("Authorization", header);
        if (bound != null) {
            request.setHeader("DPoP", bound.key().proof(request.getMethod(), url.get(), bound.accessToken()));
        }
    }

    /** Stores the DPoP nonce of an answer. Returns whether the server asks for the request again with that nonce. */
    boolean learns(ApiResponse answer) {
        if (bound == null) {
            return false;
        }
        bound.key().learn(answer);
        return DpopKey.asksForNonce(answer);
    }

    /** Whether requests are authorized by the same values. */
    boolean isSameAs(Authorization other) {
        return service.equals(other.service) && owner.equals(other.owner);
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
