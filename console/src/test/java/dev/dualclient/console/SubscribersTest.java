package dev.dualclient.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dualclient.scenario.Scenario;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages that take a snapshot, and pages that do not. */
class SubscribersTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Subscribers subscribers = new Subscribers(2, Duration.ofMillis(50));
    private final CountDownLatch taken = new CountDownLatch(1);

    /** What a page reads; a stalled one reads nothing until the test ends. */
    private final class Page extends ServletOutputStream {

        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final boolean stalled;

        Page(boolean stalled) {
            this.stalled = stalled;
        }

        @Override
        public void write(int next) throws IOException {
            if (stalled) {
                try {
                    taken.await();
                } catch (InterruptedException closed) {
                    throw new InterruptedIOException();
                }
            }
            read.write(next);
        }

        String read() {
            return read.toString(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static AsyncContext context(Page page) throws IOException {
        ServletResponse response = mock(ServletResponse.class);
        when(response.getOutputStream()).thenReturn(page);
        AsyncContext context = mock(AsyncContext.class);
        when(context.getResponse()).thenReturn(response);
        return context;
    }

    @AfterEach
    void close() {
        taken.countDown();
        subscribers.close();
    }

    @Test
    @Scenario("L9")
    void aStalledPageIsDroppedAndTheOthersGoOn() throws IOException {
        Page stalled = new Page(true);
        Page quick = new Page(false);
        AsyncContext dropped = context(stalled);
        assertThat(subscribers.add(dropped)).isTrue();
        assertThat(subscribers.add(context(quick))).isTrue();
        await().atMost(LONG).until(() -> {
            subscribers.send("{}".getBytes(StandardCharsets.UTF_8));
            return subscribers.count() == 1;
        });
        verify(dropped).complete();
        await().atMost(LONG).untilAsserted(() -> assertThat(quick.read()).startsWith("data: {}\n\n"));
        assertThat(stalled.read()).isEmpty();
    }

    @Test
    void oneMoreThanThereIsRoomForIsRefused() throws IOException {
        assertThat(subscribers.add(context(new Page(false)))).isTrue();
        assertThat(subscribers.add(context(new Page(false)))).isTrue();
        assertThat(subscribers.add(context(new Page(false)))).isFalse();
    }
}
