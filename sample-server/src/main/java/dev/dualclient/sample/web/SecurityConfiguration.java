package dev.dualclient.sample.web;

import dev.dualclient.sample.user.Users;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
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
        "/api/backchannel/authentication",
        "/api/batch_credential",
        "/api/credential",
        "/api/deferred_credential",
        "/api/device/authorization",
        "/api/federation/register",
        "/api/gm/**",
        "/api/jwks",
        "/api/nonce",
        "/api/offer/{id:(?!issue$).+}",
        "/api/par",
        "/api/register/**",
        "/api/revocation",
        "/api/token",
        "/api/userinfo",
        "/api/vci/jwks",
    };

    /** Encodes by bcrypt, at a cost that doubles with each step of the strength. */
    @Bean
    PasswordEncoder passwordEncoder(@Value("${sample.bcrypt-strength:10}") int strength) {
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(strength)));
    }

    @Bean
    AuthenticationManager passwords(Users users, PasswordEncoder encoder) {
        return BasicAuthentication.manager(users, encoder);
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
    SecurityFilterChain clientChain(HttpSecurity http) {
        return BasicAuthentication.stateless(http.securityMatcher(CLIENT_ENDPOINTS))
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
        return http.authenticationManager(passwords)
                .csrf(csrf -> csrf.ignoringRequestMatchers("/api/authorization", "/api/logout"))
                .formLogin(form -> form.loginPage(LoginPage.PATH).permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/demo/**",
                                "/api/authorization",
                                "/api/logout",
                                "/error",
                                "/style.css",
                                "/copy.js",
                                "/icon.svg")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }
}
