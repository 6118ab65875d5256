package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the settings are, what each changes, and what none may be. */
class SettingsTest {

    private static final CustodySettings CUSTODY = CustodySettings.defaults();
    private static final OutboxSettings OUTBOX = OutboxSettings.defaults();

    @Test
    void theDefaultsAreAsDocumented() {
        assertThat(CUSTODY)
                .isEqualTo(new CustodySettings(
                        Duration.ofSeconds(60), Duration.ofDays(90), Duration.ofHours(24), 1_000_000, 100_000));
        assertThat(OUTBOX)
                .isEqualTo(new OutboxSettings(
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Duration.ofHours(24),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)));
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                of("custody.hint-ttl", CUSTODY::withHintTtl, CustodySettings::hintTtl),
                of("custody.retention", CUSTODY::withRetention, CustodySettings::retention),
                of("custody.migrator-lag", CUSTODY::withMigratorLag, CustodySettings::migratorLag),
                of("outbox.backoff", OUTBOX::withBackoff, OutboxSettings::backoff),
                of("outbox.max-backoff", OUTBOX::withMaxBackoff, OutboxSettings::maxBackoff),
                of("outbox.max-age", OUTBOX::withMaxAge, OutboxSettings::maxAge),
                of("outbox.hold", OUTBOX::withHold, OutboxSettings::hold),
                of("outbox.settle", OUTBOX::withSettle, OutboxSettings::settle));
    }

    private static <T> Arguments of(String name, Function<Duration, T> with, Function<T, Duration> read) {
        return Arguments.of(name, with.andThen(read));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("durations")
    void aDurationIsTakenIfItIsLongerThanZero(String name, Function<Duration, Duration> set) {
        Duration shortest = Duration.ofNanos(1);
        assertThat(set.apply(shortest)).isEqualTo(shortest);
        for (Duration wrong : new Duration[] {Duration.ZERO, shortest.negated()}) {
            assertThatThrownBy(() -> set.apply(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + " is " + wrong + "; use a duration longer than zero");
        }
    }

    @Test
    void aStoreTakesAtLeastOneEntry() {
        assertThat(CUSTODY.withMaxEntries(1).maxEntries()).isEqualTo(1);
        assertThat(CUSTODY.withMaxUnknownKills(1).maxUnknownKills()).isEqualTo(1);
        assertThatThrownBy(() -> CUSTODY.withMaxUnknownKills(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("custody.max-unknown-kills is 0; use 1 or more");
        assertThatThrownBy(() -> CUSTODY.withMaxEntries(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("custody.max-entries is 0; use 1 or more");
    }
}
