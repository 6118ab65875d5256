package dev.dualclient.test.model.check;

import dev.dualclient.test.model.search.Exploration;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Visits all worlds in a larger size and prints what came of each. Ends with status 1 if a promise was broken. */
public final class LongSearch {

    private LongSearch() {}

    /** Takes the size of the worlds, 1 being that of the tests, and the most states of each. */
    public static void main(String... arguments) {
        int size = Integer.parseInt(arguments.length > 0 ? arguments[0] : "2");
        int most = Integer.parseInt(arguments.length > 1 ? arguments[1] : "1500000");
        long states = 0;
        boolean broken = false;
        for (Worlds world : Worlds.values()) {
            long start = processorTime();
            Exploration came = world.explore(size, most);
            Duration took = Duration.ofNanos(processorTime() - start);
            System.out.println(world.words + ": " + came + ", " + took.toMillis() + " ms of processor time");
            states += came.states();
            broken |= came.violation() != null;
        }
        System.out.println(states + " states of the model of custody in size " + size);
        System.exit(broken ? 1 : 0);
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
