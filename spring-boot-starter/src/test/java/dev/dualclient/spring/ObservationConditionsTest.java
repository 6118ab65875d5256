package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallMeters;
import dev.dualclient.observation.DifferingSecrets;
import dev.dualclient.observation.ObservedAttempts;
import dev.dualclient.observation.RecentCalls;
import dev.dualclient.spring.actuate.DualClientEndpointAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is there depends on what the application has, and nothing is needed. */
class ObservationConditionsTest {

    private final ApplicationContextRunner withoutActuator = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DualClientAutoConfiguration.class,
                    DualClientHealthAutoConfiguration.class,
                    DualClientMetersAutoConfiguration.class,
                    DualClientObservationAutoConfiguration.class,
                    DualClientEndpointAutoConfiguration.class))
            .withPropertyValues(
                    "dual-client.primary.base-url=http://localhost:1",
                    "dual-client.primary.service-id=42",
                    "dual-client.primary.access-token=an-access-token");

    private final ApplicationContextRunner application =
            withoutActuator.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class));

    private final ApplicationContextRunner observed = application
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(ObservationRegistry.class, ObservationRegistry::create);

    @Test
    void metersAndObservationsAreThereWithTheirRegistries() {
        observed.run(context -> assertThat(context)
                .hasSingleBean(CallMeters.class)
                .hasSingleBean(ObservedAttempts.class)
                .hasSingleBean(DifferingSecrets.class)
                .hasBean("dualClientStateMeters"));
        application.run(context -> assertThat(context)
                .doesNotHaveBean(DifferingSecrets.class)
                .doesNotHaveBean(CallMeters.class)
                .doesNotHaveBean(AttemptObserver.class));
    }

    @Test
    void theApplicationsOwnObserverIsUsed() {
        AttemptObserver own = mock(AttemptObserver.class, invocation -> AttemptObserver.NONE.begin());

        observed.withBean(AttemptObserver.class, () -> own).run(context -> {
            assertThat(context).getBean(AttemptObserver.class).isSameAs(own);
            context.getBean(DualAuthleteApi.class).dualClient().tick();
        });
    }

    @Test
    void withoutMicrometerNothingIsMeasuredAndNothingIsMissed() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.observation.transport"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(DualAuthleteApi.class));
    }

    @Test
    void withoutTheActuatorThereIsNoEndpoint() {
        withoutActuator
                .withPropertyValues("management.endpoints.web.exposure.include=*")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(DualAuthleteApi.class)
                        .doesNotHaveBean(RecentCalls.class));
    }

    @Test
    void anEndpointThatIsNotExposedCostsNothing() {
        application.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean("dualClientEndpoint")
                .doesNotHaveBean(RecentCalls.class));
        application
                .withPropertyValues("management.endpoints.web.exposure.include=dualclient")
                .run(context ->
                        assertThat(context).hasBean("dualClientEndpoint").hasSingleBean(DifferingSecrets.class));
    }

    @Test
    void nothingIsThereOfAnApiThatIsNotOurs() {
        observed.withBean(AuthleteApi.class, () -> mock(AuthleteApi.class))
                .withPropertyValues("management.endpoints.web.exposure.include=*")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("dualClientEndpoint")
                        .doesNotHaveBean("dualclientHealthIndicator")
                        .doesNotHaveBean(CallMeters.class));
    }

    /** As tests of applications do, by {@code @MockitoBean AuthleteApi}. */
    @Test
    void aMockInPlaceOfTheApiBreaksNothing() {
        observed.withAllowBeanDefinitionOverriding(true)
                .withPropertyValues("management.endpoints.web.exposure.include=*")
                .withInitializer(context -> context.addBeanFactoryPostProcessor(factory -> {
                    if (factory instanceof org.springframework.beans.factory.support.BeanDefinitionRegistry registry) {
                        registry.removeBeanDefinition("dualAuthleteApi");
                        factory.registerSingleton("dualAuthleteApi", mock(AuthleteApi.class));
                    }
                }))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    HealthIndicator health = context.getBean("dualclientHealthIndicator", HealthIndicator.class);
                    assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
                });
    }
}
