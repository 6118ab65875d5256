package server;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.CallMeters;
import dev.dualclient.observation.EngineState;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuthleteConfiguration {

    @Bean(destroyMethod = "close")
    DualAuthleteApi authleteApi(MeterRegistry meters) {
        return DualAuthleteApi.builderFromAuthleteProperties()
                .listener(new CallMeters(meters))
                .installAsDefault(true) // for code that calls AuthleteApiFactory.getDefaultApi()
                .build();
    }

    @Bean
    HealthIndicator dualclient(DualAuthleteApi api) {
        return () -> {
            EngineState state = api.dualClient().state();
            boolean serves = state.backends().values().stream()
                    .anyMatch(backend -> !backend.guard().circuit().equals("OPEN"));
            return (serves ? Health.up() : Health.down())
                    .withDetail("stage", state.stages().stage())
                    .withDetail("custodyStore", state.store())
                    .build();
        };
    }
}
