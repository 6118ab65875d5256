package dev.dualclient.examples.providers;

import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** The new identity provider: Spring Authorization Server, whose access tokens are JWTs for the audience {@code api}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NewIdp {

    static final List<String> SETTINGS = List.of(
            "--spring.security.oauth2.authorizationserver.client.alice.registration.client-id=alice",
            "--spring.security.oauth2.authorizationserver.client.alice.registration.client-secret={noop}alice-secret",
            "--spring.security.oauth2.authorizationserver.client.alice.registration.client-authentication-methods=client_secret_basic",
            "--spring.security.oauth2.authorizationserver.client.alice.registration.authorization-grant-types=client_credentials",
            "--spring.security.oauth2.authorizationserver.client.alice.registration.scopes=read");

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> audience() {
        return token -> token.getClaims().audience(List.of("api"));
    }
}
