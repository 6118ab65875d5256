package dev.dualclient.migration.carryover;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that wait to be carried over, in memory and not for long: their tokens are forgotten after 30 seconds. Bounded.
 * Thread-safe.
 */
final class CarryQueue implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final BlockingQueue<Runnable> waiting;
    private final Consumer<Candidate> work;
    private final Consumer<Candidate> dropped;
    private final Time time;
    private final @Nullable ThreadPoolExecutor threads;

    /**
     * Creates a queue.
     *
     * @param threads how many rows are worked at a time; 0 if {@link #runAll} works them
     * @param length how many may wait
     * @param work what is done with each
     * @param dropped is told of what waited too long
     */
    CarryQueue(int threads, int length, Consumer<Candidate> work, Consumer<Candidate> dropped, Time time) {
        this.waiting = new ArrayBlockingQueue<>(length);
        this.work = work;
        this.dropped = dropped;
        this.time = time;
        this.threads = threads == 0 ? null : pool(threads, waiting);
    }

    private static ThreadPoolExecutor pool(int threads, BlockingQueue<Runnable> waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, waiting, task -> {
            Thread thread = new Thread(task, "dual-client-carry-over");
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Adds a row; returns false if there is no room for it. */
    boolean offer(Candidate candidate) {
        Instant since = time.now();
        Runnable task = () -> run(candidate, since);
        if (threads == null) {
            return waiting.offer(task);
        }
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private void run(Candidate candidate, Instant since) {
        boolean late = since.plus(LONGEST).isBefore(time.now());
        (late ? dropped : work).accept(candidate);
    }

    /** Works all rows that wait, if no threads do. */
    void runAll() {
        if (threads == null) {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        }
    }

    int size() {
        return waiting.size();
    }

    /** Forgets what waits, and lets what is under way end by itself. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown();
        }
        waiting.clear();
    }
}
