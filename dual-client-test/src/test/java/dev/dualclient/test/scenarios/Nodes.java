package dev.dualclient.test.scenarios;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.stores.StoreSpace;
import dev.dualclient.test.stores.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The processes of one authorization server: all share a custody store, which outlives each of them. */
final class Nodes implements AutoCloseable {

    private final Emulators emulators;
    private final Front front;
    private final StoreSpace space;
    private final MovableTime time = new MovableTime();
    private final List<DualAuthleteApi> running = new ArrayList<>();

    /**
     * Creates a cluster without processes, whose store is in memory.
     *
     * @param front how each of its processes is reached
     */
    Nodes(Emulators emulators, Front front) {
        this(emulators, front, Stores.MEMORY);
    }

    /** Creates a cluster without processes, each of which is to be reached by Java alone. */
    Nodes(Emulators emulators, Stores store) {
        this(emulators, Front.FACADE, store);
    }

    private Nodes(Emulators emulators, Front front, Stores store) {
        this.emulators = emulators;
        this.front = front;
        this.space = store.fresh();
    }

    /** Returns the key of every node's custody. */
    static byte[] key() {
        return new byte[32];
    }

    /** Returns where the store is. */
    StoreSpace space() {
        return space;
    }

    /** Returns the time of all nodes that are started here. */
    MovableTime time() {
        return time;
    }

    /** Starts another process in stage primary-first. */
    DualAuthleteApi start() {
        return start(api -> {});
    }

    DualAuthleteApi start(Stage stage) {
        return start(api -> api.stage(stage));
    }

    DualAuthleteApi start(Consumer<DualAuthleteApiBuilder> settings) {
        DualAuthleteApiBuilder builder = emulators.api().time(time).custodyStore(space.open(time), key());
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
        space.close();
    }
}
