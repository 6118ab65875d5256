package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A mistake is told in the same words whether Spring or a file has brought it. */
class SameMistakesTest {

    /** What Spring alone has, or converts itself: bundles, data sources, the gateway; and relaxed names, told as written. */
    private static final List<String> OF_SPRING =
            List.of("ssl-bundle", "gateway.", "custody.store=", "migratorLag", "stoer=jdbc & ");

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
}
