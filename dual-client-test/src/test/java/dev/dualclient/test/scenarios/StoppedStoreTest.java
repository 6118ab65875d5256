package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.OwnServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The server of the store is stopped under load and started again. Short by default; {@code -Dstore.stopped.seconds=10} is
 * the long form.
 */
@Tag("apart")
@OnServers
class StoppedStoreTest extends Scene {

    private static final Duration STOPPED = Duration.ofSeconds(Long.getLong("store.stopped.seconds", 2));

    /** How soon after the server accepts connections all calls are to be served again. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** The budget of a call, and what a busy machine adds. */
    private static final Duration BUDGET = Duration.ofSeconds(8 + 2);

    private static final int CALLERS = 3; // of each kind

    /** Between two calls of a caller: a user is not to have more tokens than can be looked up. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Tokens> migrated = new ConcurrentLinkedQueue<>();
    private final Queue<Tokens> dead = new ConcurrentLinkedQueue<>();
    private OwnServer server;
    private CustodyStore shared;
    private volatile boolean over;

    /** How one call went: what it was, when it was made and how long it took, and why it was not served. */
    private record Call(String kind, long start, long nanos, String failure) {

        boolean served() {
            return failure.isEmpty();
        }
    }

    @BeforeEach
    void startServer() {
        server = OwnServer.of(store);
        shared = server.open();
    }

    @AfterEach
    void stopServer() {
        over = true;
        threads.shutdownNow();
        shared.close();
        server.close();
    }

    @Test
    @Scenario("D15")
    void callsAreServedAgainSoonAfterTheServerIsBack() throws Exception {
        for (int i = 0; i < 40; i++) {
            migrated.add(replay.atSecondary().login(client));
        }
        Tokens elsewhere = replay.atSecondary().login(client);
        emulators.migrator().runOnce();
        Tokens late = replay.atSecondary().login(client); // at the secondary alone
        Snapshot copies = emulators.migrator().read();
        DualAuthleteApi api = nodes.start(node -> node.custodyStore(shared, Nodes.key())
                .time(Time.system())
                .callTimeout(Duration.ofSeconds(8))
                .killTimeout(Duration.ofSeconds(3))
                .background(true));
        OAuth node = new OAuth(api);
        node.login(client); // until code is loaded
        revokeNow(api, replay.atSecondary().login(client));
        int before = busyThreads();

        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(repeat(
                    "introspection",
                    () -> assertThat(node.isActive(late.access())).isTrue()));
            callers.add(repeat("refresh", () -> refresh(node)));
            callers.add(repeat("revocation", () -> revoke(node)));
            callers.add(repeat("dead token", () -> isDead(node)));
        }
        pass(Duration.ofSeconds(1));
        assertThat(calls).as("served before").anyMatch(Call::served).allMatch(Call::served);
        server.stop();
        pass(STOPPED);
        server.start();
        long back = System.nanoTime();
        pass(SOON.plus(Duration.ofSeconds(2)));
        over = true;
        for (Future<?> caller : callers) {
            caller.get(1, TimeUnit.MINUTES);
        }

        long soon = back + SOON.toNanos();
        tell(back);
        assertThat(calls).as("served while it was stopped").anyMatch(call -> !call.served());
        for (String kind : List.of("introspection", "refresh", "revocation", "dead token")) {
            assertThat(calls.stream().filter(call -> call.kind.equals(kind) && call.start > soon))
                    .as("%s, %s after the server was back", kind, SOON)
                    .isNotEmpty()
                    .allMatch(Call::served);
        }
        assertThat(calls).allMatch(call -> call.nanos < BUDGET.toNanos());
        await().atMost(Duration.ofMinutes(1)).until(() -> busyThreads() <= before);

        emulators.migrator().write(copies);
        assertThat(dead).isNotEmpty();
        dead.forEach(tokens -> replay.isDead(api, tokens));
        try (CustodyStore another = server.open()) {
            DualAuthleteApi restarted = nodes.start(next -> next.custodyStore(another, Nodes.key()));
            dead.forEach(tokens -> replay.isDead(restarted, tokens));
            replay.isActive(restarted, elsewhere);
            restarted.close();
        }
    }

    /** Calls until all is over. A call that is answered wrongly ends the test. */
    private Future<?> repeat(String kind, Runnable call) {
        return threads.submit(() -> {
            while (!over) {
                long start = System.nanoTime();
                String failure = "";
                try {
                    call.run();
                } catch (AuthleteApiException unavailable) {
                    assertThat(unavailable.getStatusCode()).isEqualTo(503);
                    failure = String.valueOf(unavailable.getMessage());
                }
                calls.add(new Call(kind, start, System.nanoTime() - start, failure));
                pass(PAUSE);
            }
            return null;
        });
    }

    /** Uses a refresh token that was copied. What could not be served is tried again, unless it was perhaps used (W1). */
    private void refresh(OAuth node) {
        Tokens tokens = migrated.poll();
        if (tokens == null) {
            tokens = replay.atSecondary().login(client);
        }
        TokenResponse response;
        try {
            response = node.refresh(client, tokens.refresh());
        } catch (AuthleteApiException unavailable) {
            if (!unavailable.getMessage().contains("INDETERMINATE")) {
                migrated.add(tokens);
            }
            throw unavailable;
        }
        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.OK);
        dead.add(tokens);
    }

    private void revoke(OAuth node) {
        Tokens tokens = replay.atSecondary().login(client);
        assertThat(node.revoke(client, tokens.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        dead.add(tokens);
    }

    /** Presents one that was used up or revoked: it may be unavailable, and is never accepted. */
    private void isDead(OAuth node) {
        Tokens tokens = dead.poll();
        if (tokens == null) {
            return;
        }
        try {
            assertThat(node.isActive(tokens.access())).as("dead").isFalse();
            Replay.refused(node.refresh(client, tokens.refresh()));
        } finally {
            dead.add(tokens);
        }
    }

    private void revokeNow(DualAuthleteApi api, Tokens tokens) {
        assertThat(new OAuth(api).revoke(client, tokens.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        dead.add(tokens);
    }

    /** Prints when the last call of each kind was not served, for whoever looks at how near the bound is. */
    private void tell(long back) {
        for (String kind : List.of("introspection", "refresh", "revocation", "dead token")) {
            long last = calls.stream()
                    .filter(call -> call.kind.equals(kind) && !call.served())
                    .mapToLong(call -> call.start - back)
                    .max()
                    .orElse(Long.MIN_VALUE);
            long longest = calls.stream()
                    .filter(call -> call.kind.equals(kind))
                    .mapToLong(Call::nanos)
                    .max()
                    .orElse(0);
            System.out.printf(
                    "%s, %s: %d calls, last failure begun %d ms after the server was back, longest call %d ms%n",
                    store,
                    kind,
                    calls.stream().filter(call -> call.kind.equals(kind)).count(),
                    last / 1_000_000,
                    longest / 1_000_000);
        }
    }

    /** Returns how many threads are at work for the node or its store, rather than waiting for work. */
    private static int busyThreads() {
        return (int) Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("dual-client"))
                .filter(thread -> List.of(thread.getValue()).stream()
                        .anyMatch(frame -> frame.getClassName().startsWith("dev.dualclient.custody")))
                .count();
    }

    /** Lets time pass, which is what a load test is made of. */
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
