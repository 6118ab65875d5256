package dev.dualclient.sample.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Endpoints that are neither for clients nor for users, but for one machine that the operator names (RFC 7617). */
public final class BasicAuthentication {

    private BasicAuthentication() {}

    /**
     * Returns the filters for an endpoint whose only caller has that id and secret.
     *
     * @param secret {@code null} for nobody
     */
    public static SecurityFilterChain of(
            HttpSecurity http, String path, String id, @Nullable String secret, PasswordEncoder encoder) {
        return stateless(http.securityMatcher(path))
                .authenticationManager(manager(only(id, secret, "MACHINE", encoder), encoder))
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    /** Returns the user store of one caller, with a secret that is {@code null} for nobody. */
    public static UserDetailsService only(String id, @Nullable String secret, String role, PasswordEncoder encoder) {
        return secret == null
                ? new InMemoryUserDetailsManager()
                : new InMemoryUserDetailsManager(User.withUsername(id)
                        .password(encoder.encode(secret))
                        .roles(role)
                        .build());
    }

    static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    static ProviderManager manager(UserDetailsService users, PasswordEncoder encoder) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(encoder);
        return new ProviderManager(provider);
    }
}
