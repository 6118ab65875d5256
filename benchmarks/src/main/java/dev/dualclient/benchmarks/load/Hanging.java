package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.stub.Home;
import dev.dualclient.benchmarks.stub.Stubs;
import dev.dualclient.benchmarks.way.Tokens;
import dev.dualclient.benchmarks.way.Way;
import dev.dualclient.benchmarks.way.Ways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * What callers see while the primary hangs.
 *
 * @param asked how many tokens of the secondary they asked about
 * @param byDual how many of them Dual Client answered in time
 * @param byNaive how many of them the naive way answered in time
 * @param patience how long the time was
 * @param dual Dual Client's latency once its breaker is open, beside {@code direct}
 * @param direct the latency of the secondary alone
 */
record Hanging(int asked, int byDual, int byNaive, Duration patience, Series dual, Series direct) {

    private static final int TOKENS = 200;
    private static final int DELAY = 5;

    static Hanging measure(Stubs stubs, Crew crew, Effort effort) throws InterruptedException {
        Ways ways = new Ways(stubs.addresses(), false);
        Point point = new Point(false, DELAY, Crew.SIZE, Tokens.NEW_OF_SECONDARY, false);
        Series beside = new Series(point, Lane.DIRECT, new ArrayList<>());
        Series open = new Series(point, Lane.DUAL, new ArrayList<>());
        int byDual;
        try (Way dual = ways.dual(Ways.NEVER, DELAY, UnaryOperator.identity());
                Way direct = ways.direct(Home.SECONDARY, DELAY)) {
            byDual = answered(dual, effort.patience());
            for (int round = 0; round < effort.rounds(); round++) {
                for (Series series : List.of(open, beside)) {
                    Way way = series == open ? dual : direct;
                    crew.steady(way, point.tokens(), Crew.SIZE, effort.before());
                    series.rounds().add(crew.steady(way, point.tokens(), Crew.SIZE, effort.round()));
                }
            }
        }
        try (Way naive = ways.naive(Ways.NEVER, DELAY)) {
            int byNaive = answered(naive, effort.patience());
            return new Hanging(TOKENS, byDual, byNaive, effort.patience(), open, beside);
        } finally {
            stubs.release();
        }
    }

    /** Returns how many of the tokens were answered rightly in time, by threads that may have to be left behind. */
    private static int answered(Way way, Duration patience) throws InterruptedException {
        AtomicInteger answered = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(Crew.SIZE, task -> {
            Thread thread = new Thread(task, "hanging");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < TOKENS; i++) {
            String token = Tokens.NEW_OF_SECONDARY.next();
            callers.submit(() -> way.isAccepted(token) ? answered.incrementAndGet() : 0);
        }
        callers.shutdown();
        callers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        callers.shutdownNow();
        return answered.get();
    }
}
