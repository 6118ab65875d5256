package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.server.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What the start does about a preflight. */
@DualClientTest
@ExtendWith(OutputCaptureExtension.class)
class PreflightOnStartTest {

    private Emulators emulators;

    @ImportAutoConfiguration({DualClientAutoConfiguration.class, SslAutoConfiguration.class})
    static class Application {}

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
    }

    private ConfigurableApplicationContext start(String... settings) {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        List<String> properties = new ArrayList<>(List.of(
                "dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "dual-client.primary.service-id=" + first.serviceId(),
                "dual-client.primary.access-token=" + first.accessToken(),
                "dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "dual-client.secondary.api-key=" + second.apiKey(),
                "dual-client.secondary.api-secret=" + second.apiSecret(),
                "dual-client.inventory.calls-per-second=1000"));
        List.of(settings).forEach(setting -> properties.add("dual-client." + setting));
        String[] arguments =
                properties.stream().map(property -> "--" + property).toArray(String[]::new);
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    @Test
    @Scenario({"G3", "G13"})
    void aFailedCheckEndsTheStartWithOneMessage(CapturedOutput output) {
        assertThatThrownBy(() -> start("preflight.on-start=require", "primary.access-token=no-such-access-token"))
                .isInstanceOf(PreflightFailedException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "credentials.primary", "dual-client.primary.access-token")
                .doesNotContain("no-such-access-token", "\tat dev.dualclient.spring.PreflightOnStart");
    }

    @Test
    @Scenario("G3")
    void whatIsNotWrongButUnknownDoesNotEndTheStart() {
        emulators.secondary().faults().refuseConnections();
        try (ConfigurableApplicationContext application = start("preflight.on-start=require")) {
            assertThat(application
                            .getBean(DualAuthleteApi.class)
                            .dualClient()
                            .preflight()
                            .last())
                    .isNotNull();
        }
    }

    @Test
    @Scenario("G11")
    void theReportFollowsTheStartWhileABackendHangs(CapturedOutput output) {
        Fault hanging = emulators.secondary().faults().onAll().hang();
        try (ConfigurableApplicationContext application = start("preflight.on-start=report", "preflight.timeout=1s")) {
            assertThat(hanging.remaining()).isNull();
            assertThat(application.isActive()).isTrue();
            await().untilAsserted(() -> assertThat(output).contains("Preflight: UNKNOWN", "credentials.secondary"));
        }
    }

    @Test
    void withoutTheSettingNothingIsAsked() {
        try (ConfigurableApplicationContext application = start()) {
            assertThat(application
                            .getBean(DualAuthleteApi.class)
                            .dualClient()
                            .preflight()
                            .last())
                    .isNull();
            assertThat(emulators.calls()).hasToString("0/0");
        }
    }
}
