package dev.dualclient.test.scenarios;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.migration.Stage;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.stores.StoreSpace;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The processes of one authorization server: all share a custody store, which outlives each of them. */
final class Nodes implements AutoCloseable {

    private final Emulators emulators;
    private final Front front;
    private final StoreSpace space;
    private final MovableTime time = new MovableTime();
    private final List<String> declared = new ArrayList<>();
    private final Map<DualAuthleteApi, CustodyStore> running = new LinkedHashMap<>();
    private Consumer<DualAuthleteApiBuilder> everyNode = api -> {};

    /**
     * Creates a cluster without processes. Each waits long for either backend, and does in the background only what
     * {@link #pass} lets it do, unless a test sets it otherwise.
     *
     * @param front how each of its processes is reached
     * @param kind what they share
     */
    Nodes(Emulators emulators, Front front, Stores kind) {
        this.emulators = emulators;
        this.front = front;
        this.space = kind.fresh();
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

    /**
     * Has an operator declare that a client was imported with its secret. It holds for the processes that are started from
     * now on: what such a client begins, begins where the stage says.
     */
    TestClient declared(TestClient imported) {
        declared.add(String.valueOf(imported.id()));
        return imported;
    }

    /** Has every process that is started from now on get further settings. */
    void everyNode(Consumer<DualAuthleteApiBuilder> settings) {
        everyNode = settings;
    }

    /** Returns the processes that run. */
    List<DualAuthleteApi> running() {
        return List.copyOf(running.keySet());
    }

    /** Starts another process in stage primary-first. */
    DualAuthleteApi start() {
        return start(api -> {});
    }

    DualAuthleteApi start(Stage stage) {
        return start(api -> api.stage(stage));
    }

    DualAuthleteApi start(Consumer<DualAuthleteApiBuilder> settings) {
        return start(settings, UnaryOperator.identity());
    }

    /** Starts a process that reaches the store through something else. */
    DualAuthleteApi start(Consumer<DualAuthleteApiBuilder> settings, UnaryOperator<CustodyStore> through) {
        return start(Patience.with(emulators), settings, through);
    }

    /** Starts a process whose settings have no secondary. */
    DualAuthleteApi startWithoutSecondary(Stage stage) {
        return start(Patience.ofPrimaryAlone(emulators), api -> api.stage(stage), UnaryOperator.identity());
    }

    private DualAuthleteApi start(
            DualAuthleteApiBuilder builder,
            Consumer<DualAuthleteApiBuilder> settings,
            UnaryOperator<CustodyStore> through) {
        CustodyStore store = space.open(time);
        builder.background(false).secretMigrated(declared.toArray(String[]::new));
        everyNode.accept(builder);
        settings.accept(builder.time(time).custodyStore(through.apply(store), key()));
        DualAuthleteApi api = front.build(builder);
        running.put(api, store);
        return api;
    }

    /** Changes the stage at run time, whatever speaks against it. */
    void change(Stage stage) {
        running.keySet()
                .forEach(api -> api.dualClient().stages().force(policy -> policy.withStage(stage), "a test says so"));
    }

    /** Ends every process, and starts one that knows what the store holds and nothing else. */
    DualAuthleteApi restart(Stage stage) {
        stop();
        return start(stage);
    }

    /** Lets time pass, after which every process does once what it does in the background. */
    void pass(Duration duration) {
        time.advance(duration);
        running.keySet().forEach(api -> api.dualClient().tick());
    }

    private void stop() {
        running.forEach((api, store) -> {
            try {
                api.close();
            } catch (EndingStore.End ended) {
                // It had ended before, so it could not tell the store of its end.
            }
            if (space.durable()) {
                store.close();
            }
        });
        running.clear();
    }

    @Override
    public void close() {
        stop();
        space.close();
    }
}
