package dev.dualclient.examples.upgrade;

import dev.dualclient.kits.upgrade.LegacyTokenMapper;
import dev.dualclient.kits.upgrade.Mapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Forwards requests with the headers that the kit has made; the services judge the tokens. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Gateway {

    private static final List<String> FORWARDED = List.of("Authorization", "TemporaryAuthorization");

    /** Whether a legacy token is valid, and whose it is, by the word of the old identity provider. */
    @Bean
    LegacyTokenMapper mapper(@Value("${old-idp.introspection}") String introspection) {
        OpaqueTokenIntrospector old = OldTokens.introspector(introspection);
        return token -> {
            try {
                OAuth2AuthenticatedPrincipal user = old.introspect(token.value());
                return new Mapping.Mapped(user.getName(), Set.of(), Map.of(), user.getAttribute("exp"));
            } catch (BadOpaqueTokenException inactive) {
                return new Mapping.Invalid();
            }
        };
    }

    /** Spring Security is here for its client of RFC 8693 alone. */
    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @RestController
    static class Forward {

        private final RestClient services;

        Forward(@Value("${services}") String services) {
            this.services = RestClient.create(services);
        }

        @GetMapping("/**")
        ResponseEntity<String> forward(HttpServletRequest request) {
            return services.get()
                    .uri(request.getRequestURI())
                    .headers(sent ->
                            FORWARDED.forEach(name -> sent.addAll(name, Collections.list(request.getHeaders(name)))))
                    .exchange((sent, answer) ->
                            ResponseEntity.status(answer.getStatusCode()).body(answer.bodyTo(String.class)));
        }
    }
}
