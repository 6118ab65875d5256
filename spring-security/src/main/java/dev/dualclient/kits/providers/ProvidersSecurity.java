package dev.dualclient.kits.providers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets a filter chain accept the access tokens of the providers. The chain that the kit creates uses it, unless the
 * application has chains of its own, which then call it:
 *
 * <pre>{@code
 * @Bean
 * SecurityFilterChain api(HttpSecurity http, ProvidersSecurity providers) {
 *     providers.customize(http);
 *     return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated()).build();
 * }
 * }</pre>
 *
 * It is also the resolver of such a chain, beside which Spring Boot makes no user of its own. Thread-safe.
 */
public final class ProvidersSecurity implements AuthenticationManagerResolver<HttpServletRequest> {

    private final ProvidersAuthenticationManager manager;
    private final Identity identity;
    private final ProvidersProperties properties;
    private final BearerTokenAuthenticationEntryPoint entryPoint = new BearerTokenAuthenticationEntryPoint();

    ProvidersSecurity(ProvidersAuthenticationManager manager, Identity identity, ProvidersProperties properties) {
        this.manager = manager;
        this.identity = identity;
        this.properties = properties;
    }

    @Override
    public AuthenticationManager resolve(HttpServletRequest request) {
        return manager;
    }

    /**
     * Makes the chain a resource server for the providers' tokens, and sets the identity header. This class is no
     * {@code Customizer<HttpSecurity>}, because Spring Security applies a bean of that type to every chain.
     */
    public void customize(HttpSecurity http) {
        http.oauth2ResourceServer(server -> server.authenticationManagerResolver(this)
                        .bearerTokenResolver(new OneBearerToken())
                        .authenticationEntryPoint(entryPoint)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                                filter.setAuthenticationFailureHandler(ProvidersSecurity.this::refuse);
                                return filter;
                            }
                        }))
                .addFilterAfter(
                        new IdentityFilter(identity, properties.byName(), permitted()), AuthorizationFilter.class);
    }

    /** Returns the requests that need no token. */
    RequestMatcher permitted() {
        List<RequestMatcher> paths = properties.permit().stream()
                .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
                .toList();
        return paths.isEmpty() ? request -> false : new OrRequestMatcher(paths);
    }

    /** Answers 503 where nobody can say whether a token is valid, and 401 otherwise. */
    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof ProvidersUnavailableException) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(properties.retryAfter().toSeconds()));
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            entryPoint.commence(request, response, failure);
        }
    }
}
