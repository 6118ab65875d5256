package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Adds the health contributor {@code dualclient} where the application has Spring Boot's health. */
@AutoConfiguration(after = DualClientAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(DualAuthleteApi.class)
public final class DualClientHealthAutoConfiguration {

    /** Creates the configuration. */
    public DualClientHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "dualclientHealthIndicator")
    HealthIndicator dualclientHealthIndicator(ObjectProvider<DualAuthleteApi> api) {
        return new DualClientHealthIndicator(api);
    }
}
