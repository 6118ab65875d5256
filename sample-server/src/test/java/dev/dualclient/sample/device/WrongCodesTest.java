package dev.dualclient.sample.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WrongCodesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final Clock clock = mock(Clock.class);
    private final WrongCodes codes = new WrongCodes(clock);

    @Test
    void aUserIsStoppedForTenMinutesAndNobodyElse() {
        when(clock.instant()).thenReturn(NOW);
        for (int i = 0; i < WrongCodes.LIMIT; i++) {
            assertThat(codes.tooMany("john")).isFalse();
            codes.add("john");
        }

        assertThat(codes.tooMany("john")).isTrue();
        assertThat(codes.tooMany("jane")).isFalse();
        when(clock.instant()).thenReturn(NOW.plus(Duration.ofMinutes(10)).plusNanos(1));
        assertThat(codes.tooMany("john")).isFalse();
    }
}
