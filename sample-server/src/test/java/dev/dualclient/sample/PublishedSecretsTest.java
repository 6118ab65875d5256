package dev.dualclient.sample;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.sample.backends.Browser;
import dev.dualclient.sample.backends.Caller;
import dev.dualclient.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What everybody can read in the source opens nothing in front of real backends. */
@ExtendWith(OutputCaptureExtension.class)
class PublishedSecretsTest {

    @ParameterizedTest
    @Scenario("N61")
    @CsvSource({
        "sample.operator.secret, operatorSecret",
        "sample.resource-server.secret, resourceServerSecret",
        "sample.authentication-device.secret, authenticationDeviceSecret",
        "dual-client.gateway.callers[0].secret, sample-secret"
    })
    void aPublishedSecretEndsTheStart(String property, String secret, CapturedOutput output) {
        assertThatThrownBy(() -> start("--" + property + "=" + secret)).isNotNull();

        assertThat(output.getAll())
                .contains(property + " has the value of the demonstration", "Set " + property + " to a long random")
                .doesNotContain("\tat ");
    }

    @Test
    @Scenario("N61")
    void withoutSettingsNobodyMayDoAnything(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            Caller server =
                    new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));

            assertThat(output.getOut())
                    .contains("sample.users[0].name is not set: nobody can log in.")
                    .contains("sample.operator.secret is not set: nobody can change anything at /actuator.")
                    .contains("sample.resource-server.secret is not set: nobody can introspect tokens.")
                    .doesNotContain("password john");
            try (Browser browser = new Browser(server)) {
                assertThat(browser.openAs("john", "/device").asNormalizedText())
                        .contains("User name or password is wrong.");
            }
            assertThat(server.post(
                                    "/actuator/dualclient/explain",
                                    "{}",
                                    "Content-Type",
                                    "application/json",
                                    "Authorization",
                                    basic("operator", "operatorSecret"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.post(
                                    "/api/introspection",
                                    form("token", "x"),
                                    "Authorization",
                                    basic("resourceServer", "resourceServerSecret"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.post("/api/register", "{}", "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.post(
                                    "/api/register",
                                    "{}",
                                    "Content-Type",
                                    "application/json",
                                    "Authorization",
                                    "Bearer the-initial-token")
                            .statusCode())
                    .as("asked of a backend that is not there")
                    .isEqualTo(503);
        }
    }

    /** Without the configuration that the tests have. */
    private static ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=classpath:/application.yaml",
                "--server.port=0",
                "--sample.bcrypt-strength=4",
                "--sample.registration.initial-access-token=the-initial-token",
                "--dual-client.primary.base-url=http://localhost:9",
                "--dual-client.primary.service-id=1",
                "--dual-client.primary.access-token=a-token"));
        arguments.addAll(List.of(more));
        return SpringApplication.run(SampleServer.class, arguments.toArray(String[]::new));
    }
}
