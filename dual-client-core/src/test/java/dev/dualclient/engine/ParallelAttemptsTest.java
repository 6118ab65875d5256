package dev.dualclient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Both backends are asked at once, and nobody goes on before both are over. */
class ParallelAttemptsTest {

    private static final List<Side> BOTH = List.of(Side.PRIMARY, Side.SECONDARY);

    private final List<Side> asked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whereNoThreadIsFreeTheSecondBackendIsAskedAfterTheFirst() {
        try (ParallelAttempts parallel = new ParallelAttempts(
                half -> {
                    throw new RejectedExecutionException("full");
                },
                new KeyIdConflicts())) {
            List<Attempt> attempts = parallel.ask(BOTH, this::ask);

            assertThat(asked).isEqualTo(BOTH);
            assertThat(attempts).extracting(Attempt::side).isEqualTo(BOTH);
        }
    }

    @Test
    void aFailureOfTheFirstWaitsForTheSecond() {
        CountDownLatch failed = new CountDownLatch(1);
        try (ParallelAttempts parallel = new ParallelAttempts(null, new KeyIdConflicts())) {
            assertThatThrownBy(() -> parallel.ask(BOTH, side -> {
                        if (side == Side.PRIMARY) {
                            failed.countDown();
                            throw new StoreUnavailableException("down");
                        }
                        await(failed);
                        return ask(side);
                    }))
                    .hasMessage("down");

            assertThat(asked).containsExactly(Side.SECONDARY);
        }
    }

    private Attempt ask(Side side) {
        asked.add(side);
        return Attempt.notSent(side, Reason.OUT_OF_TIME);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
