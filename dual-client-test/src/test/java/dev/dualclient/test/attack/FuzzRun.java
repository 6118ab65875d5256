package dev.dualclient.test.attack;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dualclient.test.emulator.FormParsing;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Plays many attacks against backends of each way of parsing forms, and prints how many they were, how they were answered,
 * and each harm with its seed and the smallest mutation that does it. Ends with status 1 if there is any.
 */
public final class FuzzRun {

    private static final int TOLD = 20;

    private FuzzRun() {}

    /** Takes the number of mutations for each way of parsing, and the first seed. */
    public static void main(String... arguments) {
        beQuiet();
        long count = Long.parseLong(arguments.length > 0 ? arguments[0] : "100000");
        long first = Long.parseLong(arguments.length > 1 ? arguments[1] : "1");
        int harm = 0;
        for (FormParsing parsing : FormParsing.values()) {
            harm += run(parsing, count, first);
        }
        System.exit(harm == 0 ? 0 : 1);
    }

    private static int run(FormParsing parsing, long count, long first) {
        Fuzz fuzz = new Fuzz(parsing);
        int harm = 0;
        long start = System.nanoTime();
        long busyBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (long seed = first; seed < first + count; seed++) {
            Optional<String> found = fuzz.play(seed);
            if (found.isPresent() && ++harm <= TOLD) {
                System.out.println(found.get());
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration busy = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - busyBefore);
        System.out.println(count + " mutations from seed " + first + " on " + parsing + " in " + took + " (" + busy
                + " of processor time), answers " + fuzz.statuses() + ", harm " + harm);
        return harm;
    }

    /** Started by Maven, the class path has two implementations of SLF4J, and either may be the one that is used. */
    private static void beQuiet() {
        System.setProperty("org.slf4j.simpleLogger.log.dev.dualclient", "off");
        if (LoggerFactory.getLogger("dev.dualclient") instanceof Logger logback) {
            logback.setLevel(Level.OFF);
        }
    }
}
