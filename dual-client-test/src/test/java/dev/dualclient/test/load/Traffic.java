package dev.dualclient.test.load;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Threads that send requests one after the other until closed. */
public final class Traffic implements AutoCloseable {

    /** One request of a kind: returns whether it was answered rightly, and throws if it was not answered. */
    @FunctionalInterface
    public interface Request {

        /** Sends the request. */
        boolean isAnsweredRightly(long number) throws Exception;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Journal journal = new Journal();
    private volatile boolean over;

    /** Lets that many threads send requests of a kind. */
    public Traffic with(String kind, int callers, Request request) {
        for (int caller = 0; caller < callers; caller++) {
            int first = caller;
            threads.execute(() -> {
                for (long number = first; !over; number += callers) {
                    send(kind, number, request);
                }
            });
        }
        return this;
    }

    private void send(String kind, long number, Request request) {
        long start = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        String why = "";
        try {
            outcome = request.isAnsweredRightly(number) ? Outcome.RIGHT : Outcome.WRONG;
        } catch (Exception failure) {
            why = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        } catch (AssertionError failure) {
            outcome = Outcome.WRONG;
            why = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        }
        journal.add(kind, outcome, System.nanoTime() - start, why);
    }

    /** Returns what became of the requests so far. */
    public Journal journal() {
        return journal;
    }

    /** Lets every request under way end, and sends no more. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("a request does not end");
        }
    }
}
