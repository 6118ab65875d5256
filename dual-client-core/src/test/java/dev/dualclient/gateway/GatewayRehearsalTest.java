package dev.dualclient.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.warmup.WarmUp;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The rounds of a warm-up: what fails in one would end it. */
class GatewayRehearsalTest {

    @Test
    void itsRoundsSucceed() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger played = new AtomicInteger();
        WarmUp.of(Duration.ofSeconds(2)).run(engine -> {
            GatewayRehearsal rehearsal = new GatewayRehearsal(engine);
            return names -> {
                begun.incrementAndGet();
                rehearsal.play(names);
                played.incrementAndGet();
            };
        });
        assertThat(played).hasPositiveValue().hasValue(begun.get());
    }
}
