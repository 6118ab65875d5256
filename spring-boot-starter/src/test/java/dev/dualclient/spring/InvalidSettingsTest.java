package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.settings.PropertyName;
import dev.dualclient.settings.PropertyNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** E1: what an operator reads who has forgotten something. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingsTest {

    private static final Map<String, String> RIGHT = Map.of(
            "primary.base-url", "http://localhost:1",
            "primary.service-id", "42",
            "primary.access-token", "an-access-token",
            "secondary.base-url", "http://localhost:2",
            "secondary.api-key", "42",
            "secondary.api-secret", "an-api-secret");

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "mistakes.csv", delimiter = '|', maxCharsPerColumn = 1000)
    @Scenario({"E1", "N36", "N37"})
    void everyMistakeIsToldWithWhatToWrite(String settings, String description, String action) {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        CustodyStoreAutoConfiguration.class,
                        DualClientAutoConfiguration.class,
                        GatewayAutoConfiguration.class))
                .withPropertyValues(with(settings))
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis =
                            new InvalidSettingsFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription()).isEqualTo(description);
                    assertThat(analysis.getAction()).isEqualTo(action);
                });
    }

    @Test
    @Scenario("E1")
    void aMistakeIsToldWithoutAStackTrace(CapturedOutput output) {
        start("hedge.budget=101");

        assertThat(output.getAll())
                .contains(
                        "APPLICATION FAILED TO START",
                        "Description:%n%ndual-client.hedge.budget is 101.%n%n".formatted(),
                        "Action:%n%nWrite a percentage from 0 to 100.%n".formatted())
                .doesNotContain("\tat ", "an-access-token", "an-api-secret");
    }

    @Test
    @Scenario("E1")
    void aStageThatDoesNotExistIsToldWithThoseThatDo(CapturedOutput output) {
        start("stage=tertiary-first");

        assertThat(output.getAll())
                .contains(
                        "Description:%n%ndual-client.stage is tertiary-first.%n%n".formatted(),
                        "Action:%n%nWrite one of secondary-first, shadow, primary-first, drain, primary-only.%n"
                                .formatted())
                .doesNotContain("\tat ");
    }

    @Test
    @Scenario("N36")
    void aMisspeltPropertyIsToldWithoutAStackTrace(CapturedOutput output) {
        start("stge=shadow");

        assertThat(output.getAll())
                .contains(
                        "APPLICATION FAILED TO START",
                        "Description:%n%ndual-client.stge is no property of Dual Client.%n%n".formatted(),
                        "Action:%n%nDid you mean dual-client.stage?%n".formatted())
                .doesNotContain("\tat ");
    }

    @Test
    @Scenario("N36")
    void variablesThatAnOrchestratorSetsDoNotEndTheStart(CapturedOutput output) {
        withVariables(Map.of(
                        "DUAL_CLIENT_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                        "DUALCLIENT_STGE", "shadow",
                        "DUALCLIENT_STAGE", "shadow",
                        "DUAL_CLIENT_PRIMARY_BASE_URL", "http://localhost:3",
                        "DUAL_CLIENT_CLIENTS_4711_STAGE", "shadow"))
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output.getAll())
                .containsOnlyOnce(
                        "The environment has [DUALCLIENT_STGE, DUAL_CLIENT_PORT_8080_TCP], which name no property"
                                + " of Dual Client and have no effect");
    }

    @Test
    @Scenario({"N36", "N37"})
    void whatAVariableSaysIsRead() {
        withVariables(Map.of("DUALCLIENT_CALLTIMEOUT", "8"))
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("DUALCLIENT_CALLTIMEOUT is 8 without a unit: write 8ms, 8s, 8m, 8h or 8d"));
        withVariables(Map.of("A_TOKEN", "an-access-token"))
                .withPropertyValues("dual-client.primary.access-token=${A_TOKEN}", "dual-client.call-timeout=${T:9s}")
                .run(context -> assertThat(context).hasNotFailed());
        withVariables(Map.of("DUALCLIENT_PRIMARY_ACCESSTOKEN", "an-access-token"))
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(new MapPropertySource(
                                "file", Map.of("dual-client.primary.access-token", "${NO_SUCH_TOKEN}"))))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DUAL_CLIENT_", "DUALCLIENT_"})
    @Scenario({"N36", "N46"})
    void whatAVariableSaysBelowAKeyIsRead(String prefix) {
        withVariables(Map.of(
                        prefix + "CLIENTS_4711_STAGE", "shadow",
                        prefix + "OPERATIONS_AUTH_INTROSPECTION_TIMEOUT", "2s",
                        prefix + "PRIMARY_UNPROCESSED_STATUSES_0", "502"))
                .run(context -> {
                    DualClient client = context.getBean(DualAuthleteApi.class).dualClient();
                    assertThat(client.stages().policy().clients()).isEqualTo(Map.of("4711", Stage.SHADOW));
                    assertThat(client.rules())
                            .filteredOn(rule -> rule.operation().equals("auth-introspection"))
                            .allSatisfy(rule -> assertThat(rule.timeout()).isEqualTo(Duration.ofSeconds(2)))
                            .isNotEmpty();
                    assertThat(context.getBean(DualClientProperties.class).primary())
                            .satisfies(primary ->
                                    assertThat(primary.unprocessedStatuses()).containsExactly(502));
                });
        withVariables(Map.of(prefix + "CLIENTS_4711_STAGE", "nowhere"))
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage(prefix + "CLIENTS_4711_STAGE is nowhere: write one of secondary-first, shadow,"
                                + " primary-first, drain, primary-only"));
    }

    @Test
    @Scenario({"N36", "N46"})
    void aValueLeftBlankCountsAsNotWritten() {
        PropertyNames names = DualAuthleteApiBuilder.propertyNames();
        String[] blank = names.fixed().stream()
                .filter(name -> names.find(PropertyName.of(name)) != null)
                .filter(name -> !RIGHT.containsKey(name.substring("dual-client.".length())))
                .map(name -> name + "=")
                .toArray(String[]::new);

        new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(CustodyStoreAutoConfiguration.class, DualClientAutoConfiguration.class))
                .withPropertyValues(with("hedge.budget=10"))
                .withPropertyValues(blank)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(DualAuthleteApi.class)
                                    .dualClient()
                                    .stage())
                            .isEqualTo(Stage.PRIMARY_FIRST);
                });
    }

    static WebApplicationContextRunner withVariables(Map<String, Object> variables) {
        return new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(CustodyStoreAutoConfiguration.class, DualClientAutoConfiguration.class))
                .withPropertyValues(with("hedge.budget=10"))
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
    }

    private static void start(String setting) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        String[] arguments =
                Stream.of(with(setting)).map(property -> "--" + property).toArray(String[]::new);
        assertThatThrownBy(() -> application.run(arguments).close()).isNotNull();
    }

    /** Returns what would be right, but for these settings. */
    static String[] with(String settings) {
        Map<String, String> all = new LinkedHashMap<>(RIGHT);
        for (String setting : settings.split(" & ")) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return all.entrySet().stream()
                .map(setting -> "dual-client." + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({CustodyStoreAutoConfiguration.class, DualClientAutoConfiguration.class})
    static class Application {}
}
