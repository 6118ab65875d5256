package dev.dualclient.test.scenarios;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Deadline;
import dev.dualclient.operation.Side;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A backend whose caller stands still for ever before some of its calls, or once they are answered. */
final class HaltingBackend implements Backend {

    private final Backend backend;
    private final Side side;
    private final Predicate<String> halts;

    /**
     * Wraps a backend.
     *
     * @param halts told of each {@linkplain #before point} that is reached, says whether the call ends there
     */
    HaltingBackend(Backend backend, Side side, Predicate<String> halts) {
        this.backend = backend;
        this.side = side;
        this.halts = halts;
    }

    /** Names the point before a call is sent. */
    static String before(Side side, String operation) {
        return "before " + operation + " at " + side;
    }

    /** Names the point at which a call was answered and nobody has heard of the answer yet. */
    static String after(Side side, String operation) {
        return "after " + operation + " at " + side;
    }

    @Override
    public Reply send(ApiCall call, Deadline deadline) {
        reached(before(side, call.operation().id()));
        Reply reply = backend.send(call, deadline);
        reached(after(side, call.operation().id()));
        return reply;
    }

    private void reached(String point) {
        if (halts.test(point)) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void renewConnections() {
        backend.renewConnections();
    }

    @Override
    public void close() {
        backend.close();
    }
}
