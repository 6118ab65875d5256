package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import dev.dualclient.benchmarks.stub.Stubs;
import dev.dualclient.benchmarks.way.Tokens;
import dev.dualclient.benchmarks.way.Way;
import dev.dualclient.benchmarks.way.Ways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Lets ten thousand virtual threads call at once: none may pin the thread that carries it, and together they shall be as
 * quick as the pool of connections lets them. Needs Java 21 or later.
 */
public final class VirtualCallers {

    private static final int CALLERS = 10_000;
    private static final int WARM_UP = 2_000;
    private static final int CALLS_EACH = 4;
    private static final int CONNECTIONS = 200;
    private static final int DELAY = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private VirtualCallers() {}

    /**
     * Measures, in half a minute.
     *
     * @param options {@code --docs} also writes docs/performance.md
     */
    public static void main(String[] options) throws Exception {
        if (Runtime.version().feature() < 21) {
            System.err.println("This needs Java 21 or later, and this is Java " + Runtime.version()
                    + ": let JAVA_HOME name a later one.");
            System.exit(1);
        }
        measure().tell(List.of(options));
        System.exit(0);
    }

    private static Outcome measure() throws Exception {
        try (Stubs stubs = Stubs.start()) {
            SSLContext.setDefault(stubs.addresses().tls());
            Ways ways = new Ways(stubs.addresses(), false);
            try (Way dual = ways.dual(
                    DELAY,
                    DELAY,
                    api -> api.callTimeout(PATIENCE).circuitBreaker(guard -> guard.withMaxWait(PATIENCE)))) {
                calls(dual, WARM_UP);
                try (Recording recording = new Recording()) {
                    recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
                    recording.start();
                    double perSecond = calls(dual, CALLERS);
                    recording.stop();
                    return outcome(perSecond, pinned(recording));
                }
            }
        }
    }

    private static Outcome outcome(double perSecond, List<String> pinned) {
        double bound = CONNECTIONS * 1e3 / DELAY;
        String where = CONNECTIONS + " connections, " + DELAY + " ms";
        List<Target> targets = List.of(
                Target.atMost(0, CALLERS + " virtual threads: carriers pinned", pinned.size(), where),
                Target.atLeast(
                        0.9, CALLERS + " virtual threads: throughput / that of the pool", perSecond / bound, where));
        StringBuilder figures = new StringBuilder();
        figures.append(String.format(
                Locale.ROOT, "%,.0f calls a second, of %,.0f that the pool can have.%n", perSecond, bound));
        pinned.stream()
                .distinct()
                .forEach(at -> figures.append("- pinned at ").append(at).append('\n'));
        return new Outcome(Command.THREADS, targets, figures.toString());
    }

    /** Lets each of so many threads call a few times, all at once, and returns how many calls a second that were. */
    private static double calls(Way way, int callers) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = virtualThreads();
        List<Future<Integer>> wrong = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            wrong.add(threads.submit(() -> {
                begin.await();
                int mine = 0;
                for (int call = 0; call < CALLS_EACH; call++) {
                    mine += way.isAccepted(Tokens.OF_PRIMARY.next()) ? 0 : 1;
                }
                return mine;
            }));
        }
        long start = System.nanoTime();
        begin.countDown();
        for (Future<Integer> each : wrong) {
            if (each.get() != 0) {
                throw new IllegalStateException("a token that the primary knows was not usable");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        return callers * CALLS_EACH / seconds;
    }

    /** By reflection, for this is compiled for Java 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** Returns where threads were pinned, once for each time. */
    private static List<String> pinned(Recording recording) throws IOException {
        Path file = Files.createTempFile("dual-client-threads", ".jfr");
        try {
            recording.dump(file);
            List<String> places = new ArrayList<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getEventType().getName().equals(PINNED)) {
                    places.add(
                            event.getStackTrace() == null
                                    ? "?"
                                    : String.valueOf(event.getStackTrace()
                                            .getFrames()
                                            .get(0)
                                            .getMethod()
                                            .getName()));
                }
            }
            return places;
        } finally {
            Files.delete(file);
        }
    }
}
