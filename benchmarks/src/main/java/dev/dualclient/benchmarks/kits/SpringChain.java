package dev.dualclient.benchmarks.kits;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.web.SecurityFilterChain;

/** A chain with Spring Security's own resolver of issuers. */
@Configuration(proxyBeanMethods = false)
class SpringChain {

    @Bean
    SecurityFilterChain chain(HttpSecurity http, @Value("${issuers}") List<String> issuers) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(
                        JwtIssuerAuthenticationManagerResolver.fromTrustedIssuers(issuers)))
                .build();
    }
}
