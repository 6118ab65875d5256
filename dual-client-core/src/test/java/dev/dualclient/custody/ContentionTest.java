package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContentionTest {

    @Test
    void theFirstTryIsMadeEvenAtTheEndOfACall() {
        assertThatCode(() -> ended().await(0)).doesNotThrowAnyException();
    }

    @Test
    void noOtherTryIsMadeAfterTheEndOfACall() {
        assertThatThrownBy(() -> ended().await(1)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void triesAreBoundedWithoutACall() {
        assertThatCode(() -> Contention.WITHOUT_END.await(1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Contention.WITHOUT_END.await(1_000)).isInstanceOf(StoreUnavailableException.class);
    }

    private static Contention ended() {
        return new Contention(Deadline.after(Duration.ZERO, Time.system()));
    }
}
