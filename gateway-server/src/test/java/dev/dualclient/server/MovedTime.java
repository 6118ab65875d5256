package dev.dualclient.server;

import dev.dualclient.call.Time;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.spring.DualClientCustomizer;
import dev.dualclient.test.EmulatedFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The time of servers and commands in these tests: this machine's, unless a test lets days pass. And what an operator knows
 * of the emulators: how long what they have signed is valid.
 */
@AutoConfiguration
public class MovedTime {

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    static void advance(Duration more) {
        AHEAD.accumulateAndGet(more, Duration::plus);
    }

    static void reset() {
        AHEAD.set(Duration.ZERO);
    }

    private static final Time TIME = new Time() {
        @Override
        public Instant now() {
            return Time.system().now().plus(AHEAD.get());
        }

        @Override
        public long nanoTime() {
            return Time.system().nanoTime() + AHEAD.get().toNanos();
        }
    };

    private static final ExternalFacts SIGNED = new EmulatedFacts(Duration.ofHours(1));

    @Bean
    DualClientCustomizer movedTime() {
        return builder -> builder.time(TIME).externalFacts(SIGNED);
    }
}
