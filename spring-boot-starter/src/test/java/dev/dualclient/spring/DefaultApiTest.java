package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.ReflectionTestUtils;

/** Which APIs {@code dual-client.install-as-default} takes the place of, and which stay. */
@ExtendWith(OutputCaptureExtension.class)
class DefaultApiTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DefaultApiAutoConfiguration.class,
                    DualClientAutoConfiguration.class,
                    DualClientHealthAutoConfiguration.class))
            .withPropertyValues(
                    "dual-client.primary.base-url=http://localhost:1",
                    "dual-client.primary.service-id=42",
                    "dual-client.primary.access-token=an-access-token");
    private final ApplicationContextRunner installed =
            application.withPropertyValues("dual-client.install-as-default=true");

    @AfterEach
    void forgetTheDefault() {
        ReflectionTestUtils.setField(AuthleteApiFactory.class, "sDefaultApi", null);
    }

    @Test
    @Scenario("E11")
    void theDefaultIsOursFromTheStart() {
        installed.withBean("asksEarly", Asking.class).run(context -> {
            DualAuthleteApi ours = context.getBean(DualAuthleteApi.class);
            assertThat(AuthleteApiFactory.getDefaultApi()).isSameAs(ours);
            AuthleteApi early = context.getBean(Asking.class).api;
            assertThat(((DualAuthleteApi) early).dualClient()).isSameAs(ours.dualClient());
        });
    }

    @Test
    void whatTheFactoryMadeGivesWay() {
        installed.withUserConfiguration(MadeByFactory.class).run(context -> {
            AuthleteApi ours = context.getBean(AuthleteApi.class);
            assertThat(ours).isInstanceOf(DualAuthleteApi.class).isSameAs(context.getBean("first"));
            assertThat(context.getBean(Holder.class).api()).isSameAs(ours);
            assertThat(status(context.getBean(HealthIndicator.class))).isEqualTo(Status.UP);
        });
    }

    @Test
    void withoutThePropertyItStaysAndTheLogSaysSo(CapturedOutput output) {
        application
                .withUserConfiguration(MadeByFactory.class)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(DualAuthleteApi.class)
                        .getBean(AuthleteApi.class)
                        .isSameAs(context.getBean("first")));

        assertThat(output)
                .contains(
                        "The properties under dual-client have no effect: the application's own AuthleteApi [first] stays"
                                + " as it is. To let Dual Client take its place, write dual-client.install-as-default=true, or"
                                + " leave that bean out");
    }

    @Test
    void whereThePropertiesHaveAnEffectTheLogSaysNothingOfThat(CapturedOutput output) {
        application.run(context -> assertThat(context).hasSingleBean(DualAuthleteApi.class));
        application
                .withUserConfiguration(MadeByBuilder.class)
                .run(context -> assertThat(context).hasBean("own"));
        installed
                .withUserConfiguration(MadeByFactory.class)
                .run(context -> assertThat(context).hasBean("first"));

        assertThat(output).doesNotContain("no effect");
    }

    @Test
    @Scenario("E1")
    void twoOfTheFactoryAreRefused() {
        installed
                .withUserConfiguration(MadeByFactory.class)
                .withBean("second", AuthleteApi.class, DefaultApiTest::ofTheFactory)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("dual-client.install-as-default is true, but the application makes two AuthleteApi"
                                + " beans, second and first, which cannot both be the one service of dual-client.primary:"
                                + " write false, and make each of them by DualAuthleteApi.builder()"));
    }

    @Test
    void theApplicationsOwnClassAndMocksStay() {
        AuthleteApi mock = mock(AuthleteApi.class);

        installed.withBean("own", AuthleteApi.class, () -> mock).run(context -> {
            assertThat(context.getBean(AuthleteApi.class)).isSameAs(mock);
            assertThat(AuthleteApiFactory.getDefaultApi()).isSameAs(context.getBean("dualAuthleteApi"));
            assertThat(status(context.getBean(HealthIndicator.class))).isEqualTo(Status.UP);
        });
    }

    @Test
    void anApiThatTheApplicationMadeByOurBuilderBecomesTheDefault() {
        installed.withUserConfiguration(MadeByBuilder.class).run(context -> {
            DualAuthleteApi own = context.getBean(DualAuthleteApi.class);
            assertThat(context.getBeanNamesForType(AuthleteApi.class)).containsExactly("own");
            assertThat(((DualAuthleteApi) AuthleteApiFactory.getDefaultApi()).dualClient())
                    .isSameAs(own.dualClient());
        });
    }

    private static Status status(HealthIndicator indicator) {
        return indicator.health().getStatus();
    }

    private static AuthleteApi ofTheFactory() {
        return AuthleteApiFactory.create(new AuthleteSimpleConfiguration()
                .setBaseUrl("http://localhost:1")
                .setServiceApiKey("42")
                .setServiceApiSecret("a-secret"));
    }

    static final class Asking {
        private final AuthleteApi api = AuthleteApiFactory.getDefaultApi();
    }

    record Holder(AuthleteApi api) {}

    /** As configurations were often written: one bean method calls another. */
    @Configuration
    static class MadeByFactory {

        @Bean
        AuthleteApi first() {
            return ofTheFactory();
        }

        @Bean
        Holder holder() {
            return new Holder(first());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MadeByBuilder {

        @Bean
        DualAuthleteApi own() {
            return DualAuthleteApi.builder()
                    .primary(primary -> primary.baseUrl("http://localhost:2")
                            .serviceId("43")
                            .accessToken("t"))
                    .build();
        }
    }
}
