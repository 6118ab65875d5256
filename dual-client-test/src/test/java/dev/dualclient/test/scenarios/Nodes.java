package dev.dualclient.test.scenarios;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.backend.Time;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.Emulators;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The processes of one authorization server: all share a custody store, which outlives each of them. */
final class Nodes implements AutoCloseable {

    private final Emulators emulators;
    private final Front front;
    private final MemoryStore store = new MemoryStore(100_000, Time.system());
    private final byte[] key = new byte[32];
    private final List<DualAuthleteApi> running = new ArrayList<>();

    /**
     * Creates a cluster without processes.
     *
     * @param front how each of its processes is reached
     */
    Nodes(Emulators emulators, Front front) {
        this.emulators = emulators;
        this.front = front;
    }

    /** Starts another process in stage primary-first. */
    DualAuthleteApi start() {
        return start(api -> {});
    }

    DualAuthleteApi start(Stage stage) {
        return start(api -> api.stage(stage));
    }

    DualAuthleteApi start(Consumer<DualAuthleteApiBuilder> settings) {
        DualAuthleteApiBuilder builder = emulators.api().custodyStore(store, key);
        settings.accept(builder);
        DualAuthleteApi api = front.build(builder);
        running.add(api);
        return api;
    }

    /** Ends every process, and starts one that knows what the store holds and nothing else. */
    DualAuthleteApi restart(Stage stage) {
        stop();
        return start(stage);
    }

    private void stop() {
        running.forEach(DualAuthleteApi::close);
        running.clear();
    }

    @Override
    public void close() {
        stop();
        store.close();
    }
}
