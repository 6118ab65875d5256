package dev.dualclient.http;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * One HTTP request, and what was observed of it: whether a part of it was written, and whether its time is up.
 * Its {@code toString} returns the operation only, because path and headers may be secret.
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

    /** Notes that the server answered with a TLS alert on a plain connection. */
    void onAlert() {
        alerted = true;
    }

    /** Returns whether the server answered a plain request with a TLS alert. */
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
