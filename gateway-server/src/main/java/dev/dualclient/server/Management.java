package dev.dualclient.server;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Who may look at the actuator. Health is open, without details. The rest is for the operator, by HTTP Basic, and closed
 * where no password is set. Everything outside the gateway and the actuator is refused.
 */
@Configuration(proxyBeanMethods = false)
class Management {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    /** The role that the console asks for, and the actuator for changes. */
    private static final String OPERATOR = "DUAL_CLIENT_OPERATOR";

    /** Passwords that stand in documents of Dual Client. */
    private static final List<String> PUBLISHED = List.of("operatorSecret", "operator-secret");

    @Bean
    UserDetailsService operators(
            @Value("${spring.security.user.name:operator}") String name,
            @Value("${spring.security.user.password:#{null}}") @Nullable String password) {
        if (password == null || password.isBlank()) {
            LOG.info("The actuator shows health only: set spring.security.user.password to see the rest of it");
            return new InMemoryUserDetailsManager(List.<UserDetails>of());
        }
        if (PUBLISHED.contains(password)) {
            throw new IllegalStateException(
                    "spring.security.user.password stands in the documents of Dual Client: write"
                            + " a long random one");
        }
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        return new InMemoryUserDetailsManager(User.withUsername(name)
                .password(encoder.encode(password))
                .roles(OPERATOR)
                .build());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityFilterChain actuator(HttpSecurity http) {
        return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()))
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                        .permitAll()
                        .anyRequest()
                        .hasRole(OPERATOR))
                .build();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain nothingElse(HttpSecurity http) {
        return stateless(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/livez", "/readyz")
                        .permitAll()
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** Lets unusual paths reach the gateway, which refuses them in the words of the API. Nothing else is served here. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowBackSlash(true);
        return firewall;
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
