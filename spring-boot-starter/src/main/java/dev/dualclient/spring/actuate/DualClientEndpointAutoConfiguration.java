package dev.dualclient.spring.actuate;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.DifferingSecrets;
import dev.dualclient.observation.RecentCalls;
import dev.dualclient.observation.SecretListener;
import dev.dualclient.spring.DualClientMetersAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Adds the actuator endpoint {@code dualclient} where the application has Spring Boot's actuator and exposes the endpoint:
 * {@code management.endpoints.web.exposure.include=dualclient}.
 */
@AutoConfiguration(after = DualClientMetersAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(DualAuthleteApi.class)
public final class DualClientEndpointAutoConfiguration {

    private static final int REMEMBERED_CALLS = 200;

    /** Creates the configuration. */
    public DualClientEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @Conditional(EndpointInUse.class)
    DifferingSecrets dualClientDifferingSecrets() {
        return new DifferingSecrets();
    }

    @Bean
    @ConditionalOnMissingBean
    @Conditional(EndpointInUse.class)
    RecentCalls dualClientRecentCalls() {
        return new RecentCalls(REMEMBERED_CALLS);
    }

    /** Told also where nobody can reach the endpoint. */
    @Bean
    SecretListener dualClientSecretAudit(ApplicationEventPublisher events) {
        return new Audit(events)::tell;
    }

    /** Refuses requests with fields that the endpoint does not know. */
    @Bean
    @Conditional(EndpointInUse.class)
    RequestFields dualClientRequestFields() {
        return new RequestFields();
    }

    /** Refuses changes by others than operators. */
    @Bean
    @Conditional(EndpointInUse.class)
    ChangeAccess dualClientChangeAccess(Environment environment) {
        return new ChangeAccess(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    @Conditional(EndpointInUse.class)
    DualClientEndpoint dualClientEndpoint(
            ObjectProvider<DualAuthleteApi> api,
            RecentCalls calls,
            DifferingSecrets clients,
            ApplicationEventPublisher events) {
        return new DualClientEndpoint(api, calls, clients, new Audit(events));
    }
}
