package dev.dualclient.benchmarks.cold;

import com.sun.management.OperatingSystemMXBean;
import dev.dualclient.benchmarks.stub.Addresses;
import dev.dualclient.benchmarks.way.Tokens;
import dev.dualclient.benchmarks.way.Way;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The process whose first seconds are measured: callers that call without a pause from the first call on. */
final class ColdProcess {

    /** What a line of output begins with that tells of a second. */
    static final String SECOND = "second ";

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 2;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Way way;
    private final int seconds;
    private final CountDownLatch begin = new CountDownLatch(1);
    private volatile long start;

    /** What one caller has seen, second by second. */
    private record Seen(Histogram[] micros, long[] wrong) {

        Seen(int seconds) {
            this(new Histogram[seconds], new long[seconds]);
            for (int second = 0; second < seconds; second++) {
                micros[second] = new Histogram(LONGEST_MICROS, DIGITS);
            }
        }
    }

    private ColdProcess(Way way, int seconds) {
        this.way = way;
        this.seconds = seconds;
    }

    /**
     * Calls.
     *
     * @param arguments as {@link #arguments} returns them
     */
    public static void main(String[] arguments) throws Exception {
        Client client = Client.valueOf(arguments[0]);
        Addresses stubs = Addresses.read(arguments[1]);
        Point point = new Point(
                Boolean.parseBoolean(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        try (Way way = client.way(stubs, point)) {
            new ColdProcess(way, Integer.parseInt(arguments[5])).run(point.callers());
        }
        System.exit(0);
    }

    static List<String> arguments(Client client, Addresses stubs, Point point, int seconds) {
        return List.of(
                client.name(),
                stubs.text(),
                String.valueOf(point.secure()),
                String.valueOf(point.delay()),
                String.valueOf(point.callers()),
                String.valueOf(seconds));
    }

    private void run(int callers) throws InterruptedException {
        List<Seen> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            Seen own = new Seen(seconds);
            all.add(own);
            Thread thread = new Thread(() -> call(own));
            threads.add(thread);
            thread.start();
        }
        start = System.nanoTime();
        long[] cpu = new long[seconds + 1];
        cpu[0] = system.getProcessCpuTime();
        begin.countDown();
        for (int second = 1; second <= seconds; second++) {
            for (long left = left(second); left > 0; left = left(second)) {
                LockSupport.parkNanos(left);
            }
            cpu[second] = system.getProcessCpuTime();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int second = 0; second < seconds; second++) {
            System.out.println(
                    SECOND + sum(all, second, cpu[second + 1] - cpu[second]).text());
        }
    }

    private long left(int second) {
        return start + second * NANOS - System.nanoTime();
    }

    private void call(Seen seen) {
        try {
            begin.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return;
        }
        long end = start + seconds * NANOS;
        for (long now = start; now < end; ) {
            boolean accepted = isAccepted();
            long then = System.nanoTime();
            if (then < end) {
                int second = (int) ((then - start) / NANOS);
                seen.micros[second].recordValue(Math.min((then - now) / 1000, LONGEST_MICROS));
                seen.wrong[second] += accepted ? 0 : 1;
            }
            now = then;
        }
    }

    /** A call that fails is a wrong answer; which way it failed does not matter here. */
    private boolean isAccepted() {
        try {
            return way.isAccepted(Tokens.OF_PRIMARY.next());
        } catch (Exception failed) {
            return false;
        }
    }

    private static Second sum(List<Seen> all, int second, long cpuNanos) {
        Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
        long wrong = 0;
        for (Seen seen : all) {
            micros.add(seen.micros[second]);
            wrong += seen.wrong[second];
        }
        return new Second(
                micros.getTotalCount(),
                wrong,
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                cpuNanos / 1000);
    }
}
