package dev.dualclient.kits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts with Micrometer where a kit is on and the application has a registry of meters. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnKit
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class KitMetersAutoConfiguration {

    /** Creates the configuration. */
    public KitMetersAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    KitMeters dualClientKitMeters(MeterRegistry registry) {
        return new KitMeters() {
            @Override
            public void count(String name, String... tags) {
                registry.counter(name, tags).increment();
            }

            @Override
            public void gauge(String name, DoubleSupplier value) {
                Gauge.builder(name, value::getAsDouble).register(registry);
            }
        };
    }
}
