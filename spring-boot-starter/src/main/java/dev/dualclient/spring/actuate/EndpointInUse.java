package dev.dualclient.spring.actuate;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** The endpoint is exposed, or the console, which acts by it, is served. */
final class EndpointInUse extends AnyNestedCondition {

    EndpointInUse() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnAvailableEndpoint(endpoint = DualClientEndpoint.class)
    static final class Exposed {}

    @ConditionalOnProperty(name = "dual-client.console.enabled", havingValue = "true")
    static final class Console {}
}
