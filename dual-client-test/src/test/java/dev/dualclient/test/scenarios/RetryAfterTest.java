package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend says when it wants to be asked again. */
@ThroughBothFronts
class RetryAfterTest extends Scene {

    @ParameterizedTest
    @Scenario("N33")
    @CsvSource(delimiter = '|', textBlock = """
            7                              |                                | 7
            7                              | 9                              | 7
                                           | 9                              | 9
            soon                           | 9                              | 9
            -1                             | 1e3                            | 1
            Fri, 04 Dec 2026 08:49:37 GMT  |                                | Fri, 04 Dec 2026 08:49:37 GMT
            Friday, 04-Dec-26 08:49:37 GMT |                                | Friday, 04-Dec-26 08:49:37 GMT
            Fri Dec  4 08:49:37 2026       |                                | Fri Dec  4 08:49:37 2026
            2026-12-04T08:49:37Z           |                                | 1
            """)
    void whatABackendSaysIsPassedOn(
            @Nullable String primary, @Nullable String secondary, String passedOn, Emulators emulators) {
        emulators.primary().faults().onAll().answer(503, header(primary), null);
        emulators.secondary().faults().onAll().answer(503, header(secondary), null);
        try (DualAuthleteApi api = front.build(emulators.api())) {
            AuthleteApiException failure =
                    catchThrowableOfType(AuthleteApiException.class, () -> new OAuth(api).introspect("any"));

            assertThat(failure.getStatusCode()).isEqualTo(503);
            assertThat(failure.getResponseHeaders()).containsEntry("Retry-After", List.of(passedOn));
        }
    }

    private static Map<String, String> header(@Nullable String value) {
        return value == null ? Map.of() : Map.of("Retry-After", value);
    }
}
