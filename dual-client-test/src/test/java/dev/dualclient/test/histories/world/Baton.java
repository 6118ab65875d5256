package dev.dualclient.test.histories.world;

import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets two steps happen at once, one thread at a time, in the same order each time: whoever passes a gate may hand over
 * to the other, by the draw of a seed.
 */
final class Baton {

    private static final ExecutorService SECOND = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "second-step");
        thread.setDaemon(true);
        return thread;
    });

    private Semaphore[] turns = {};
    private @Nullable Random random;
    private @Nullable Thread first;
    private boolean oneHasEnded;
    private int calls;

    /**
     * Runs both, the first one on this thread.
     *
     * @param calls how many calls one makes before the other goes on, on average; 0 for two
     */
    void atOnce(Runnable one, Runnable other, long seed, int calls) {
        this.calls = calls;
        turns = new Semaphore[] {new Semaphore(0), new Semaphore(0)}; // one of those before may have been given twice
        random = new Random(seed);
        first = Thread.currentThread();
        oneHasEnded = false;
        Future<?> second = SECOND.submit(() -> {
            turns[1].acquireUninterruptibly();
            try {
                other.run();
            } finally {
                end(0);
            }
        });
        try {
            one.run();
        } finally {
            end(1);
            await(second);
            random = null;
        }
    }

    private void end(int next) {
        oneHasEnded = true;
        turns[next].release();
    }

    /** Lets the other one go on first, maybe. */
    void turn() {
        if (random != null && !oneHasEnded && isHandedOver(random)) {
            int me = Thread.currentThread() == first ? 0 : 1;
            turns[1 - me].release();
            turns[me].acquireUninterruptibly();
        }
    }

    private boolean isHandedOver(Random draw) {
        return calls > 0 ? draw.nextInt(calls) == 0 : draw.nextBoolean();
    }

    private static void await(Future<?> second) {
        try {
            second.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
