package dev.dualclient.sample.endurance;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.backends.SampleNode;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Two servers in processes of their own, which share a store, between both emulated backends. Thread-safe. */
final class Cluster implements AutoCloseable {

    private static final int NODES = 2;
    private static final String OPERATOR = Caller.basic("operator", "operator-secret-of-tests");

    private final Emulators emulators = Emulators.start();
    private final Keeper keeper;
    private final List<String> arguments;
    private final TestClient client = emulators.client().atBoth();
    private final List<ServerProcess> processes = new ArrayList<>();
    private final AtomicReferenceArray<@Nullable Caller> callers = new AtomicReferenceArray<>(NODES);

    Cluster(Keeper.Kind kind) throws IOException {
        keeper = kind.start();
        arguments = SampleNode.arguments(emulators);
        arguments.addAll(keeper.arguments());
        arguments.addAll(List.of(
                "--dual-client.stage=secondary-first",
                "--dual-client.call-timeout=6s",
                "--dual-client.primary.response-timeout=1s",
                "--dual-client.secondary.response-timeout=1s",
                "--dual-client.circuit-breaker.open=1s",
                "--dual-client.outbox.backoff=100ms",
                "--sample.bcrypt-strength=4",
                "--spring.main.lazy-initialization=true",
                "--logging.level.root=off"));
        for (int node = 0; node < NODES; node++) {
            processes.add(ServerProcess.start(arguments));
        }
        for (int node = 0; node < NODES; node++) {
            callers.set(node, processes.get(node).caller());
        }
    }

    Emulators emulators() {
        return emulators;
    }

    /** Returns the client of all users. */
    TestClient client() {
        return client;
    }

    /** Returns who calls one of the servers; it may be killed the moment after. */
    Caller any(Random random) {
        int drawn = random.nextInt(NODES);
        Caller caller = callers.get(drawn);
        return caller == null ? Objects.requireNonNull(callers.get((drawn + 1) % NODES)) : caller;
    }

    List<Caller> all() {
        List<Caller> all = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            all.add(Objects.requireNonNull(callers.get(node)));
        }
        return all;
    }

    /** Kills a server. */
    void kill(int node) {
        processes.get(node).close();
        callers.set(node, null);
    }

    /** Starts another server in the place of one that was killed. */
    void restart(int node) {
        processes.set(node, ServerProcess.start(arguments));
        callers.set(node, processes.get(node).caller());
    }

    /** Lets an operator change the stage, at the first server; the other one follows. */
    void stage(String stage) throws IOException, InterruptedException {
        int status = all().get(0)
                .post(
                        "/actuator/dualclient/stage",
                        "{\"stage\":\"" + stage + "\",\"reason\":\"one step further\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        OPERATOR)
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException("the stage is not changed: " + status);
        }
    }

    @Override
    public void close() throws IOException {
        processes.forEach(ServerProcess::close);
        emulators.close();
        keeper.close();
    }
}
