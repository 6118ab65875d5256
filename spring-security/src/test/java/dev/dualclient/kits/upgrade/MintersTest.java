package dev.dualclient.kits.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.IntrospectionRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.kits.Application;
import dev.dualclient.kits.LocalServer;
import dev.dualclient.kits.LogRecorder;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Route;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/** Who mints. */
class MintersTest {

    private static final LocalServer AUTHORIZATION_SERVER = new LocalServer();

    private static Emulators emulators;

    private final Mapper mapper = new Mapper();

    @BeforeAll
    static void startServers() {
        emulators = Emulators.start();
    }

    @AfterAll
    static void stopServers() {
        emulators.close();
        AUTHORIZATION_SERVER.close();
    }

    @AfterEach
    void stop() {
        mapper.close();
    }

    static {
        AUTHORIZATION_SERVER.on("/token", (exchange, body) -> {
            Map<String, String> form = LocalServer.form(body);
            boolean good = "urn:ietf:params:oauth:grant-type:token-exchange".equals(form.get("grant_type"))
                    && "urn:ietf:params:oauth:token-type:access_token".equals(form.get("subject_token_type"))
                    && form.getOrDefault("subject_token", "").startsWith("legacy-")
                    && exchange.getRequestHeaders().containsKey("Authorization");
            return good
                    ? new LocalServer.Answer(
                            200,
                            "{\"access_token\":\"exchanged-token\",\"token_type\":\"Bearer\",\"issued_token_type\":"
                                    + "\"urn:ietf:params:oauth:token-type:access_token\",\"expires_in\":120}")
                    : new LocalServer.Answer(400, "{\"error\":\"invalid_request\"}");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Registrations {

        @Bean
        ClientRegistrationRepository registrations() {
            return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("new-idp")
                    .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                    .tokenUri(AUTHORIZATION_SERVER.url() + "/token")
                    .clientId("gateway")
                    .clientSecret("s3cret-of-the-gateway")
                    .build());
        }
    }

    private Application start(String minter, Map<String, ?> more, Class<?>... beans) {
        Map<String, Object> properties = new HashMap<>(more);
        String here = "dual-client.kits.token-upgrade.";
        properties.put(here + "mode", "add");
        properties.put(here + "paths", "/**");
        properties.put(here + "timeout", "1m");
        properties.put(here + "map-token-endpoint", mapper.url() + "/map");
        if (!minter.isEmpty()) {
            properties.put(here + "minter." + minter.split("=")[0], minter.split("=")[1]);
        }
        Class<?>[] sources = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(beans), java.util.stream.Stream.of(Downstream.class))
                .toArray(Class<?>[]::new);
        return Application.start(properties, sources);
    }

    private static List<String> fresh(Application application, String token) {
        application.get("/x", "Authorization: Bearer " + token);
        return TokenUpgradeTest.service(application).seen.remove(0).header("TemporaryAuthorization");
    }

    @Test
    @Scenario({"T2", "T10", "T16"})
    void tokensAreExchangedAtAnAuthorizationServer() {
        try (Application application = start("exchange.registration-id=new-idp", Map.of(), Registrations.class);
                LogRecorder log = new LogRecorder()) {
            String token = mapper.issue("alice");

            assertThat(fresh(application, token)).containsExactly("Bearer exchanged-token");
            assertThat(fresh(
                            application,
                            mapper.issue("bob", java.time.Instant.now().plusSeconds(60))))
                    .as("its token would outlive the legacy one")
                    .isEmpty();
            for (String secret : List.of(token, "exchanged-token", "s3cret-of-the-gateway")) {
                assertThat(log.lines().stream().filter(line -> line.contains(secret)))
                        .isEmpty();
            }
        }
    }

    /** Both Authletes behind one API. Its stage would have 2.3 create tokens; a rule says otherwise. */
    @Configuration(proxyBeanMethods = false)
    static class BothAuthletes {

        @Bean
        DualAuthleteApi authlete() {
            return emulators
                    .api()
                    .stage(Stage.SECONDARY_FIRST)
                    .rule("auth-token-create", rule -> rule.withRoute(Route.PRIMARY_ONLY))
                    .build();
        }
    }

    private static boolean knows(AuthleteApi backend, String token) {
        return backend.introspection(new IntrospectionRequest().setToken(token)).isExistent();
    }

    @Test
    @Scenario("T15")
    void tokensOfAuthleteAreThePrimarysAlone() {
        Map<String, String> rule = Map.of("dual-client.operations.auth-token-create.route", "primary-only");
        long client = emulators.client().atBoth().id();
        try (Application application = start("authlete.client-id=" + client, rule, BothAuthletes.class)) {
            String fresh = fresh(application, mapper.issue("alice")).get(0).substring("Bearer ".length());

            assertThat(knows(emulators.primaryApi(), fresh)).isTrue();
            assertThat(knows(emulators.secondaryApi(), fresh)).isFalse();

            emulators.mark();
            emulators.primary().faults().onAll().answer(500);
            assertThat(fresh(application, mapper.issue("bob"))).isEmpty();
            assertThat(emulators.calls().of("auth-token-create")).hasToString("1/0");
        }
    }

    @Test
    @Scenario("T15")
    void withoutTheRuleDualClientMintsNothing() {
        assertThatThrownBy(() -> start("authlete.client-id=1", Map.of(), BothAuthletes.class))
                .rootCause()
                .hasMessageContaining("write dual-client.operations.auth-token-create.route: primary-only");
    }

    /** A minter of the application's own that never answers. */
    @Configuration(proxyBeanMethods = false)
    static class Hanging {

        private static final CountDownLatch END = new CountDownLatch(1);

        @Bean
        TokenMinter minter() {
            return order -> {
                while (END.getCount() > 0) {
                    try {
                        END.await();
                    } catch (InterruptedException deaf) {
                        // As programs are that cannot be stopped.
                    }
                }
                throw new IllegalStateException("ended");
            };
        }
    }

    @Test
    @Scenario("T8")
    void aMinterThatHangsStopsOnlyWhatNeedsIt() {
        Map<String, String> hurried = Map.of("mode", "add", "paths", "/**", "timeout", "200ms");
        try (Application application = TokenUpgradeTest.start(mapper, hurried, Hanging.class)) {
            String token = mapper.issue("alice");

            assertThat(fresh(application, token)).isEmpty();
            application.context().getBean(UpgradeSwitch.class).change(UpgradeMode.OVERRIDE, true);
            assertThat(application.get("/x", "Authorization: Bearer " + token).status())
                    .isEqualTo(503);
        } finally {
            Hanging.END.countDown();
        }
    }
}
