package dev.dualclient.kits.providers;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Whom an access token is about, and which provider says so. The same {@code sub} at two providers may be two persons, so
 * compare {@link #provider()} too. Immutable.
 */
public final class ProviderPrincipal implements OAuth2AuthenticatedPrincipal {

    private final String provider;
    private final Map<String, Object> claims;
    private final List<GrantedAuthority> authorities;
    private final @Nullable String user;

    ProviderPrincipal(
            String provider,
            Map<String, Object> claims,
            Collection<? extends GrantedAuthority> authorities,
            @Nullable String user) {
        this.provider = provider;
        this.claims = Map.copyOf(claims);
        this.authorities = List.copyOf(authorities);
        this.user = user;
    }

    ProviderPrincipal identifiedAs(@Nullable String identity) {
        return new ProviderPrincipal(provider, claims, authorities, identity);
    }

    /** Returns the name of the provider, as the configuration has it. */
    public String provider() {
        return provider;
    }

    /** Returns what the identity header tells of the user, {@code null} if there is no such header. */
    public @Nullable String user() {
        return user;
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
