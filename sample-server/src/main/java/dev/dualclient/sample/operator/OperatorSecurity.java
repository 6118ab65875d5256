package dev.dualclient.sample.operator;

import dev.dualclient.sample.web.BasicAuthentication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** On this machine everybody may look at the actuator, which tells no secret, and the operator alone may change something. */
@Configuration(proxyBeanMethods = false)
class OperatorSecurity {

    @Bean
    @Order(0)
    SecurityFilterChain operatorChain(HttpSecurity http, OperatorProperties operator, PasswordEncoder encoder) {
        DaoAuthenticationProvider known = new DaoAuthenticationProvider(
                BasicAuthentication.only(operator.id(), operator.secret(), "OPERATOR", encoder));
        known.setPasswordEncoder(encoder);
        return http.securityMatcher("/actuator/**")
                .csrf(AbstractHttpConfigurer::disable) // nothing is done for a session here, or for a browser's form
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authenticationManager(new ProviderManager(known))
                .httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET)
                        .permitAll()
                        .anyRequest()
                        .hasRole("OPERATOR"))
                .build();
    }
}
