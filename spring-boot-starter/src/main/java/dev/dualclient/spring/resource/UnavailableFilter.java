package dev.dualclient.spring.resource;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 with {@code Retry-After}, a backend's own where one says it, where nobody can say whether an access token is
 * valid. Left to the container, the
 * failure would be shown by an error page, which is protected, too, so that the caller would be told 401 for a good
 * token. Stands before Spring Security. Thread-safe.
 */
final class UnavailableFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(UnavailableFilter.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException failure) {
            if (response.isCommitted() || !isAboutAToken(failure.getCause())) {
                throw failure;
            }
            LOG.debug("an access token could not be judged: {}", failure.getMessage());
            response.reset();
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader(HttpHeaders.RETRY_AFTER, TryAgainLater.after(failure));
        }
    }

    private static boolean isAboutAToken(@Nullable Throwable cause) {
        return cause instanceof OAuth2IntrospectionException || cause instanceof JwtException;
    }
}
