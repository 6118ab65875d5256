package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.Client;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The end of an application that still has work to do. */
@DualClientTest
class ShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** The common pool has one thread where there are two processors, and both are at work at once here. */
    private static final Executor OWN_THREADS = task -> new Thread(task).start();

    @Test
    @Scenario("E12")
    void callsUnderWayFinish(Emulators emulators) {
        TestClient known = emulators.client().atPrimary();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DualClientAutoConfiguration.class))
                .withPropertyValues(Backends.of(emulators))
                .withPropertyValues("dual-client.call-timeout=60s", "dual-client.primary.response-timeout=60s")
                .run(context -> {
                    AuthleteApi api = context.getBean(AuthleteApi.class);
                    Fault held = emulators
                            .primary()
                            .faults()
                            .on("client-get")
                            .times(1)
                            .hang();
                    CompletableFuture<Client> underWay =
                            CompletableFuture.supplyAsync(() -> api.getClient(known.id()), OWN_THREADS);
                    assertThat(held.awaitHits(1, LONG)).isTrue();

                    CompletableFuture<Void> closing = CompletableFuture.runAsync(context::close, OWN_THREADS);
                    await().atMost(LONG).until(() -> refuses(api, known));
                    assertThat(closing).isNotDone();
                    assertThat(underWay).isNotDone();

                    held.release();
                    assertThat(underWay.join().getClientId()).isEqualTo(known.id());
                    closing.join();
                });
    }

    private static boolean refuses(AuthleteApi api, TestClient client) {
        AuthleteApiException failure =
                catchThrowableOfType(AuthleteApiException.class, () -> api.getClient(client.id()));
        return failure != null && failure.getMessage().contains("(closed)");
    }
}
