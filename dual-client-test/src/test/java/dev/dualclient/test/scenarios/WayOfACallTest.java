package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.authlete.common.dto.IntrospectionRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How deep a call goes before it reaches the HTTP client: what a reader of a stack trace, and of the code, has to follow. */
@DualClientTest
class WayOfACallTest {

    private static final int FRAMES = 9;

    @Test
    void fromTheApiToTheHttpClientThereAreAtMostNineFrames(Emulators emulators, DualAuthleteApi api) throws Exception {
        String token = "a-token-that-only-the-secondary-could-know";
        Fault hanging = emulators.secondary().faults().on("auth-introspection").hang();
        Thread caller = new Thread(() -> api.introspection(new IntrospectionRequest().setToken(token)));
        caller.start();
        try {
            hanging.awaitHits(1, Duration.ofSeconds(30));
            await().atMost(Duration.ofSeconds(30)).until(() -> inHttpClient(caller.getStackTrace()));
            List<String> frames = between(caller.getStackTrace());
            assertThat(frames).as(String.join("\n", frames)).hasSizeBetween(1, FRAMES);
        } finally {
            hanging.release();
            caller.join();
        }
    }

    private static boolean inHttpClient(StackTraceElement... stack) {
        return Arrays.stream(stack).anyMatch(WayOfACallTest::isHttpClient);
    }

    private static boolean isHttpClient(StackTraceElement frame) {
        return frame.getClassName().startsWith("org.apache.hc.");
    }

    private static boolean isHttpClientOrBelow(StackTraceElement frame) {
        return isHttpClient(frame) || frame.getClassName().contains("ObservedConnection");
    }

    /** Returns the frames between the HTTP client and the method of the API. */
    private static List<String> between(StackTraceElement... stack) {
        return Arrays.stream(stack)
                .dropWhile(frame -> !isHttpClient(frame))
                .dropWhile(WayOfACallTest::isHttpClientOrBelow)
                .takeWhile(frame -> !frame.getClassName().startsWith("dev.dualclient.authlete."))
                .map(StackTraceElement::toString)
                .toList();
    }
}
