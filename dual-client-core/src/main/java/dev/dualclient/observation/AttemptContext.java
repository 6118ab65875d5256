package dev.dualclient.observation;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.operation.Side;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is observed of a request to a backend. A tracer puts its headers into the carrier ({@code traceparent}). */
final class AttemptContext extends SenderContext<Map<String, String>> {

    private final String operation;
    private final Side side;
    private final Purpose purpose;
    private volatile @Nullable Attempt attempt;

    AttemptContext(ApiCall call, Side side, Purpose purpose) {
        super((headers, name, value) -> Objects.requireNonNull(headers).put(name, value), Kind.CLIENT);
        this.operation = call.operation().id();
        this.side = side;
        this.purpose = purpose;
        setCarrier(new LinkedHashMap<>());
        setRemoteServiceName("authlete-" + TagValue.of(side));
    }

    String operation() {
        return operation;
    }

    Side side() {
        return side;
    }

    Purpose purpose() {
        return purpose;
    }

    /** Returns the headers that go along with the request. */
    Map<String, String> headers() {
        return Objects.requireNonNull(getCarrier());
    }

    Attempt ended(Attempt how) {
        attempt = how;
        return how;
    }

    @Nullable
    Attempt attempt() {
        return attempt;
    }
}
