package dev.dualclient.http;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * One request on its way, and what was seen of it. The connection reports what it wrote, the watchdog that time is up.
 * Its {@code toString} names the operation, for path and headers are secret.
 */
final class Exchange extends HttpUriRequestBase {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private boolean sent;
    private boolean alerted;
    private long endsAt;
    private volatile boolean outOfTime;

    Exchange(String method, URI server, String path, String operation) {
        super(method, server);
        this.operation = operation;
        setPath(path);
    }

    /** Notes that a part of the request has left. Called by the thread that sends. */
    void onWritten() {
        sent = true;
    }

    /** Notes that what had left was discarded by the other side unread. */
    void onTurnedAway() {
        sent = false;
    }

    /** Notes that the other side answered in TLS, of which this connection knows nothing. */
    void onAlert() {
        alerted = true;
    }

    /** Returns whether the other side answered in TLS to what was sent without. */
    boolean alerted() {
        return alerted;
    }

    /** Returns whether the other side may have got a part of the request. */
    boolean sent() {
        return sent;
    }

    /** Sets the moment by {@link System#nanoTime} at which the exchange has to be over. */
    void endsAt(long nanos) {
        endsAt = nanos;
    }

    /** Returns that moment. */
    long endsAt() {
        return endsAt;
    }

    /** Ends the exchange, whatever it is waiting for. Called by the watchdog. */
    void endOfTime() {
        outOfTime = true;
        cancel();
    }

    /** Returns whether the watchdog ended the exchange. */
    boolean outOfTime() {
        return outOfTime;
    }

    @Override
    public String toString() {
        return operation;
    }
}
