package dev.dualclient.kits.providers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.dualclient.kits.BudgetedHttp;
import dev.dualclient.kits.GuardedCalls;
import dev.dualclient.kits.TokenHash;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestTemplate;

/**
 * Asks a provider about its access tokens, by Spring Security's introspector. A circuit breaker spares callers the wait for
 * one that does not answer. Only acceptances are cached.
 */
final class OpaqueValidation implements TokenProvider.TokenValidation {

    private static final Logger LOG = LoggerFactory.getLogger(OpaqueValidation.class);
    private static final int MOST_CACHED = 10_000;

    private final String name;
    private final ProvidersProperties.Opaque settings;
    private final OpaqueTokenIntrospector introspector;
    private final CircuitBreaker breaker;
    private final TokenHash hash = new TokenHash();
    private final Cache<String, Verdict> accepted;

    OpaqueValidation(String name, ProvidersProperties.Opaque settings, OpaqueTokenIntrospector introspector) {
        this.name = name;
        this.settings = settings;
        this.introspector = introspector;
        this.breaker = GuardedCalls.breaker(name);
        this.accepted = Caffeine.newBuilder()
                .maximumSize(MOST_CACHED)
                .expireAfter(Expiry.<String, Verdict>creating((key, verdict) -> kept(verdict)))
                .build();
    }

    /** Returns Spring Security's introspector, with a time budget, and a request that no log shows. */
    static OpaqueTokenIntrospector introspector(String uri, String clientId, String clientSecret, Duration budget) {
        RestTemplate http = new RestTemplate(BudgetedHttp.requests(budget));
        SpringOpaqueTokenIntrospector introspector = new SpringOpaqueTokenIntrospector(uri, http);
        URI endpoint = URI.create(uri);
        introspector.setRequestEntityConverter(token -> RequestEntity.post(endpoint)
                .headers(headers -> headers.setBasicAuth(clientId, clientSecret))
                .accept(MediaType.APPLICATION_JSON)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BudgetedHttp.form(Map.of("token", token, "token_type_hint", "access_token"))));
        return introspector;
    }

    private Duration kept(Verdict verdict) {
        Duration left =
                verdict.expires() == null ? settings.cache() : Duration.between(Instant.now(), verdict.expires());
        return left.compareTo(settings.cache()) < 0 ? left : settings.cache();
    }

    @Override
    public Verdict validate(String token) {
        if (settings.cache().isZero()) {
            return ask(token);
        }
        String key = hash.of(token);
        Verdict known = accepted.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Verdict verdict = ask(token);
        if (verdict.outcome() == Verdict.Outcome.ACCEPTED) {
            accepted.put(key, verdict);
        }
        return verdict;
    }

    private Verdict ask(String token) {
        try {
            return breaker.executeSupplier(() -> introspected(token));
        } catch (CallNotPermittedException open) {
            return Verdict.of(Verdict.Outcome.UNAVAILABLE);
        } catch (OAuth2IntrospectionException noAnswer) {
            Throwable cause = NestedExceptionUtils.getMostSpecificCause(noAnswer);
            LOG.debug("{} gave no answer: {}", name, ClassUtils.getShortName(cause.getClass()));
            return Verdict.of(Verdict.Outcome.UNAVAILABLE);
        }
    }

    /** That a token is unknown is an answer. */
    private Verdict introspected(String token) {
        try {
            return judged(introspector.introspect(token));
        } catch (BadOpaqueTokenException inactive) {
            return Verdict.of(Verdict.Outcome.UNRECOGNIZED);
        }
    }

    private Verdict judged(OAuth2AuthenticatedPrincipal principal) {
        Map<String, Object> claims = principal.getAttributes();
        if (!settings.audiences().isEmpty() && !isForUs(claims.get(OAuth2TokenIntrospectionClaimNames.AUD))) {
            return Verdict.refused("The access token is for another audience");
        }
        Object expires = claims.get(OAuth2TokenIntrospectionClaimNames.EXP);
        return Verdict.accepted(
                ProviderPrincipal.of(name, claims, principal.getAuthorities()),
                expires instanceof Instant instant ? instant : null);
    }

    private boolean isForUs(@Nullable Object audience) {
        return audience instanceof List<?> named && !Collections.disjoint(named, settings.audiences());
    }
}
