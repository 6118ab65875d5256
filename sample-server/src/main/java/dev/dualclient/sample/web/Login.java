package dev.dualclient.sample.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * Who is logged in, and since when.
 *
 * @param subject the user
 * @param at when the user gave the password
 */
public record Login(String subject, Instant at) {

    /** The class of authentication that a password is (REFEDS Single-Factor Authentication Profile). */
    public static final String ACR = "https://refeds.org/profile/sfa";

    /** Returns the login of the current session, {@code null} if nobody is logged in. */
    public static @Nullable Login of(@Nullable Authentication authentication) {
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return null;
        }
        return authentication.getAuthorities().stream()
                .filter(FactorGrantedAuthority.class::isInstance)
                .map(authority -> ((FactorGrantedAuthority) authority).getIssuedAt())
                .max(Instant::compareTo)
                .map(at -> new Login(authentication.getName(), at))
                .orElse(null);
    }
}
