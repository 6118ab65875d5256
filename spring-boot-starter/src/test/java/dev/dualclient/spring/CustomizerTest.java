package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What an application says beside the properties. */
class CustomizerTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DualClientAutoConfiguration.class))
            .withPropertyValues(
                    "dual-client.stage=secondary-first",
                    "dual-client.primary.base-url=http://localhost:1",
                    "dual-client.primary.service-id=42",
                    "dual-client.primary.access-token=an-access-token",
                    "dual-client.secondary.base-url=http://localhost:2",
                    "dual-client.secondary.api-key=42",
                    "dual-client.secondary.api-secret=an-api-secret");

    @Test
    void customizersHaveTheLastWordInTheirOrder() {
        application.withUserConfiguration(TwoInOrder.class).run(context -> {
            assertThat(context.getBean(DualAuthleteApi.class).dualClient().stage())
                    .isEqualTo(Stage.DRAIN);
            assertThat(context.getBean(TwoInOrder.class).seen).containsExactly("first", "last");
        });
    }

    @Test
    void aCustomizersListenerIsToldBesideTheBeans() {
        List<CallEvent> bean = new CopyOnWriteArrayList<>();
        List<CallEvent> customized = new CopyOnWriteArrayList<>();

        application
                .withBean(CallListener.class, () -> bean::add)
                .withBean(DualClientCustomizer.class, () -> builder -> builder.listener(customized::add))
                .run(context -> {
                    DualAuthleteApi api = context.getBean(DualAuthleteApi.class);
                    assertThat(catchThrowable(api::getServiceConfiguration)).isNotNull();
                    assertThat(customized).hasSize(1).isEqualTo(bean);
                });
    }

    @Test
    @Scenario("E1")
    void aWrongValueIsTold() {
        application
                .withBean(DualClientCustomizer.class, () -> builder -> builder.hedgeBudget(101))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("dual-client.hedge.budget is 101: write a percentage from 0 to 100")
                        .cause()
                        .cause()
                        .isInstanceOf(InvalidSettingsException.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoInOrder {

        private final List<String> seen = new ArrayList<>();

        @Bean
        @Order(2)
        DualClientCustomizer last() {
            return builder -> {
                seen.add("last");
                builder.stage(Stage.DRAIN);
            };
        }

        @Bean
        @Order(1)
        DualClientCustomizer first() {
            return builder -> {
                seen.add("first");
                builder.stage(Stage.SHADOW);
            };
        }
    }
}
