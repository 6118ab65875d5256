package dev.dualclient.kits.providers;

import dev.dualclient.kits.HeaderNames;
import dev.dualclient.kits.RewrittenRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the identity headers of a request that was authenticated and authorized, and tells the caller by
 * {@code Deprecation} (RFC 9745) and {@code Sunset} (RFC 8594) that the provider of its token will not be accepted for
 * good. Stands at the end of Spring Security's chain. Thread-safe.
 */
final class IdentityFilter extends OncePerRequestFilter {

    private static final HeaderNames NONE = HeaderNames.of(List.of());

    private final Identity identity;
    private final Map<String, ProvidersProperties.Provider> providers;
    private final RequestMatcher permitted;

    IdentityFilter(Identity identity, Map<String, ProvidersProperties.Provider> providers, RequestMatcher permitted) {
        this.identity = identity;
        this.providers = Map.copyOf(providers);
        this.permitted = permitted;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof ProviderPrincipal principal)
                || permitted.matches(request)) {
            chain.doFilter(request, response);
            return;
        }
        announce(providers.get(principal.provider()), response);
        chain.doFilter(new RewrittenRequest(request, NONE, identity.headers(principal)), response);
    }

    /** The provider of a session may be gone from the configuration. */
    private static void announce(ProvidersProperties.@Nullable Provider provider, HttpServletResponse response) {
        Instant until = provider == null ? null : provider.until();
        Instant since = provider == null || provider.deprecatedSince() == null ? until : provider.deprecatedSince();
        if (since != null) {
            response.setHeader("Deprecation", "@" + since.getEpochSecond());
        }
        if (until != null) {
            response.setHeader("Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atZone(ZoneOffset.UTC)));
        }
    }
}
