package dev.dualclient.kits.providers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
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
 */
public final class ProvidersSecurity implements Customizer<HttpSecurity>, AuthenticationFailureHandler {

    private final ProvidersAuthenticationManager providers;
    private final Identity identity;
    private final List<String> permit;
    private final BearerTokenAuthenticationEntryPoint entryPoint = new BearerTokenAuthenticationEntryPoint();

    ProvidersSecurity(ProvidersAuthenticationManager providers, Identity identity, List<String> permit) {
        this.providers = providers;
        this.identity = identity;
        this.permit = List.copyOf(permit);
    }

    /** Makes the chain a resource server for the providers' tokens, and sets the identity header. */
    @Override
    public void customize(HttpSecurity http) {
        http.oauth2ResourceServer(server -> server.authenticationManagerResolver(request -> providers)
                        .bearerTokenResolver(new OneBearerToken())
                        .authenticationEntryPoint(entryPoint)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                                filter.setAuthenticationFailureHandler(ProvidersSecurity.this);
                                return filter;
                            }
                        }))
                .addFilterAfter(new IdentityFilter(identity, providers, permitted()), AuthorizationFilter.class);
    }

    /** Returns the requests that need no token. */
    RequestMatcher permitted() {
        List<RequestMatcher> paths = permit.stream()
                .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
                .toList();
        return paths.isEmpty() ? request -> false : new OrRequestMatcher(paths);
    }

    /** Answers 503 where nobody can say whether a token is valid, and 401 otherwise. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof ProvidersUnavailableException unavailable) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(unavailable.retryAfter().toSeconds()));
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            entryPoint.commence(request, response, failure);
        }
    }
}
