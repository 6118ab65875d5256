package dev.dualclient.sample.web;

import dev.dualclient.sample.user.Users;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may use which endpoint: clients prove themselves to Authlete, resource servers and users to us. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /**
     * There is no {@code form-action}: browsers apply it to redirections too, and a decision redirects to the client,
     * which may be anywhere. Pictures may come from anywhere over TLS, for the logos of clients.
     */
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https:;"
                    + " base-uri 'none'; frame-ancestors 'none'";

    /** Encodes by bcrypt, at a cost that doubles with each step of the strength. */
    @Bean
    PasswordEncoder passwordEncoder(@Value("${sample.bcrypt-strength:10}") int strength) {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(strength)));
    }

    @Bean
    AuthenticationManager passwords(Users users, PasswordEncoder encoder, ThrottleProperties limits, Clock clock) {
        return new ThrottledLogin(BasicAuthentication.manager(users, encoder), limits, clock);
    }

    @Bean
    Customizer<HeadersConfigurer<HttpSecurity>> pagePolicy() {
        return headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGE_POLICY))
                .referrerPolicy(Customizer.withDefaults());
    }

    @Bean
    @Order(1)
    SecurityFilterChain introspectionChain(
            HttpSecurity http, ResourceServerProperties resourceServer, PasswordEncoder encoder) {
        return BasicAuthentication.of(
                http, "/api/introspection", resourceServer.id(), resourceServer.secret(), encoder);
    }

    @Bean
    @Order(2)
    SecurityFilterChain clientChain(HttpSecurity http, CorsProperties cors) {
        if (!cors.allowedOrigins().isEmpty()) {
            http.cors(browsers -> browsers.configurationSource(request -> cors.configuration()));
        }
        return BasicAuthentication.stateless(http.securityMatcher(MachineEndpoints.FOR_CLIENTS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /**
     * A client may send its authorization request by POST (OpenID Connect Core 1.0 section 3.1.2.1), and its request for
     * a logout (RP-Initiated Logout 1.0 section 2).
     */
    @Bean
    @Order(3)
    SecurityFilterChain pageChain(HttpSecurity http, AuthenticationManager passwords) {
        RequestMatcher fromAnywhere = new OrRequestMatcher(
                PathPatternRequestMatcher.pathPattern("/api/authorization"),
                PathPatternRequestMatcher.pathPattern("/api/logout"));
        UserLogin login = new UserLogin();
        return http.authenticationManager(passwords)
                .addFilterBefore(new ForeignForms(fromAnywhere), CsrfFilter.class)
                .csrf(csrf -> csrf.ignoringRequestMatchers(fromAnywhere))
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        failed -> failed.authenticationEntryPoint(login).accessDeniedHandler(login))
                .formLogin(form -> form.loginPage(LoginPage.PATH)
                        .successHandler(login)
                        .failureHandler(login)
                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/demo/**",
                                "/api/authorization",
                                "/api/logout",
                                "/error",
                                LoginPage.PATH,
                                "/style.css",
                                "/again.js",
                                "/copy.js",
                                "/once.js",
                                "/icon.svg")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }
}
