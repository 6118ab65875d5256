package dev.dualclient.examples.upgrade;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** The new identity provider: Spring Authorization Server, which exchanges tokens of the old one (RFC 8693). */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NewIdp {

    private static final String CLIENT = "--spring.security.oauth2.authorizationserver.client.gateway.";

    static final List<String> SETTINGS = List.of(
            CLIENT + "registration.client-id=gateway",
            CLIENT + "registration.client-secret={noop}gateway-secret",
            CLIENT + "registration.client-authentication-methods=client_secret_basic",
            CLIENT + "registration.authorization-grant-types=urn:ietf:params:oauth:grant-type:token-exchange",
            CLIENT + "token.access-token-time-to-live=2m");

    @Bean
    OAuth2AuthorizationService authorizations(
            RegisteredClientRepository clients, @Value("${old-idp.introspection}") String introspection) {
        return new LegacyAuthorizations(clients, OldTokens.introspector(introspection));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> audience() {
        return token -> token.getClaims().audience(List.of("services"));
    }
}
