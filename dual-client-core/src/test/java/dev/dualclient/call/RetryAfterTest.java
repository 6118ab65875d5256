package dev.dualclient.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a backend wants not to be asked (RFC 9110, sections 5.6.7 and 10.2.3). */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-12-04T08:49:30Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                              | PT7S
            Fri, 04 Dec 2026 08:49:37 GMT  | PT7S
            Friday, 04-Dec-26 08:49:37 GMT | PT7S
            Fri Dec  4 08:49:37 2026       | PT7S
            Fri, 04 Dec 2026 08:49:00 GMT  | PT0S
            soon                           |
            """)
    void everyFormOfADateIsUnderstood(String value, Duration wait) {
        ApiResponse answer = new ApiResponse(503, Map.of("Retry-After", List.of(value)), new byte[0]);
        assertThat(RetryAfter.wait(answer, NOW)).isEqualTo(wait);
    }
}
