package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.stub.Home;
import dev.dualclient.benchmarks.way.Tokens;
import dev.dualclient.benchmarks.way.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The threads that call. They live for the whole run, so that what they allocate can be counted. */
final class Crew implements AutoCloseable {

    static final int SIZE = 64;

    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(200);

    private final ExecutorService threads = Executors.newFixedThreadPool(SIZE);
    private final Cost cost;

    Crew(Cost cost) {
        this.cost = cost;
    }

    private record Own(long wrong, Histogram latencies) {}

    /** One thread's part of a round: calls, and how long they took. */
    private interface Part {
        Own play(long start) throws Exception;
    }

    /** Lets some threads call without a pause. */
    Round steady(Way way, Tokens tokens, int callers, Duration time) {
        return round(callers, start -> {
            Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
            long wrong = 0;
            long end = start + time.toNanos();
            for (long now = System.nanoTime(); now < end; ) {
                wrong += isWrong(way, tokens) ? 1 : 0;
                long then = System.nanoTime();
                latencies.recordValue(then - now);
                now = then;
            }
            return new Own(wrong, latencies);
        });
    }

    /** Lets all threads call once at the same moment, again and again; a call's time counts from that moment. */
    Round bursts(Way way, Tokens tokens, int bursts) {
        return round(SIZE, start -> {
            Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
            long wrong = 0;
            for (int burst = 0; burst < bursts; burst++) {
                long at = start + burst * BETWEEN_BURSTS.toNanos();
                for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                wrong += isWrong(way, tokens) ? 1 : 0;
                latencies.recordValue(System.nanoTime() - at);
            }
            return new Own(wrong, latencies);
        });
    }

    private Round round(int callers, Part part) {
        Cost.Reading before = cost.read();
        long start = System.nanoTime();
        List<Future<Own>> parts = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            parts.add(threads.submit(() -> part.play(start)));
        }
        Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
        long wrong = 0;
        for (Future<Own> each : parts) {
            Own own = ended(each);
            wrong += own.wrong();
            latencies.add(own.latencies());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Cost.Reading spent = cost.read().since(before);
        return new Round(
                latencies.getTotalCount(),
                wrong,
                seconds,
                spent.cpuNanos(),
                spent.bytes(),
                spent.connections(),
                latencies);
    }

    private static Own ended(Future<Own> part) {
        try {
            return part.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A call that fails is a wrong answer; which way it failed does not matter here. */
    private static boolean isWrong(Way way, Tokens tokens) {
        try {
            return way.isAccepted(tokens.next()) != (tokens.home() != Home.NOBODY);
        } catch (Exception failed) {
            return true;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
