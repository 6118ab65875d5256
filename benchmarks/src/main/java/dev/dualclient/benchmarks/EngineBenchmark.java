package dev.dualclient.benchmarks;

import dev.dualclient.DualClient;
import dev.dualclient.backend.Backend;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the engine costs per introspection, with backends that answer at once from memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBenchmark {

    private static final Operation INTROSPECTION = Catalogue.operation("auth-introspection");
    private static final String KNOWN =
            "{\"resultCode\":\"A056001\",\"action\":\"OK\",\"existent\":true,\"usable\":true,"
                    + "\"sufficient\":true,\"clientId\":4326385670,\"subject\":\"john\",\"properties\":\""
                    + "x".repeat(1800)
                    + "\"}";
    private static final String UNKNOWN =
            "{\"resultCode\":\"A057302\",\"action\":\"UNAUTHORIZED\",\"existent\":false,\"usable\":false}";

    private final ApiCall call =
            ApiCall.of(INTROSPECTION).body("{\"token\":\"known\"}").build();
    private long fresh;
    private final DualClient primaryKnows = client(KNOWN, UNKNOWN);
    private final DualClient secondaryKnows = client(UNKNOWN, KNOWN);

    /** Closes the clients. */
    @TearDown
    public void close() {
        primaryKnows.close();
        secondaryKnows.close();
    }

    /** The primary knows the token. */
    @Benchmark
    public CallResult primaryKnows() {
        return primaryKnows.execute(call);
    }

    /** Only the secondary knows the token, and every token is new. */
    @Benchmark
    public CallResult secondaryKnows() {
        return secondaryKnows.execute(ApiCall.of(INTROSPECTION)
                .body("{\"token\":\"" + fresh++ + "\"}")
                .build());
    }

    private static DualClient client(String primary, String secondary) {
        return DualClient.builder()
                .primary(answering(Side.PRIMARY, primary))
                .secondary(answering(Side.SECONDARY, secondary))
                .build();
    }

    private static GuardedBackend answering(Side side, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/json;charset=UTF-8"));
        Backend backend = new Backend() {
            @Override
            public Reply send(ApiCall call, Deadline deadline) {
                return new Reply.Answered(new ApiResponse(200, headers, body));
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
        return new GuardedBackend(side, backend, new Classifier(Set.of()), Time.system());
    }
}
