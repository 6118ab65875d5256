package dev.dualclient.sample.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Users of two servers of which one is killed now and then, while answers get lost, each backend is down in turn, and the
 * migrator works. Short by default; {@code -Dendurance.minutes=3 -Dendurance.stores=POSTGRESQL,REDIS} makes a run worth
 * looking at, of which the counts are printed.
 */
@Tag("apart")
class EnduranceTest {

    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("endurance.minutes", 0));
    private static final long SEED = Long.getLong("endurance.seed", 1);
    private static final int USERS = LENGTH.isZero() ? 4 : 20;
    private static final int STEPS = LENGTH.isZero() ? 12 : 250;

    static Stream<Keeper.Kind> stores() {
        return Arrays.stream(System.getProperty("endurance.stores", "REDIS").split(","))
                .map(Keeper.Kind::valueOf);
    }

    @ParameterizedTest
    @MethodSource("stores")
    @Scenario("D13")
    void whateverHappensNothingComesBackAndNobodyIsTakenOff(Keeper.Kind store) throws Exception {
        Tally tally = new Tally();
        long start = System.nanoTime();
        try (Cluster cluster = new Cluster(store)) {
            List<Person> users = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                users.add(new Person(cluster, tally, user % 2 == 0 ? "john" : "jane", SEED * 1000 + user));
            }
            live(cluster, tally, users, start + LENGTH.toNanos());
            for (Caller server : cluster.all()) {
                for (Person user : users) {
                    user.settle(server);
                }
            }
        }
        System.out.println(USERS + " users of two servers on " + store + " from seed " + SEED + " in "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s: " + tally);
        assertThat(tally.violations()).as("%s", tally).isEmpty();
        assertThat(tally.sum("logins")).as("%s", tally).isPositive();
        assertThat(tally.sum("dead presented")).as("%s", tally).isPositive();
    }

    private static void live(Cluster cluster, Tally tally, List<Person> users, long end) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(users.size());
        List<Future<?>> lives = new ArrayList<>();
        for (Person user : users) {
            lives.add(threads.submit(() -> {
                while (!done.get()) {
                    user.step();
                }
                return null;
            }));
        }
        try {
            tally.awaitSteps(STEPS);
            cluster.emulators().migrator().start(Duration.ofMillis(500), Duration.ZERO);
            cluster.stage("primary-first");
            Trouble trouble = new Trouble(cluster, tally, SEED, STEPS);
            do {
                trouble.round();
            } while (System.nanoTime() < end);
            tally.add("answers lost", trouble.lostAnswers());
        } finally {
            done.set(true);
            cluster.emulators().primary().faults().clear();
            cluster.emulators().secondary().faults().clear();
            threads.shutdown();
        }
        for (Future<?> life : lives) {
            life.get(2, TimeUnit.MINUTES);
        }
        cluster.emulators().migrator().stop();
    }
}
