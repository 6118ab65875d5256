package dev.dualclient.kits;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.kits.Application.Answer;
import dev.dualclient.kits.upgrade.LegacyTokenMapper;
import dev.dualclient.kits.upgrade.Mapping;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What operators see and do, in an application with two kits: its users' tokens are upgraded, too. */
class ActuatorTest {

    private static TestIssuer fresh;
    private static TestIssuer old;
    private static Application application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Gateway {

        @Bean
        MutableClock clock() {
            return new MutableClock();
        }

        @Bean
        LegacyTokenMapper mapper() {
            return token -> new Mapping.Mapped("user-17", Set.of(), Map.of(), null);
        }

        @Bean
        JwtEncoder encoder() throws Exception {
            var key = new ECKeyGenerator(Curve.P_256).generate();
            return NimbusJwtEncoder.withKeyPair(key.toECPublicKey(), key.toECPrivateKey())
                    .build();
        }

        /** A service that shows what it gets. */
        @RestController
        static class Service {

            @GetMapping("/api")
            String headers(
                    @RequestHeader("X-User-Id") String user,
                    @RequestHeader(value = "TemporaryAuthorization", defaultValue = "none") String upgraded) {
                return user + " " + upgraded;
            }
        }
    }

    @BeforeAll
    static void start() {
        fresh = new TestIssuer();
        old = new TestIssuer();
        Map<String, Object> properties = new HashMap<>();
        properties.put("management.endpoints.web.exposure.include", "*");
        properties.put("management.endpoint.health.show-details", "always");
        String providers = "dual-client.kits.providers.";
        properties.put(providers + "order", "new-idp,old-idp");
        properties.put(providers + "permit", "/actuator/**");
        properties.put(providers + "identity-header.name", "X-User-Id");
        properties.put(providers + "by-name.new-idp.jwt.issuer", fresh.url());
        properties.put(providers + "by-name.new-idp.jwt.audiences", "api");
        properties.put(providers + "by-name.old-idp.opaque.introspection-uri", old.url() + "/introspect");
        properties.put(providers + "by-name.old-idp.opaque.client-id", TestIssuer.CLIENT);
        properties.put(providers + "by-name.old-idp.opaque.client-secret", TestIssuer.SECRET);
        String upgrade = "dual-client.kits.token-upgrade.";
        properties.put(upgrade + "mode", "transparent");
        properties.put(upgrade + "paths", "/api");
        properties.put(upgrade + "minter.jwt.issuer", "https://gateway.example");
        properties.put(upgrade + "minter.jwt.audiences", "services");
        application = Application.start(properties, Gateway.class);
    }

    @AfterAll
    static void stop() {
        application.close();
        fresh.close();
        old.close();
    }

    private static Answer call(String token) {
        return application.get("/api", "Authorization: Bearer " + token);
    }

    private static Answer change(String json) {
        return application.send("POST", "/actuator/tokenupgrade", json, "Content-Type: application/json");
    }

    @Test
    @Scenario("V15")
    void readinessSaysWhichProviderCanBeRemoved() {
        MutableClock clock = application.context().getBean(MutableClock.class);
        Instant last = clock.instant();
        assertThat(call(old.opaque("dora")).status()).isEqualTo(200);

        assertThat(application.get("/actuator/health").body())
                .contains("\"old-idp\":\"1 user in 30 days, last " + last + "\"");
        clock.set(last.plus(Duration.ofDays(30)));
        assertThat(call(fresh.jwt("erin")).status()).isEqualTo(200);
        assertThat(application.get("/actuator/health").body())
                .contains("\"old-idp\":\"0 users in 30 days, last " + last + ", can be removed\"")
                .contains("\"new-idp\":\"1 user in 30 days, last " + clock.instant() + "\"");
    }

    @Test
    @Scenario({"T4", "T5"})
    void theModeIsChangedByTheActuator() {
        String token = fresh.jwt("alice");
        assertThat(call(token).body()).isEqualTo("alice none");

        assertThat(change("{\"mode\":\"add\"}").status()).isEqualTo(200);
        assertThat(call(token).body()).startsWith("alice Bearer ey");
        Answer unconfirmed = change("{\"mode\":\"only-new\"}");
        assertThat(unconfirmed.status()).isEqualTo(400);
        assertThat(unconfirmed.body()).contains("not backward compatible").contains("then set confirm: true");
        assertThat(application.get("/actuator/tokenupgrade").body()).contains("\"mode\":\"add\"");

        assertThat(change("{\"mode\":\"only-new\",\"confirm\":true}").status()).isEqualTo(200);
        assertThat(call(token).body()).isEqualTo("alice none");
        assertThat(change("{\"mode\":\"transparent\"}").body()).contains("\"mode\":\"transparent\"");
        assertThat(change("{\"mode\":\"sideways\"}").status()).isEqualTo(400);
    }
}
