package dev.dualclient.test.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * To which calls a fault happens, and when; each of the methods that return a {@link Fault} sets one. Unless said
 * otherwise a fault happens to every call, before the call is processed. Not thread-safe.
 */
public final class FaultSpec {

    private final Faults faults;
    private final @Nullable String operation;
    private int times = Fault.ALWAYS;
    private boolean afterProcessing;
    private boolean reusedOnly;

    FaultSpec(Faults faults, @Nullable String operation) {
        this.faults = faults;
        this.operation = operation;
    }

    /** Lets the fault happen to that many calls and no more. */
    public FaultSpec times(int calls) {
        times = calls;
        return this;
    }

    /** Lets the call be processed first. Faults of the answer itself (drip, reset, truncate, garble) always do. */
    public FaultSpec afterProcessing() {
        afterProcessing = true;
        return this;
    }

    /** Spares the first call on each connection, as a keep-alive connection that dies under the next call. */
    public FaultSpec onReusedConnections() {
        reusedOnly = true;
        return this;
    }

    /** Answers with a status and no body. */
    public Fault answer(int status) {
        return answer(status, Map.of(), null);
    }

    /**
     * Answers with a status, headers and a body.
     *
     * @param body the body, {@code null} for none; JSON unless the headers say otherwise
     */
    public Fault answer(int status, Map<String, String> headers, @Nullable String body) {
        Answer bare = new Answer(status, headers, body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
        Answer answer =
                body == null || headers.containsKey("Content-Type") ? bare : bare.with("Content-Type", Answer.JSON);
        return faults.add(this, "answer", (exchange, fault) -> exchange.send(answer));
    }

    /** Holds the call until the fault is released, and answers it then, unless the caller has hung up. */
    public Fault hang() {
        return faults.add(this, "hang", Misdeeds::hang);
    }

    /** Answers later. */
    public Fault delay(Duration delay) {
        return faults.add(this, "delay", (exchange, fault) -> {
            fault.awaitRelease(delay);
            exchange.send(exchange.process());
        });
    }

    /** Answers at that many bytes a second, until the fault is released. */
    public Fault drip(int bytesPerSecond) {
        Duration pause = Duration.ofSeconds(1).dividedBy(bytesPerSecond);
        return faults.add(this, "drip", (exchange, fault) -> Misdeeds.drip(exchange, fault, pause));
    }

    /** Closes the connection instead of answering. */
    public Fault drop() {
        return faults.add(this, "drop", (exchange, fault) -> exchange.drop());
    }

    /** Resets the connection (RST) in the middle of the body. */
    public Fault reset() {
        return faults.add(this, "reset", Misdeeds::reset);
    }

    /** Promises a longer body than it sends, and closes the connection. */
    public Fault truncate() {
        return faults.add(this, "truncate", Misdeeds::truncate);
    }

    /** Answers with something that is not an answer. */
    public Fault garble(Garble form) {
        return faults.add(this, "garble", (exchange, fault) -> form.send(exchange));
    }

    int times() {
        return times;
    }

    @Nullable
    String operation() {
        return operation;
    }

    boolean processesFirst() {
        return afterProcessing;
    }

    boolean fits(String called, boolean reused) {
        return (operation == null || operation.equals(called)) && (reused || !reusedOnly);
    }
}
