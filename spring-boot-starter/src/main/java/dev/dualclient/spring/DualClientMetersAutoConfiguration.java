package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.CallMeters;
import dev.dualclient.observation.DifferingSecrets;
import dev.dualclient.observation.MigrationMeters;
import dev.dualclient.observation.StateMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts and measures where the application has Micrometer's meters. */
@AutoConfiguration(
        after = DualClientAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, DualAuthleteApi.class})
public final class DualClientMetersAutoConfiguration {

    /** Creates the configuration. */
    public DualClientMetersAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    DifferingSecrets dualClientDifferingSecrets() {
        return new DifferingSecrets();
    }

    @Bean
    @ConditionalOnMissingBean
    CallMeters dualClientCallMeters(MeterRegistry registry) {
        return new CallMeters(registry);
    }

    /** A test of the application may have put a mock in place of the API. */
    @Bean
    MeterBinder dualClientStateMeters(ObjectProvider<DualAuthleteApi> api, DifferingSecrets clients) {
        return registry -> {
            DualAuthleteApi dual = api.getIfUnique();
            if (dual != null) {
                new StateMeters(dual.dualClient()::state, clients).bindTo(registry);
                new MigrationMeters(
                                dual.dualClient().preflight(), dual.dualClient().inventory())
                        .bindTo(registry);
            }
        };
    }
}
