package dev.dualclient.kits.providers;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.dualclient.kits.BudgetedHttp;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The JWK set of an issuer: kept for five minutes, for an hour while the issuer does not answer, and fetched anew for a key
 * that is not in it, twice in 30 seconds at most, however many such tokens come. A key that is missing while the issuer
 * gives none is no reason to refuse a token. Thread-safe.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final long KEPT = Duration.ofMinutes(5).toMillis();
    private static final long KEPT_IN_AN_OUTAGE = Duration.ofHours(1).toMillis();
    private static final ParameterizedTypeReference<Map<String, Object>> METADATA =
            new ParameterizedTypeReference<>() {};

    private final String issuer;
    private final @Nullable String jwkSetUri;
    private final RestClient http;
    private final JWKSource<SecurityContext> kept;
    private volatile boolean fetched;

    IssuerKeys(String issuer, @Nullable String jwkSetUri, Duration budget) {
        this.issuer = issuer;
        this.jwkSetUri = jwkSetUri;
        this.http = BudgetedHttp.client(budget);
        this.kept = JWKSourceBuilder.create(new Fetched())
                .cache(KEPT, budget.toMillis())
                .refreshAheadCache(false)
                .outageTolerant(KEPT_IN_AN_OUTAGE)
                .build();
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            return kept.get(selector, context);
        } catch (RateLimitReachedException justFetched) {
            if (fetched) {
                return List.of();
            }
            throw new JWKSetUnavailableException("the issuer gave no keys just now", justFetched);
        }
    }

    /** What the issuer has now. */
    private final class Fetched implements JWKSetSource<SecurityContext> {

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
                throws JWKSetUnavailableException {
            fetched = false;
            try {
                String uri = jwkSetUri == null ? discovered() : jwkSetUri;
                String text = http.get().uri(URI.create(uri)).retrieve().body(String.class);
                JWKSet keys = JWKSet.parse(text);
                fetched = true;
                return keys;
            } catch (RestClientException | ParseException | IllegalArgumentException failure) {
                throw new JWKSetUnavailableException("the keys of " + issuer + " cannot be read", failure);
            }
        }

        @Override
        public void close() {}
    }

    /** By OpenID Connect Discovery, or by RFC 8414 for issuers of plain OAuth. */
    private String discovered() {
        URI base = URI.create(issuer);
        String path = base.getPath() == null ? "" : base.getPath();
        RestClientException failure = null;
        for (String place :
                List.of(path + "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server" + path)) {
            URI uri = UriComponentsBuilder.fromUri(base)
                    .replacePath(place)
                    .build(true)
                    .toUri();
            try {
                Map<String, Object> metadata = http.get().uri(uri).retrieve().body(METADATA);
                if (metadata != null && issuer.equals(metadata.get("issuer"))) {
                    return String.valueOf(metadata.get("jwks_uri"));
                }
                failure = new RestClientException("the metadata at " + uri + " is not that of " + issuer);
            } catch (RestClientException notThere) {
                failure = notThere;
            }
        }
        throw new RestClientException("no metadata of " + issuer, failure);
    }
}
