package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallMeters;
import dev.dualclient.observation.ObservedAttempts;
import dev.dualclient.observation.SecondaryClients;
import dev.dualclient.observation.StateMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counts, measures and traces where the application has Micrometer: meters with a {@link MeterRegistry}, and an
 * observation of every request to a backend, which a tracer makes a span, with an {@link ObservationRegistry}.
 */
@AutoConfiguration(
        after = DualClientAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnBean(DualAuthleteApi.class)
public final class DualClientObservationAutoConfiguration {

    /** Creates the configuration. */
    public DualClientObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    SecondaryClients dualClientSecondaryClients() {
        return new SecondaryClients();
    }

    /** Meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        CallMeters dualClientCallMeters(MeterRegistry registry) {
            return new CallMeters(registry);
        }

        /** A test of the application may have put a mock in place of the API. */
        @Bean
        MeterBinder dualClientStateMeters(ObjectProvider<DualAuthleteApi> api, SecondaryClients clients) {
            return registry -> {
                DualAuthleteApi dual = api.getIfUnique();
                if (dual != null) {
                    new StateMeters(dual.dualClient()::state, clients).bindTo(registry);
                }
            };
        }
    }

    /** Observations. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    static class Observations {

        @Bean
        @ConditionalOnMissingBean
        AttemptObserver dualClientAttemptObserver(ObservationRegistry registry) {
            return new ObservedAttempts(registry);
        }
    }
}
