package dev.dualclient.sample.web;

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

    /** Returns the filters for an endpoint whose only caller has that id and secret. */
    public static SecurityFilterChain of(
            HttpSecurity http, String path, String id, String secret, PasswordEncoder encoder) {
        UserDetailsService known = new InMemoryUserDetailsManager(User.withUsername(id)
                .password(encoder.encode(secret))
                .roles("MACHINE")
                .build());
        return stateless(http.securityMatcher(path))
                .authenticationManager(manager(known, encoder))
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
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
