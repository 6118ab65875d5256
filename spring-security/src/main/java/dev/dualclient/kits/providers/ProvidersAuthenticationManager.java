package dev.dualclient.kits.providers;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import dev.dualclient.kits.KitMeters;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Offers a bearer token to the providers in their order. A JWT goes to the provider of its issuer alone. The first
 * acceptance wins, and a refusal ends. If all others do not know the token, it is invalid; if one of them gave no answer,
 * nobody knows. Returns an authentication or throws, and nothing else. Thread-safe.
 *
 * <p>Spring Security's {@code ProviderManager} rethrows the last exception instead, so that the order of two providers
 * decides whether an outage of one looks like an invalid token.
 */
public final class ProvidersAuthenticationManager implements AuthenticationManager {

    private static final String METER = "dualclient.providers";
    private static final String UNKNOWN = "The access token is invalid";
    private static final String NOBODY = "The access token names no user that the identity header can hold";
    private static final String OVER = "The identity provider of the access token is no longer accepted";
    private static final String PERHAPS_OVER =
            "The access token is invalid, or its identity provider is no longer accepted";

    private final List<TokenProvider> providers;
    private final Identity identity;
    private final ProviderUsage usage;
    private final KitMeters meters;
    private final Clock clock;

    ProvidersAuthenticationManager(
            List<TokenProvider> providers, Identity identity, ProviderUsage usage, KitMeters meters, Clock clock) {
        this.providers = List.copyOf(providers);
        this.identity = identity;
        this.usage = usage;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Authenticates a bearer token.
     *
     * @return a {@link BearerTokenAuthentication} whose principal is a {@link ProviderPrincipal}
     * @throws InvalidBearerTokenException if the token is not accepted
     * @throws ProvidersUnavailableException if nobody can say
     */
    @Override
    public Authentication authenticate(Authentication request) throws AuthenticationException {
        if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
            throw new InvalidBearerTokenException("A bearer token is needed");
        }
        String token = bearer.getToken();
        List<TokenProvider> ended = new ArrayList<>();
        boolean unavailable = false;
        for (TokenProvider provider : candidates(token)) {
            if (provider.hasEnded(clock.instant())) {
                ended.add(provider);
                continue;
            }
            Verdict verdict = identified(provider.validation().validate(token));
            count(provider.name(), verdict.outcome().name());
            switch (verdict.outcome()) {
                case ACCEPTED -> {
                    return authenticated(Objects.requireNonNull(verdict.principal()), token, verdict.expires(), bearer);
                }
                case REFUSED -> throw new InvalidBearerTokenException(verdict.description());
                case UNAVAILABLE -> unavailable = true;
                case UNRECOGNIZED -> {}
            }
        }
        if (unavailable) {
            throw new ProvidersUnavailableException();
        }
        throw new InvalidBearerTokenException(notAccepted(ended));
    }

    private String notAccepted(List<TokenProvider> ended) {
        ended.forEach(over -> count(over.name(), "OVER"));
        if (ended.isEmpty()) {
            return UNKNOWN;
        }
        return ended.get(0).issuer() == null ? PERHAPS_OVER : OVER;
    }

    /** A JWT whose issuer is nobody's is refused without asking anybody, unless an opaque provider takes such tokens. */
    private List<TokenProvider> candidates(String token) {
        JWT jwt = parsed(token);
        if (jwt == null) {
            return those(one -> one.issuer() == null);
        }
        String issuer = issuer(jwt);
        List<TokenProvider> own = those(one -> issuer != null && issuer.equals(one.issuer()));
        return own.isEmpty() ? those(TokenProvider::acceptsForeignJwts) : own;
    }

    private List<TokenProvider> those(Predicate<TokenProvider> which) {
        return providers.stream().filter(which).toList();
    }

    private static @Nullable JWT parsed(String token) {
        try {
            return JWTParser.parse(token);
        } catch (ParseException opaque) {
            return null;
        }
    }

    /** An encrypted JWT does not tell its issuer. */
    private static @Nullable String issuer(JWT jwt) {
        try {
            return jwt.getJWTClaimsSet() == null ? null : jwt.getJWTClaimsSet().getIssuer();
        } catch (ParseException unreadable) {
            return null;
        }
    }

    /**
     * A token that is bound to a key (RFC 7800) is refused, because nobody has proved to hold that key; and one that leaves the
     * identity header empty, because the services behind would take its bearer for nobody.
     */
    private Verdict identified(Verdict verdict) {
        ProviderPrincipal principal = verdict.principal();
        if (principal == null) {
            return verdict;
        }
        if (principal.getAttributes().containsKey("cnf")) {
            return Verdict.refused("A sender-constrained access token is not accepted as a bearer token");
        }
        ProviderPrincipal identified = identity.identified(principal);
        return identified == null ? Verdict.refused(NOBODY) : Verdict.accepted(identified, verdict.expires());
    }

    private Authentication authenticated(
            ProviderPrincipal principal,
            String token,
            @Nullable Instant expires,
            BearerTokenAuthenticationToken request) {
        usage.used(principal.provider(), principal.getName(), clock.instant());
        OAuth2AccessToken credentials = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, token, null, expires);
        BearerTokenAuthentication authentication =
                new BearerTokenAuthentication(principal, credentials, principal.getAuthorities());
        authentication.setDetails(request.getDetails());
        return authentication;
    }

    private void count(String provider, String outcome) {
        meters.count(METER, "provider", provider, "outcome", outcome.toLowerCase(Locale.ROOT));
    }
}
