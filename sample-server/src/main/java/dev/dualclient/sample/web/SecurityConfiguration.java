package dev.dualclient.sample.web;

import dev.dualclient.sample.user.Users;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Who may use which endpoint: clients prove themselves to Authlete, resource servers and users to us. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /**
     * There is no {@code form-action}: browsers apply it to redirections too, and a decision redirects to the client,
     * which may be anywhere.
     */
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /** Where clients come without a user. They prove themselves to Authlete, each as it is registered there. */
    private static final String[] CLIENT_ENDPOINTS = {
        "/.well-known/**",
        "/api/batch_credential",
        "/api/credential",
        "/api/deferred_credential",
        "/api/federation/register",
        "/api/gm/**",
        "/api/jwks",
        "/api/nonce",
        "/api/offer/{id:(?!issue$).+}",
        "/api/register/**",
        "/api/revocation",
        "/api/token",
        "/api/userinfo",
        "/api/vci/jwks",
    };

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    AuthenticationManager passwords(Users users, PasswordEncoder encoder) {
        return manager(users, encoder);
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
        UserDetailsService known = new InMemoryUserDetailsManager(User.withUsername(resourceServer.id())
                .password(encoder.encode(resourceServer.secret()))
                .roles("RESOURCE_SERVER")
                .build());
        return stateless(http.securityMatcher("/api/introspection"))
                .authenticationManager(manager(known, encoder))
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain clientChain(HttpSecurity http) {
        return stateless(http.securityMatcher(CLIENT_ENDPOINTS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** A client may send its authorization request by POST (OpenID Connect Core 1.0 section 3.1.2.1). */
    @Bean
    @Order(3)
    SecurityFilterChain pageChain(HttpSecurity http, AuthenticationManager passwords) {
        return http.authenticationManager(passwords)
                .csrf(csrf -> csrf.ignoringRequestMatchers("/api/authorization"))
                .formLogin(form -> form.loginPage(LoginPage.PATH).permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/", "/demo/**", "/api/authorization", "/error", "/style.css", "/copy.js", "/icon.svg")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private static AuthenticationManager manager(UserDetailsService users, PasswordEncoder encoder) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(encoder);
        return new ProviderManager(provider);
    }
}
