package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.jdbc.JdbcStoreSettings;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.CountedPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls take from the connection pool of the application that they run in. */
@DualClientTest
@ParameterizedClass(name = "{0}, {1}")
@CsvSource("FACADE, POSTGRESQL")
class ConnectionsTest extends Scene {

    private static final int CALLERS = 200;
    private static final int POOL = 5;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> heldOn = new CopyOnWriteArrayList<>();

    @AfterEach
    void closePool() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    @Scenario("D14")
    void aCallHoldsOneConnectionAtMostAndNoneWhileABackendIsAsked() {
        CountedPool pool = pool();
        DualAuthleteApi api = node(
                pool,
                () -> (purpose, side, call) ->
                        new HeldWhile(call, pool::held, () -> heldOn.add(call.operation() + " at " + side)));
        OAuth server = new OAuth(api);
        Tokens elsewhere = replay.atSecondary().login(client);
        Tokens migrated = replay.migrated();
        Tokens another = replay.migrated();
        pool.most();

        Tokens ours = takesOneAtMost(pool, "login", () -> server.login(client));
        takesOneAtMost(pool, "introspection", () -> server.isActive(ours.access()));
        takesOneAtMost(pool, "fallback", () -> server.isActive(elsewhere.access()));
        takesOneAtMost(pool, "refresh", () -> replay.refreshed(api, ours));
        takesOneAtMost(pool, "refresh with a claim", () -> replay.refreshed(api, migrated));
        takesOneAtMost(pool, "revocation with a look-up", () -> server.revoke(client, another.access()));
        emulators.secondary().faults().on("auth-revocation").times(1).answer(500);
        takesOneAtMost(pool, "revocation that leaves a row", () -> server.revoke(client, elsewhere.refresh()));
        nodes.time().advance(Duration.ofHours(1));
        takesOneAtMost(pool, "delivery", () -> {
            api.dualClient().tick();
            return 0;
        });
        takesOneAtMost(pool, "lock", () -> {
            api.updateClientLockFlag(String.valueOf(client.id()), true);
            return 0;
        });
    }

    @Tag("apart")
    @Test
    @Scenario("D14")
    void aSmallPoolServesManyCallers() throws Exception {
        CountedPool pool = pool();
        DualAuthleteApi api = node(pool, AttemptObserver.NONE);
        List<Tokens> migrated = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            migrated.add(replay.atSecondary().login(client));
        }
        emulators.migrator().runOnce();
        pool.most();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (Tokens tokens : migrated) {
                done.add(callers.submit(() -> useAndEnd(api, tokens)));
            }
            for (Future<?> each : done) {
                each.get(Patience.LONG.toSeconds() * 4, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(pool.most()).isEqualTo(POOL);
        assertThat(pool.held()).isZero();
    }

    private void useAndEnd(DualAuthleteApi api, Tokens migrated) {
        OAuth server = new OAuth(api);
        Tokens fresh = replay.refreshed(api, migrated);
        replay.isActive(api, fresh);
        replay.isActive(api, server.login(client));
        assertThat(server.revoke(client, fresh.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        replay.isDead(api, fresh);
        replay.isDead(api, migrated);
    }

    private <T> T takesOneAtMost(CountedPool pool, String what, Supplier<T> call) {
        int before = pool.taken();
        T result = call.get();
        assertThat(heldOn).as("asked while a connection was held").isEmpty();
        assertThat(pool.taken()).as(what).isGreaterThan(before);
        assertThat(pool.most()).as(what).isEqualTo(1);
        return result;
    }

    private CountedPool pool() {
        CountedPool pool = new CountedPool(nodes.space(), POOL);
        open.add(pool);
        return pool;
    }

    /** Starts a node over a pool; the time of its store stands still, so that it removes what has expired only once. */
    private DualAuthleteApi node(CountedPool pool, AttemptObserver observer) {
        Time still = new Time() {
            private final Instant now = Time.system().now();

            @Override
            public Instant now() {
                return now;
            }

            @Override
            public long nanoTime() {
                return 0;
            }
        };
        CustodyStore store =
                new JdbcStore(pool.source(), still, JdbcStoreSettings.defaults().withTimeout(Patience.LONG));
        open.add(0, store);
        int before = pool.taken();
        assertThat(store.note("a note", null, "of the test")).isTrue();
        await().until(() -> pool.taken() >= before + 2 && pool.held() == 0); // what has expired is removed
        DualAuthleteApi node =
                nodes.start(api -> api.custodyStore(store, Nodes.key()).attemptObserver(observer));
        open.add(0, node);
        return node;
    }

    /** Says so if a connection is held before a request or after it. */
    private record HeldWhile(ApiCall call, IntSupplier held, Runnable say) implements AttemptObserver.Observed {

        HeldWhile {
            check(held, say);
        }

        @Override
        public void stop(Attempt attempt) {
            check(held, say);
        }

        private static void check(IntSupplier held, Runnable say) {
            if (held.getAsInt() > 0) {
                say.run();
            }
        }
    }
}
