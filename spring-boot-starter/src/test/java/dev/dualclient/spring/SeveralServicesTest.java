package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** An application in front of more than one service makes its APIs by the builder. */
class SeveralServicesTest {

    private final Emulators shop = Emulators.start();
    private final Emulators staff = Emulators.start();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DualClientAutoConfiguration.class, DualClientHealthAutoConfiguration.class))
            .withBean("shopBackends", Emulators.class, () -> shop)
            .withBean("staffBackends", Emulators.class, () -> staff)
            .withUserConfiguration(TwoServices.class);

    @AfterEach
    void stop() {
        shop.close();
        staff.close();
    }

    @Test
    void eachServiceHasItsOwnBackends() {
        TestClient customer = shop.client().atSecondary();
        TestClient employee = staff.client().atPrimary();

        application.run(context -> {
            AuthleteApi shopApi = context.getBean("shopApi", AuthleteApi.class);
            AuthleteApi staffApi = context.getBean("staffApi", AuthleteApi.class);
            shop.mark();
            staff.mark();

            assertThat(shopApi.getClient(customer.id()).getClientId()).isEqualTo(customer.id());
            assertThat(shop.calls()).hasToString("1/1");
            assertThat(staff.calls()).hasToString("0/0");
            assertThat(staffApi.getClient(employee.id()).getClientId()).isEqualTo(employee.id());
            assertThat(staff.calls()).hasToString("1/0");
        });
    }

    @Test
    void theRestOfTheStarterIsForThePrimaryOne() {
        application.run(context -> {
            assertThat(context.getBean(AuthleteApi.class)).isSameAs(context.getBean("shopApi"));
            assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.UP);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoServices {

        @Bean
        @Primary
        DualAuthleteApi shopApi(@Qualifier("shopBackends") Emulators backends) {
            return backends.api().build();
        }

        @Bean
        DualAuthleteApi staffApi(@Qualifier("staffBackends") Emulators backends) {
            return backends.api().build();
        }
    }
}
