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
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/** On this machine everybody may look at the actuator, which tells no secret, and the operator alone may change something. */
@Configuration(proxyBeanMethods = false)
class OperatorSecurity {

    /** The role of whoever may change something. */
    private static final String OPERATOR = "DUAL_CLIENT_OPERATOR";

    @Bean
    @Order(0)
    SecurityFilterChain operatorChain(HttpSecurity http, OperatorProperties operator, PasswordEncoder encoder) {
        DaoAuthenticationProvider known = new DaoAuthenticationProvider(
                BasicAuthentication.only(operator.id(), operator.secret(), OPERATOR, encoder));
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
                        .hasRole(OPERATOR))
                .build();
    }

    /** The operator alone may open the console, which acts in a session with a token against forged requests. */
    @Bean
    @Order(1)
    SecurityFilterChain dualClientConsoleSecurity(
            HttpSecurity http, OperatorProperties operator, PasswordEncoder encoder) {
        DaoAuthenticationProvider known = new DaoAuthenticationProvider(
                BasicAuthentication.only(operator.id(), operator.secret(), OPERATOR, encoder));
        known.setPasswordEncoder(encoder);
        return http.securityMatcher("/dual-client", "/dual-client/**")
                .securityContext(context -> context.securityContextRepository(
                        new RequestAttributeSecurityContextRepository())) // a user who is signed in is no operator
                .requestCache(AbstractHttpConfigurer::disable)
                .authenticationManager(new ProviderManager(known))
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(OPERATOR))
                .build();
    }
}
