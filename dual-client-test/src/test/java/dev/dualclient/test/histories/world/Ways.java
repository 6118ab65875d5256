package dev.dualclient.test.histories.world;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.world.Scene.Oddity;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** All that one node can reach: the backends, through its gate and whatever befalls its calls, and the shared memory. */
public final class Ways {

    private final Site site;
    private final Weather weather;
    private final SharedMemory memory;
    private final Gate gate;
    private final Executor second;
    private final Time time;
    private final Consumer<ApiCall> processed;
    private final Scene scene;

    Ways(
            Site site,
            Weather weather,
            SharedMemory memory,
            Gate gate,
            Executor second,
            Time time,
            Consumer<ApiCall> processed,
            Scene scene) {
        this.site = site;
        this.weather = weather;
        this.memory = memory;
        this.gate = gate;
        this.second = second;
        this.time = time;
        this.processed = processed;
        this.scene = scene;
    }

    /** Returns the way to a backend. */
    Backend to(Side side) {
        return new Backend() {
            @Override
            public Reply send(ApiCall call, Deadline deadline) {
                return gate.pass(() -> {
                    Reply reply = site.send(side, call, deadline, weather.next(side));
                    processed.accept(call);
                    return reply;
                });
            }

            @Override
            public void close() {
                // the site is closed by who opened it
            }
        };
    }

    Custody custody() {
        return memory.custody(gate, time);
    }

    /** Returns whether a kill has succeeded once it is written down. */
    boolean isConfirmedOnceWritten() {
        return memory.isDurable();
    }

    /** Returns whether rows are carried over to the primary while they are used. */
    boolean isCarriedOver() {
        return scene.is(Oddity.CARRIED_OVER);
    }

    /** Returns whether what was carried over is ended at the secondary. */
    boolean isTidied() {
        return scene.is(Oddity.TIDIED);
    }

    Time time() {
        return time;
    }

    /** Returns what asks the second backend of a kill. */
    Executor second() {
        return second;
    }
}
