package dev.dualclient.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.shadow.ShadowEvent.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How reads are repeated beside the calls. */
class ShadowTest {

    private static final ApiCall CALL = ApiCall.of(Catalogue.operation("auth-introspection"))
            .body("{\"token\":\"t\"}")
            .build();
    private static final ApiResponse ANSWER = new ApiResponse(
            200, Map.of(), "{\"action\":\"OK\",\"existent\":true,\"usable\":true}".getBytes(StandardCharsets.UTF_8));
    private static final Attempt ATTEMPT = new Attempt(Side.SECONDARY, Reason.DONE, ANSWER, null, Duration.ZERO);

    private final List<ShadowEvent> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);

    private final Backend primary = new Backend() {
        @Override
        public Reply send(ApiCall call, Deadline deadline) {
            try {
                open.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return new Reply.Answered(ANSWER);
        }

        @Override
        public void close() {}
    };

    private Shadow shadow(double rate) {
        return new Shadow(primary, new Classifier(Set.of()), rate, List.of(told::add), Time.system());
    }

    @Test
    @Scenario("F4")
    void whatIsTooMuchIsDropped() {
        try (Shadow shadow = shadow(1)) {
            for (int i = 0; i < 300; i++) {
                shadow.onRead(CALL, ATTEMPT);
            }
            assertThat(told).hasSize(98).allMatch(event -> event.result() == Result.DROPPED);
            open.countDown();
            Awaitility.await().until(() -> told.size() == 300);
            assertThat(told).filteredOn(event -> event.result() == Result.SAME).hasSize(202);
        }
    }

    @Test
    void aSampleIsRepeatedAndNothingAtRateZero() {
        open.countDown();
        try (Shadow none = shadow(0)) {
            none.onRead(CALL, ATTEMPT);
        }
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aRateIsAShare(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shadow(rate))
                .withMessage("dual-client.shadow.sample-rate is " + rate + ": write a number from 0 to 1");
    }
}
