package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.api.AuthleteApiFactory;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.backend.GuardSettings;
import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.http.BackendSettings;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DualClientAutoConfigurationTest {

    private static final String[] PRIMARY = {
        "dual-client.primary.base-url=http://localhost:1",
        "dual-client.primary.service-id=42",
        "dual-client.primary.access-token=an-access-token",
    };
    private static final String[] SECONDARY = {
        "dual-client.secondary.base-url=http://localhost:2",
        "dual-client.secondary.api-key=42",
        "dual-client.secondary.api-secret=an-api-secret",
    };

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DualClientAutoConfiguration.class));
    private final ApplicationContextRunner configured =
            application.withPropertyValues(PRIMARY).withPropertyValues(SECONDARY);
    private final ApplicationContextRunner withHealth = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DualClientAutoConfiguration.class, DualClientHealthAutoConfiguration.class));

    @Test
    void anApplicationGetsAnApiOnBothBackends() {
        configured.run(context -> {
            DualAuthleteApi api = context.getBean(DualAuthleteApi.class);
            assertThat(context.getBean(AuthleteApi.class)).isSameAs(api);
            assertThat(api.dualClient().states().keySet()).containsExactlyInAnyOrder(Side.PRIMARY, Side.SECONDARY);
            assertThat(api.dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        });
    }

    @Test
    void theApplicationsOwnApiIsLeftAlone() {
        AuthleteApi own = mock(AuthleteApi.class);

        application
                .withBean(AuthleteApi.class, () -> own)
                .run(context -> assertThat(context).getBean(AuthleteApi.class).isSameAs(own));
    }

    @Test
    void listenersAreToldAndTheApiIsClosedWithTheApplication() {
        List<CallEvent> told = new CopyOnWriteArrayList<>();
        configured.withBean(CallListener.class, () -> told::add).run(context -> {
            AuthleteApi api = context.getBean(AuthleteApi.class);
            assertThatThrownBy(api::getServiceConfiguration).isInstanceOf(AuthleteApiException.class);
            assertThat(told).hasSize(1);

            context.close();

            assertThatThrownBy(api::getServiceConfiguration)
                    .isInstanceOf(AuthleteApiException.class)
                    .hasMessageContaining("closed");
        });
    }

    @Test
    void theApiCanBecomeTheDefaultOfTheFactory() {
        configured
                .withPropertyValues("dual-client.install-as-default=true")
                .run(context ->
                        assertThat(AuthleteApiFactory.getDefaultApi()).isSameAs(context.getBean(AuthleteApi.class)));
    }

    @Test
    @DisplayName("E2: without a secondary the starter's API is a plain client of the primary, and that is said once")
    void withoutASecondaryThePrimaryIsAskedAloneAndThatIsSaidOnce(CapturedOutput output) {
        application.withPropertyValues(PRIMARY).run(context -> {
            assertThat(context.getBean(DualAuthleteApi.class)
                            .dualClient()
                            .states()
                            .keySet())
                    .containsExactly(Side.PRIMARY);
            assertThat(output.getOut().split("No secondary backend is configured", -1))
                    .hasSize(2);
        });
    }

    @Test
    @DisplayName("E3: with the primary absent the application starts, and its health says so")
    void withThePrimaryAbsentTheApplicationStarts() {
        try (AuthleteEmulator secondary =
                AuthleteEmulator.builder().version(AuthleteVersion.V2_3).start()) {
            EmulatedCredentials credentials = secondary.credentials();
            withHealth
                    .withPropertyValues(
                            "dual-client.stage=secondary-first",
                            "dual-client.primary.base-url=http://localhost:1",
                            "dual-client.primary.service-id=" + credentials.serviceId(),
                            "dual-client.primary.access-token=an-access-token",
                            "dual-client.secondary.base-url=" + secondary.baseUrl(),
                            "dual-client.secondary.api-key=" + credentials.apiKey(),
                            "dual-client.secondary.api-secret=" + credentials.apiSecret())
                    .run(context -> {
                        assertThat(context.getBean(AuthleteApi.class).getServiceConfiguration())
                                .contains("issuer");

                        Health health = context.getBean("dualclientHealthIndicator", HealthIndicator.class)
                                .health();
                        assertThat(health.getStatus()).isEqualTo(Status.UP);
                        assertThat(health.getDetails())
                                .containsEntry("stage", Stage.SECONDARY_FIRST)
                                .containsEntry("primary", backend("CLOSED", false))
                                .containsEntry("secondary", backend("CLOSED", true));
                    });
        }
    }

    @Test
    @DisplayName("D9: with both backends down the health is DOWN, as soon as both circuits are open")
    void withBothBackendsDownTheHealthIsDown() {
        withHealth
                .withPropertyValues(PRIMARY)
                .withPropertyValues(SECONDARY)
                .withPropertyValues("dual-client.circuit-breaker.minimum-calls=1")
                .run(context -> {
                    AuthleteApi api = context.getBean(AuthleteApi.class);
                    HealthIndicator indicator = context.getBean("dualclientHealthIndicator", HealthIndicator.class);
                    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
                    assertThatThrownBy(api::getServiceConfiguration).isInstanceOf(AuthleteApiException.class);

                    assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
                    assertThat(indicator.health().getDetails()).containsEntry("primary", backend("OPEN", false));
                });
    }

    @Test
    void anApplicationWithoutSpringBootsHealthStarts() {
        withHealth
                .withPropertyValues(PRIMARY)
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dualclientHealthIndicator"));
    }

    private static Map<String, Object> backend(String circuit, boolean reached) {
        return Map.of(
                "circuit",
                circuit,
                "reached",
                reached,
                "rejectedCredentials",
                Set.of(),
                "owes",
                0,
                "owesFor",
                Duration.ZERO);
    }

    @Test
    void theDefaultsAreThoseOfTheLibrary() {
        String[] ofEachGroup = {
            "dual-client.custody.store=memory", "dual-client.outbox.backoff=1s", "dual-client.circuit-breaker.open=10s"
        };
        configured.withPropertyValues(ofEachGroup).run(context -> {
            DualClientProperties properties = context.getBean(DualClientProperties.class);
            assertThat(new CustodySettings(
                            properties.custody().hintTtl(),
                            properties.custody().retention(),
                            properties.custody().migratorLag(),
                            properties.custody().maxEntries()))
                    .isEqualTo(CustodySettings.defaults());
            assertThat(new OutboxSettings(
                            properties.outbox().backoff(),
                            properties.outbox().maxBackoff(),
                            properties.outbox().maxAge(),
                            properties.outbox().hold(),
                            properties.outbox().settle()))
                    .isEqualTo(OutboxSettings.defaults());
            assertThat(GuardSettings.defaults()
                            .withFailureRate(properties.circuitBreaker().failureRate())
                            .withMinimumCalls(properties.circuitBreaker().minimumCalls())
                            .withOpen(properties.circuitBreaker().open()))
                    .isEqualTo(GuardSettings.defaults());
            PrimaryProperties primary = properties.primary();
            SecondaryProperties secondary = properties.secondary();
            BackendSettings library = BackendSettings.primary()
                    .baseUrl("http://localhost")
                    .serviceId("42")
                    .accessToken("t")
                    .build();
            assertThat(List.of(
                            primary.connectTimeout(),
                            primary.responseTimeout(),
                            primary.maxConnections(),
                            primary.maxIdle(),
                            (int) primary.maxResponseSize().toBytes()))
                    .isEqualTo(List.of(
                            secondary.connectTimeout(),
                            secondary.responseTimeout(),
                            secondary.maxConnections(),
                            secondary.maxIdle(),
                            (int) secondary.maxResponseSize().toBytes()))
                    .isEqualTo(List.of(
                            library.connectTimeout(),
                            library.responseTimeout(),
                            library.maxConnections(),
                            library.maxIdle(),
                            library.maxResponseSize()));
        });
    }

    @Test
    void theApplicationsOwnStoreIsUsedWithTheKeysOfTheProperties() {
        ApplicationContextRunner withStore =
                configured.withBean(CustodyStore.class, () -> new MemoryStore(1000, Time.system()));

        withStore
                .withPropertyValues("dual-client.custody.keys=" + "a2V5".repeat(11))
                .run(context -> assertThat(context).hasNotFailed());
        withStore.run(context -> assertThat(context).getFailure().hasStackTraceContaining("there is no key"));
        withStore
                .withPropertyValues("dual-client.custody.keys=" + "a2V5".repeat(11) + ",no-base64-key!")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("dual-client.custody.keys[1] is not base64")
                        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("no-base64-key")));
    }

    @Test
    void readsAreHedgedAsThePropertiesSay() {
        configured
                .withPropertyValues(
                        "dual-client.operations.auth-introspection.hedge-after=0", "dual-client.hedge.budget=5")
                .run(context -> assertThat(context.getBean(DualAuthleteApi.class)
                                .dualClient()
                                .rules())
                        .filteredOn(rule -> rule.hedgeAfter() != null)
                        .singleElement()
                        .satisfies(rule -> assertThat(rule.operation()).isEqualTo("auth-introspection"))
                        .satisfies(rule -> assertThat(rule.hedgeAfter()).isZero()));
    }

    @Test
    void noSecretIsShown() {
        configured.run(context -> assertThat(
                        context.getBean(DualClientProperties.class).toString())
                .contains("http://localhost:1")
                .doesNotContain("an-access-token", "an-api-secret"));
    }
}
