package dev.dualclient.console;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages that are open. Each gets the latest snapshot as a server-sent event; one that does not take a snapshot within
 * five seconds is dropped, and its page connects again. Thread-safe.
 */
final class Subscribers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final int most;
    private final long patience;
    private final Set<Subscriber> all = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dual-client-console-page");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Creates an empty set.
     *
     * @param most how many pages at most
     * @param patience how long a page may take for one snapshot
     */
    Subscribers(int most, Duration patience) {
        this.most = most;
        this.patience = patience.toNanos();
    }

    /** Adds a page; returns whether there was room. */
    synchronized boolean add(AsyncContext page) {
        if (all.size() >= most || threads.isShutdown()) {
            return false;
        }
        Subscriber subscriber = new Subscriber(page);
        all.add(subscriber);
        page.addListener(subscriber);
        threads.execute(subscriber);
        return true;
    }

    /** Hands the same snapshot to all pages, and drops those that are stalled. Does not wait for any. */
    void send(byte[] snapshot) {
        for (Subscriber subscriber : all) {
            if (subscriber.isStalled()) {
                LOG.info("A page of the console took no snapshot for {} s and is dropped", patience / 1_000_000_000);
                subscriber.end();
            } else {
                subscriber.waiting.offer(snapshot); // a page that is still taking the last one gets the next one
            }
        }
    }

    int count() {
        return all.size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        all.forEach(Subscriber::end);
    }

    private final class Subscriber implements Runnable, AsyncListener {

        private final AsyncContext page;
        private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(1);
        private volatile long sendingSince;
        private volatile boolean sending;

        Subscriber(AsyncContext page) {
            this.page = page;
        }

        @Override
        public void run() {
            try {
                OutputStream out = page.getResponse().getOutputStream();
                while (all.contains(this)) {
                    send(out, waiting.take());
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            } catch (IOException | IllegalStateException gone) {
                LOG.debug("A page of the console is gone: {}", gone.toString());
            } finally {
                end();
            }
        }

        private void send(OutputStream out, byte[] snapshot) throws IOException {
            sendingSince = System.nanoTime();
            sending = true;
            out.write(DATA);
            out.write(snapshot);
            out.write(END);
            out.flush();
            sending = false;
        }

        boolean isStalled() {
            return sending && System.nanoTime() - sendingSince > patience;
        }

        void end() {
            if (all.remove(this)) {
                try {
                    page.complete();
                } catch (IllegalStateException over) {
                    LOG.debug("A page of the console was already over: {}", over.toString());
                }
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            all.remove(this);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The request is started once.
        }
    }
}
