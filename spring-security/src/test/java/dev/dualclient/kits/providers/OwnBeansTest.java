package dev.dualclient.kits.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.kits.Application;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.TestIssuer;
import dev.dualclient.scenario.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** An application with a filter chain, a mapper of users and a key of its own. */
class OwnBeansTest {

    private static final ECKey KEY = key();

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("gateway").generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        SecurityFilterChain api(HttpSecurity http, ProvidersSecurity providers) {
            providers.customize(http);
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/public")
                            .permitAll()
                            .anyRequest()
                            .hasAuthority("SCOPE_read"))
                    .build();
        }

        /** For people who log in by a form, who have no such tokens. */
        @Bean
        @Order(1)
        SecurityFilterChain pages(HttpSecurity http) {
            return http.securityMatcher("/page")
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        /** Old users have another number here; one of them has none. */
        @Bean
        IdentityMapper users() {
            return principal ->
                    principal.getName().equals("stranger") ? null : principal.provider() + "/" + principal.getName();
        }

        @Bean
        JwtEncoder encoder() {
            try {
                return NimbusJwtEncoder.withKeyPair(KEY.toECPublicKey(), KEY.toECPrivateKey())
                        .build();
            } catch (JOSEException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @Test
    void aChainThatDoesNotAskForItTakesNoTokens() {
        try (TestIssuer fresh = new TestIssuer();
                TestIssuer old = new TestIssuer();
                Application application =
                        Application.start(ProvidersTest.properties(fresh, old), Service.class, Own.class)) {
            Answer answer = application.get("/page", "Authorization: Bearer " + fresh.jwt("alice"));

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).endsWith("/login");
            assertThat(application.context().getBean(Service.Endpoint.class).seen)
                    .isEmpty();
        }
    }

    @Test
    @Scenario({"V1", "V13"})
    void theIdentityIsMappedAndSigned() throws Exception {
        try (TestIssuer fresh = new TestIssuer();
                TestIssuer old = new TestIssuer()) {
            Map<String, Object> properties = new HashMap<>(ProvidersTest.properties(fresh, old));
            String header = "dual-client.kits.providers.identity-header.";
            properties.put("dual-client.kits.providers.by-name.old-idp.opaque.cache", "1m");
            properties.put("dual-client.kits.providers.by-name.old-idp.opaque.audiences", "api");
            properties.put(header + "from", "mapped");
            properties.put(header + "provider", "X-User-Provider");
            properties.put(header + "signed.issuer", "https://gateway.example");
            properties.put(header + "signed.audience", "services");
            try (Application application = Application.start(properties, Service.class, Own.class)) {
                String token = old.opaque("grace");
                String forged = "X-User-Provider: new-idp";

                assertThat(application
                                .get("/api", "Authorization: Bearer " + token, forged)
                                .status())
                        .isEqualTo(200);
                assertThat(application
                                .get("/api", "Authorization: Bearer " + token)
                                .status())
                        .isEqualTo(200);
                assertThat(application
                                .get("/api", "Authorization: Bearer " + old.opaque("stranger"))
                                .status())
                        .isEqualTo(401);
                assertThat(application
                                .get("/api", "Authorization: Bearer " + fresh.jwt("no scope"))
                                .status())
                        .isEqualTo(403);
                assertThat(application.get("/api").status()).isEqualTo(401);

                assertThat(old.asked())
                        .as("the second call was answered from the cache")
                        .hasSize(2);
                List<List<String>> seen = application.context().getBean(Service.Endpoint.class).seen;
                assertThat(seen).hasSize(2);
                assertThat(seen.get(0)).hasSize(2).endsWith("old-idp");
                SignedJWT identity = SignedJWT.parse(seen.get(0).get(0));
                assertThat(identity.verify(new ECDSAVerifier(KEY.toECPublicKey())))
                        .isTrue();
                assertThat(identity.getJWTClaimsSet().getSubject()).isEqualTo("old-idp/grace");
                assertThat(identity.getJWTClaimsSet().getAudience()).containsExactly("services");
                assertThat(identity.getJWTClaimsSet().getStringClaim("provider"))
                        .isEqualTo("old-idp");
            }
        }
    }
}
