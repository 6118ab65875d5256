package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.settings.PropertyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A mistake is told in the same words whether Spring or a file has brought it. */
class SameMistakesTest {

    /** What Spring alone has: bundles, the gateway, and the application's own data source and Redis. */
    private static final List<String> OF_SPRING =
            List.of("ssl-bundle", "gateway.", "custody.store=jdbc", "custody.store=redis");

    /** What the name of a variable cannot say. */
    private static final Pattern NO_VARIABLE = Pattern.compile("\\*|\\[rp|migratorLag");

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "mistakes.csv", delimiter = '|', maxCharsPerColumn = 1000)
    @Scenario({"E1", "N36", "N37", "N46"})
    void everyMistakeIsToldInTheSameWords(String settings, String description, String action) throws IOException {
        if (OF_SPRING.stream().anyMatch(settings::contains)) {
            return;
        }
        Path file = directory.resolve("authlete.properties");
        Files.writeString(file, Stream.of(InvalidSettingsTest.with(settings)).collect(Collectors.joining("\n")));

        IllegalArgumentException told = catchThrowableOfType(
                IllegalArgumentException.class, () -> DualAuthleteApi.fromAuthleteProperties(file));

        String message = String.valueOf(told.getMessage()).replaceFirst("^" + file + ": ", "");
        FailureAnalysis analysis = new InvalidSettingsFailureAnalyzer()
                .analyze(told, new InvalidSettingsException(new IllegalArgumentException(message)));
        assertThat(analysis.getDescription()).isEqualTo(description);
        assertThat(analysis.getAction()).isEqualTo(action);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "mistakes.csv", delimiter = '|', maxCharsPerColumn = 1000)
    @Scenario({"E1", "N36", "N37", "N46"})
    void theEnvironmentIsJudgedAlikeToo(String settings, String description, String action) {
        boolean unknown = description.contains("no propert"); // which is a warning in the environment
        if (unknown
                || OF_SPRING.stream().anyMatch(settings::contains)
                || NO_VARIABLE.matcher(settings).find()) {
            return;
        }
        Map<String, String> variables = Stream.of(InvalidSettingsTest.with(settings))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> variable(setting[0]), setting -> setting[1]));

        PropertyReader reader = new PropertyReader(DualAuthleteApiBuilder.propertyNames(), variables, new Properties());
        IllegalArgumentException told = catchThrowableOfType(
                IllegalArgumentException.class,
                () -> DualAuthleteApi.builder()
                        .properties(reader.read(Map.of()), null)
                        .build()
                        .close());

        assertThat(told.getMessage()).isNotBlank();
        InvalidSettingsTest.withVariables(new HashMap<>(variables))
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("InvalidSettingsException: " + told.getMessage()));
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[.\\[\\]-]+", "_");
    }
}
