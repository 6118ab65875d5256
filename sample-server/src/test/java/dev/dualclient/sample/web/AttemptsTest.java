package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final Clock clock = mock(Clock.class);

    @Test
    void oneComesBackWithEachPartOfTheWindow() {
        when(clock.millis()).thenReturn(NOW.toEpochMilli());
        Attempts attempts = new Attempts(10, Duration.ofMinutes(10), clock);
        for (int i = 0; i < 10; i++) {
            assertThat(attempts.take("john")).isZero();
        }

        assertThat(attempts.take("john")).isEqualTo(Duration.ofMinutes(1));
        assertThat(attempts.take("jane")).isZero();
        when(clock.millis()).thenReturn(NOW.plus(Duration.ofMinutes(1)).toEpochMilli());
        assertThat(attempts.take("john")).isZero();
        assertThat(attempts.take("john")).isPositive();
    }

    @Test
    void whatWasRightDoesNotCount() {
        when(clock.millis()).thenReturn(NOW.toEpochMilli());
        Attempts attempts = new Attempts(1, Duration.ofMinutes(10), clock);
        for (int i = 0; i < 3; i++) {
            assertThat(attempts.take("john")).isZero();
            attempts.giveBack("john");
        }
    }

    /** Such a key is kept as its hash. */
    @Test
    void aLongKeyIsOneOfItsOwn() {
        when(clock.millis()).thenReturn(NOW.toEpochMilli());
        Attempts attempts = new Attempts(1, Duration.ofMinutes(10), clock);

        assertThat(attempts.take("j".repeat(60_000))).isZero();
        assertThat(attempts.take("j".repeat(60_000))).isPositive();
        assertThat(attempts.take("j".repeat(60_001))).isZero();
    }

    @Test
    void aHeaderHasWholeSecondsAndNeverZero() {
        assertThat(Attempts.retryAfterSeconds(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(Attempts.retryAfterSeconds(Duration.ofMillis(59_001))).isEqualTo(60);
    }
}
