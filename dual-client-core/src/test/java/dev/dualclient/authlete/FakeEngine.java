package dev.dualclient.authlete;

import dev.dualclient.DualClient;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives every call the same result, and keeps the calls. */
final class FakeEngine implements Function<ApiCall, CallResult> {

    final List<ApiCall> calls = new ArrayList<>();
    private final List<Attempt> attempts;
    private final Attempt counted;
    private final @Nullable ApiResponse answer;

    private FakeEngine(@Nullable ApiResponse answer, Attempt counted, List<Attempt> attempts) {
        this.answer = answer;
        this.counted = counted;
        this.attempts = attempts;
    }

    static FakeEngine answering(int status, String body) {
        return counting(0, attempt(Side.PRIMARY, Reason.DONE, answer(status, body)));
    }

    /** The attempt of this index counts, and its answer is the caller's. */
    static FakeEngine counting(int index, Attempt... attempts) {
        return new FakeEngine(attempts[index].answer(), attempts[index], List.of(attempts));
    }

    /** No answer counts. */
    static FakeEngine unavailable(Attempt... attempts) {
        return new FakeEngine(null, attempts[0], List.of(attempts));
    }

    static ApiResponse answer(int status, String body) {
        return new ApiResponse(status, Map.of("Retry-After", List.of("7")), body.getBytes(StandardCharsets.UTF_8));
    }

    static Attempt attempt(Side side, Reason reason, ApiResponse answer) {
        return new Attempt(side, reason, answer, null, Duration.ofMillis(1));
    }

    static Attempt failed(Side side, Reason reason, Exception failure) {
        return new Attempt(side, reason, null, failure, Duration.ofMillis(1));
    }

    /** Returns an API over this engine. */
    DualAuthleteApi api() {
        return api(DualAuthleteApi.class);
    }

    <T extends DualAuthleteApi> T api(Class<T> type) {
        return Dispatcher.api(type, unused(), this);
    }

    /** Returns an engine that nothing is to be asked of, and that is not closed: each has threads of its own. */
    static DualClient unused() {
        return Unused.CLIENT;
    }

    private static final class Unused {
        static final DualClient CLIENT = DualAuthleteApi.builder()
                .primary(primary ->
                        primary.baseUrl("http://127.0.0.1:1").serviceId("1").accessToken("token"))
                .build()
                .dualClient();
    }

    @Override
    public CallResult apply(ApiCall call) {
        calls.add(call);
        return new CallResult(call.operation(), attempts, counted, answer);
    }
}
