package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.migration.Stage;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
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

    private static final String REFUSED =
            "the connection is refused; check host and port in dual-client.primary.base-url, and whether it is running";

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
    @Scenario("E2")
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
    @Scenario("E3")
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
    @Scenario("D9")
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
                    assertThat(indicator.health().getDetails())
                            .containsEntry("primary", failing("OPEN", false, REFUSED));
                });
    }

    @Test
    @Scenario("N32")
    void thatThePrimaryIsTheSecondaryIsTold() {
        try (AuthleteEmulator secondary =
                AuthleteEmulator.builder().version(AuthleteVersion.V2_3).start()) {
            withHealth
                    .withPropertyValues(
                            "dual-client.primary.base-url=" + secondary.baseUrl(),
                            "dual-client.primary.service-id=42",
                            "dual-client.primary.access-token=an-access-token")
                    .run(context -> {
                        AuthleteApi api = context.getBean(AuthleteApi.class);
                        assertThatThrownBy(api::getServiceConfiguration).isInstanceOf(AuthleteApiException.class);

                        HealthIndicator indicator = context.getBean("dualclientHealthIndicator", HealthIndicator.class);
                        assertThat(indicator.health().getDetails())
                                .containsEntry(
                                        "primary",
                                        failing(
                                                "CLOSED",
                                                true,
                                                "it answers HTTP 404 with an empty body. This looks like Authlete 2.3;"
                                                        + " write the address of Authlete 3.0 into"
                                                        + " dual-client.primary.base-url"));
                    });
        }
    }

    @Test
    void anApplicationWithoutSpringBootsHealthStarts() {
        withHealth
                .withPropertyValues(PRIMARY)
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dualclientHealthIndicator"));
    }

    private static Map<String, Object> failing(String circuit, boolean reached, String fault) {
        Map<String, Object> detail = new HashMap<>(backend(circuit, reached));
        detail.put("fault", fault);
        return detail;
    }

    private static Map<String, Object> backend(String circuit, boolean reached) {
        return Map.of(
                "circuit",
                circuit,
                "reached",
                reached,
                "rejectedCredentials",
                Set.of(),
                "pending",
                0,
                "pendingFor",
                Duration.ZERO);
    }

    /** What is not written is not handed over, so the library's defaults hold, which are to be those that are documented. */
    @Test
    void toWriteEveryDefaultChangesNothing() {
        String[] every = new Metadata()
                .properties().stream()
                        .filter(property -> property.defaultValue() != null
                                && !property.name().contains("*")
                                && !property.name()
                                        .contains(".canary.")) // a share of none is one, though it does nothing
                        .map(property -> property.name() + "=" + property.defaultValue())
                        .toArray(String[]::new);

        assertThat(every).hasSizeGreaterThan(30);
        assertThat(builder(configured.withPropertyValues(every)))
                .usingRecursiveComparison()
                .isEqualTo(builder(configured));
        assertThat(builder(configured.withPropertyValues("dual-client.jwks.max-stale=23h")))
                .usingRecursiveComparison()
                .isNotEqualTo(builder(configured));
    }

    /** Returns the builder as the properties left it: what it builds would have locks and threads of its own. */
    private static DualAuthleteApiBuilder builder(ApplicationContextRunner application) {
        AtomicReference<DualAuthleteApiBuilder> seen = new AtomicReference<>();
        DualClientCustomizer last = builder -> {
            seen.set(builder);
            throw new IllegalStateException("this is enough");
        };
        application
                .withBean(DualClientCustomizer.class, () -> last)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("this is enough"));
        return seen.get();
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
