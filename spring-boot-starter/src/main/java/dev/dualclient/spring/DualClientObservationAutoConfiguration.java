package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.ObservedAttempts;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Makes an observation of every request to a backend, which a tracer makes a span, where the application has Micrometer's. */
@AutoConfiguration(
        after = DualClientAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ObservationRegistry.class, DualAuthleteApi.class})
public final class DualClientObservationAutoConfiguration {

    /** Creates the configuration. */
    public DualClientObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    AttemptObserver dualClientAttemptObserver(ObservationRegistry registry) {
        return new ObservedAttempts(registry);
    }
}
