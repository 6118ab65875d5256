package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.api.AuthleteApiFactory;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.backend.GuardSettings;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.http.BackendSettings;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.observation.CallListener;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Stage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DualClientAutoConfigurationTest {

    private static final String[] PRIMARY = {
        "dual-client.primary.base-url=http://localhost:1",
        "dual-client.primary.service-id=42",
        "dual-client.primary.access-token=an-access-token",
    };
    private static final String[] SECONDARY = {
        "dual-client.secondary.base-url=http://localhost:2",
        "dual-client.secondary.api-key=42",
        "dual-client.secondary.api-secret=an-api-secret",
    };

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DualClientAutoConfiguration.class));
    private final ApplicationContextRunner configured =
            application.withPropertyValues(PRIMARY).withPropertyValues(SECONDARY);

    @Test
    void anApplicationGetsAnApiOnBothBackends() {
        configured.run(context -> {
            DualAuthleteApi api = context.getBean(DualAuthleteApi.class);
            assertThat(context.getBean(AuthleteApi.class)).isSameAs(api);
            assertThat(api.dualClient().sides()).containsExactlyInAnyOrder(Side.PRIMARY, Side.SECONDARY);
            assertThat(api.dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        });
    }

    @Test
    void theApplicationsOwnApiIsLeftAlone() {
        AuthleteApi own = mock(AuthleteApi.class);

        application
                .withBean(AuthleteApi.class, () -> own)
                .run(context -> assertThat(context).getBean(AuthleteApi.class).isSameAs(own));
    }

    @Test
    void listenersAreToldAndTheApiIsClosedWithTheApplication() {
        List<CallEvent> told = new CopyOnWriteArrayList<>();
        configured.withBean(CallListener.class, () -> told::add).run(context -> {
            AuthleteApi api = context.getBean(AuthleteApi.class);
            assertThatThrownBy(api::getServiceConfiguration).isInstanceOf(AuthleteApiException.class);
            assertThat(told).hasSize(1);

            context.close();

            assertThatThrownBy(api::getServiceConfiguration)
                    .isInstanceOf(AuthleteApiException.class)
                    .hasMessageContaining("closed");
        });
    }

    @Test
    void theApiCanBecomeTheDefaultOfTheFactory() {
        configured
                .withPropertyValues("dual-client.install-as-default=true")
                .run(context ->
                        assertThat(AuthleteApiFactory.getDefaultApi()).isSameAs(context.getBean(AuthleteApi.class)));
    }

    /** E2. */
    @Test
    void withoutASecondaryThePrimaryIsAskedAloneAndThatIsSaidOnce(CapturedOutput output) {
        application.withPropertyValues(PRIMARY).run(context -> {
            assertThat(context.getBean(DualAuthleteApi.class).dualClient().sides())
                    .containsExactly(Side.PRIMARY);
            assertThat(output.getOut().split("No secondary backend is configured", -1))
                    .hasSize(2);
        });
    }

    /** E3: nothing listens at either address. */
    @Test
    void withThePrimaryAbsentTheApplicationStarts() {
        configured
                .withPropertyValues("dual-client.stage=secondary-first")
                .run(context -> assertThat(context.getBean(DualAuthleteApi.class)
                                .dualClient()
                                .stage())
                        .isEqualTo(Stage.SECONDARY_FIRST));
    }

    @Test
    void theDefaultsAreThoseOfTheLibrary() {
        configured.run(context -> {
            DualClientProperties properties = context.getBean(DualClientProperties.class);
            assertThat(new CustodySettings(
                            properties.custody().hintTtl(),
                            CustodySettings.defaults().retention(),
                            properties.custody().migratorLag(),
                            properties.custody().maxEntries()))
                    .isEqualTo(CustodySettings.defaults());
            assertThat(GuardSettings.defaults()
                            .withFailureRate(properties.circuitBreaker().failureRate())
                            .withMinimumCalls(properties.circuitBreaker().minimumCalls())
                            .withOpen(properties.circuitBreaker().open()))
                    .isEqualTo(GuardSettings.defaults());
            PrimaryProperties primary = properties.primary();
            SecondaryProperties secondary = properties.secondary();
            BackendSettings library = BackendSettings.primary()
                    .baseUrl("http://localhost")
                    .serviceId("42")
                    .accessToken("t")
                    .build();
            assertThat(List.of(
                            primary.connectTimeout(),
                            primary.responseTimeout(),
                            primary.maxConnections(),
                            primary.maxIdle(),
                            (int) primary.maxResponseSize().toBytes()))
                    .isEqualTo(List.of(
                            secondary.connectTimeout(),
                            secondary.responseTimeout(),
                            secondary.maxConnections(),
                            secondary.maxIdle(),
                            (int) secondary.maxResponseSize().toBytes()))
                    .isEqualTo(List.of(
                            library.connectTimeout(),
                            library.responseTimeout(),
                            library.maxConnections(),
                            library.maxIdle(),
                            library.maxResponseSize()));
        });
    }

    @Test
    void noSecretIsShown() {
        configured.run(context -> assertThat(
                        context.getBean(DualClientProperties.class).toString())
                .contains("http://localhost:1")
                .doesNotContain("an-access-token", "an-api-secret"));
    }
}
