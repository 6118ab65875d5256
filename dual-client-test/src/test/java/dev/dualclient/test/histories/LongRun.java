package dev.dualclient.test.histories;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.InProcessSite;
import dev.dualclient.test.histories.world.NaiveNode;
import dev.dualclient.test.histories.world.Node;
import dev.dualclient.test.stores.StoreSpace;
import dev.dualclient.test.stores.Stores;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * Plays many histories and prints how many they were, how long it took, and the smallest history of each violation. Ends
 * with status 1 if the engine has violated anything.
 */
public final class LongRun {

    private final Map<String, Integer> found = new TreeMap<>();
    private final Map<String, String> smallest = new TreeMap<>();

    private LongRun() {}

    /** Takes the number of histories, the first seed, {@code engine}, {@code attack}, {@code carry} or {@code naive}, and the store. */
    public static void main(String... arguments) {
        beQuiet();
        long count = Long.parseLong(arguments.length > 0 ? arguments[0] : "100000");
        long seed = Long.parseLong(arguments.length > 1 ? arguments[1] : "1");
        String kind = arguments.length > 2 ? arguments[2] : "engine";
        boolean naive = kind.equals("naive");
        Stores stores = arguments.length > 3 ? Stores.valueOf(arguments[3]) : Stores.MEMORY;
        LongRun run = new LongRun();
        long start = System.nanoTime();
        for (long each = seed; each < seed + count; each++) {
            run.play(each, kind, stores);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration busy = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        System.out.println(count + " histories from seed " + seed + " on " + stores + " in " + took + " (" + busy
                + " of processor time), violations " + run.found);
        run.smallest.values().forEach(System.out::println);
        System.exit(naive || run.found.isEmpty() ? 0 : 1);
    }

    /** Started by Maven, the class path has two implementations of SLF4J, and either may be the one that is used. */
    static void beQuiet() {
        System.setProperty("org.slf4j.simpleLogger.log.dev.dualclient", "off");
        if (LoggerFactory.getLogger("dev.dualclient") instanceof Logger logback) {
            logback.setLevel(Level.OFF);
        }
    }

    private static History history(long seed, String kind) {
        return switch (kind) {
            case "naive" -> seed % 4 == 0 ? Generator.historyWithCopiedCodes(seed) : Generator.history(seed);
            case "attack" -> Generator.attack(seed);
            case "carry" -> Generator.carried(seed);
            default -> Generator.history(seed);
        };
    }

    private void play(long seed, String which, Stores stores) {
        Node.Kind kind = which.equals("naive") ? NaiveNode::new : EngineNode::new;
        History history = history(seed, which);
        Optional<End> end = stores == Stores.MEMORY ? history.play(kind) : played(history, kind, stores);
        if (end.isPresent()) {
            String what = end.get().violation().kind();
            if (found.merge(what, 1, Integer::sum) <= 3) {
                String shrunk = "seed " + seed + ": " + new Shrinker(kind).shrink(end.get());
                System.out.println(what + ", " + shrunk); // at once: a long run tells what it found before it ends
                smallest.merge(
                        what,
                        shrunk,
                        (one, other) -> one.lines().count() <= other.lines().count() ? one : other);
            }
        }
    }

    private static Optional<End> played(History history, Node.Kind kind, Stores stores) {
        InProcessSite site = new InProcessSite(history.scene());
        try (StoreSpace space = stores.fresh();
                CustodyStore store = space.open(site.time())) {
            return history.play(kind, site, store);
        }
    }
}
