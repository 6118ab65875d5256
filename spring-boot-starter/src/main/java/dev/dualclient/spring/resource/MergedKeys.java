package dev.dualclient.spring.resource;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.dualclient.DualClient;
import java.util.List;

/**
 * The keys of both backends: kept for five minutes, and fetched anew for a key that is not among them, but twice in five
 * seconds at most, however many such tokens come. A key that is missing while a backend gives none of its keys is no
 * reason to refuse a token, for it may be that backend's. Thread-safe.
 */
final class MergedKeys implements JWKSource<SecurityContext> {

    private static final long SHORTEST_INTERVAL = 5_000;

    private final MergedJwkSet merged;
    private final JWKSource<SecurityContext> kept;

    private MergedKeys(MergedJwkSet merged) {
        this.merged = merged;
        this.kept = JWKSourceBuilder.create(merged)
                .rateLimited(SHORTEST_INTERVAL)
                .refreshAheadCache(false)
                .build();
    }

    static MergedKeys of(DualClient engine) {
        return new MergedKeys(new MergedJwkSet(engine));
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        List<JWK> keys = select(selector, context);
        if (keys.isEmpty() && !merged.isComplete()) {
            throw new JWKSetUnavailableException(
                    "the key may be one of a backend that gives none now", merged.missing());
        }
        return keys;
    }

    private List<JWK> select(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            return kept.get(selector, context);
        } catch (RateLimitReachedException justFetched) {
            return List.of();
        }
    }
}
