package dev.dualclient.sample.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
                .authenticationManager(manager(only(id, secret, "MACHINE", encoder), new EitherForm(encoder)))
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

    /**
     * Libraries of OAuth put a secret into the header as a form encodes it (RFC 6749 section 2.3.1), other programs as it is
     * (RFC 7617): both are right at an endpoint of OAuth.
     */
    private record EitherForm(PasswordEncoder encoder) implements PasswordEncoder {

        @Override
        public @Nullable String encode(@Nullable CharSequence secret) {
            return encoder.encode(secret);
        }

        @Override
        public boolean matches(@Nullable CharSequence presented, @Nullable String encoded) {
            if (encoder.matches(presented, encoded)) {
                return true;
            }
            String decoded = presented == null ? null : decoded(presented.toString());
            return decoded != null && encoder.matches(decoded, encoded);
        }

        /** Returns {@code null} where decoding changes nothing, or is not possible. */
        private static @Nullable String decoded(String presented) {
            try {
                String decoded = URLDecoder.decode(presented, StandardCharsets.UTF_8);
                return decoded.equals(presented) ? null : decoded;
            } catch (IllegalArgumentException plain) {
                return null;
            }
        }
    }
}
