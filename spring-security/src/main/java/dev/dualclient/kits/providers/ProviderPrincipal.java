package dev.dualclient.kits.providers;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Whom an access token is about, and which provider says so. The same {@code sub} at two providers may be two persons, so
 * compare {@code provider} too. Immutable.
 *
 * @param provider name of the provider, as the configuration has it
 * @param claims claims of the token
 * @param authorities what the token allows
 * @param user what the identity header tells of the user, {@code null} if there is no such header
 */
public record ProviderPrincipal(
        String provider,
        Map<String, Object> claims,
        Collection<? extends GrantedAuthority> authorities,
        @Nullable String user)
        implements OAuth2AuthenticatedPrincipal {

    /** Copies claims and authorities. */
    public ProviderPrincipal {
        claims = Map.copyOf(claims);
        authorities = List.copyOf(authorities);
    }

    /** Servers write claims without a value, too. */
    static ProviderPrincipal of(
            String provider, Map<String, Object> claims, Collection<? extends GrantedAuthority> authorities) {
        Map<String, Object> present = new HashMap<>(claims);
        present.values().removeIf(Objects::isNull);
        return new ProviderPrincipal(provider, present, authorities, null);
    }

    ProviderPrincipal identifiedAs(@Nullable String identity) {
        return new ProviderPrincipal(provider, claims, authorities, identity);
    }

    @Override
    public Map<String, Object> getAttributes() {
        return claims;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return authorities;
    }

    /** Returns the claim {@code sub}, or {@code client_id} for a token that is about no user; empty if it has neither. */
    @Override
    public String getName() {
        Object name = claims.getOrDefault("sub", claims.getOrDefault("client_id", ""));
        return String.valueOf(name);
    }

    /** Tells provider and name. */
    @Override
    public String toString() {
        return provider + ":" + getName();
    }
}
