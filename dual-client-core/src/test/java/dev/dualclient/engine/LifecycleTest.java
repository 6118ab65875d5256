package dev.dualclient.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What closing ends, and in which order. */
class LifecycleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> closed = new ArrayList<>();
    private final Background background = mock();

    @Test
    void everyPartIsClosedWhateverFails() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        Lifecycle lifecycle = new Lifecycle(
                background, List.of(() -> fail(first), () -> fail(second), () -> closed.add("backends")), PATIENCE);

        assertThatThrownBy(lifecycle::close).isSameAs(first).hasSuppressedException(second);

        assertThat(closed).containsExactly("backends");
    }

    @Test
    void noCallIsTakenWhileTheBackgroundIsEnded() {
        Lifecycle lifecycle = new Lifecycle(background, List.of(), PATIENCE);
        doAnswer(call -> closed.add("background, taken " + lifecycle.enter()))
                .when(background)
                .close(any());
        assertThat(lifecycle.enter()).isTrue();
        lifecycle.leave();

        lifecycle.close();

        assertThat(closed).containsExactly("background, taken false");
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }
}
