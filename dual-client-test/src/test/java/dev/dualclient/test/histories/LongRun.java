package dev.dualclient.test.histories;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.NaiveNode;
import dev.dualclient.test.histories.world.Node;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Plays many histories and prints how many they were, how long it took, and the smallest history of each violation. */
final class LongRun {

    private LongRun() {}

    public static void main(String... arguments) {
        ((Logger) LoggerFactory.getLogger("dev.dualclient")).setLevel(Level.OFF);
        long count = Long.parseLong(arguments.length > 0 ? arguments[0] : "100000");
        long seed = Long.parseLong(arguments.length > 1 ? arguments[1] : "1");
        boolean naive = arguments.length > 2 && arguments[2].equals("naive");
        Node.Kind kind = naive ? NaiveNode::new : EngineNode::new;
        Map<String, Integer> found = new TreeMap<>();
        Map<String, String> smallest = new TreeMap<>();
        long start = System.nanoTime();
        for (long each = seed; each < seed + count; each++) {
            History history = naive && each % 4 == 0 ? Generator.historyWithCopiedCodes(each) : Generator.history(each);
            Optional<End> end = history.play(kind);
            if (end.isPresent()) {
                String what = end.get().violation().kind();
                int times = found.merge(what, 1, Integer::sum);
                if (times <= 3) {
                    String shrunk = "seed " + each + ": " + new Shrinker(kind).shrink(end.get());
                    if (shrunk.lines().count()
                            < smallest.getOrDefault(what, "\n".repeat(100))
                                    .lines()
                                    .count()) {
                        smallest.put(what, shrunk);
                    }
                }
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration busy = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        System.out.println(count + " histories from seed " + seed + " in " + took + " (" + busy
                + " of processor time), violations " + found);
        smallest.values().forEach(System.out::println);
    }
}
