package dev.dualclient.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.operation.Side;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * An outbox of which no row is due, and what it costs those who have nothing to do with it: the tick of every second, a
 * look, and a change. For one thread.
 */
final class LongOutbox implements AutoCloseable {

    private static final int PORTION = 500;
    private static final int TURNS = 1_000;
    private static final int WARM_UP = 500;
    private static final int TICKS = 50;
    private static final byte[] ERRAND = new byte[200];
    private static final byte[] SECRET = new byte[32];
    private static final byte[] FORMER_SECRET = "the secret before this one, 32 B".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LONG = Duration.ofDays(365);

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<CustodyStore> stores = new ArrayList<>();
    private final Supplier<CustodyStore> open;
    private final Custody writer;
    private int rows;

    /**
     * What an outbox costs.
     *
     * @param tick milliseconds of this process's processor time that a tick takes
     * @param look microseconds of a look for three keys, at the median
     * @param change microseconds of the writing and the removal of two rows, at the median
     */
    record Cost(double tick, double look, double change) {}

    LongOutbox(Supplier<CustodyStore> open) {
        this.open = open;
        this.writer = custody(List.of(SECRET));
    }

    private Custody custody(List<byte[]> secrets) {
        CustodyStore store = open.get();
        stores.add(store);
        OutboxSettings held = OutboxSettings.defaults().withHold(LONG);
        return Custody.open(store, secrets, "service", CustodySettings.defaults(), held, Time.system());
    }

    /** Adds rows of both backends until there are so many. */
    void grow(int size) {
        while (rows < size) {
            List<OutboxEntry> more = new ArrayList<>();
            while (rows < size && more.size() < PORTION) {
                more.add(row(rows++));
            }
            writer.outbox().write(more);
        }
    }

    private OutboxEntry row(int number) {
        Side side = number % 2 == 0 ? Side.PRIMARY : Side.SECONDARY;
        List<CustodyKey> names = List.of(key(), key(), key());
        return writer.outbox().inHand(side, "kill " + number / 2, names, false, ERRAND);
    }

    private CustodyKey key() {
        return new CustodyKey(random.nextLong(), random.nextLong());
    }

    /** Measures with one secret, or with two while they are rotated. */
    Cost measure(boolean rotating) {
        Custody custody = custody(rotating ? List.of(SECRET, FORMER_SECRET) : List.of(SECRET));
        CustodyStore store = stores.get(stores.size() - 1);
        for (int i = 0; i < WARM_UP; i++) { // until a node has read all, and code is compiled
            tick(custody);
        }
        long before = processorTime();
        for (int i = 0; i < TICKS; i++) {
            tick(custody);
        }
        double tick = (processorTime() - before) / 1e6 / TICKS;
        return new Cost(
                tick, micros(() -> store.look(List.of(key(), key(), key()))), micros(() -> writeAndRemove(custody)));
    }

    /** What a node does every second, when there is nothing to deliver. */
    private static void tick(Custody custody) {
        custody.monitor().tick();
        custody.outbox().count();
        for (Side side : Side.values()) {
            require(custody.outbox().due(side, true).isEmpty());
            require(custody.outbox().due(side, false).isEmpty());
        }
    }

    private List<OutboxEntry> writeAndRemove(Custody custody) {
        List<OutboxEntry> pair = List.of(row(0), row(1));
        custody.outbox().write(pair);
        custody.outbox().acknowledged(pair);
        return pair;
    }

    private static double micros(Supplier<?> work) {
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < TURNS; i++) {
            long start = System.nanoTime();
            work.get();
            nanos.recordValue(System.nanoTime() - start);
        }
        return nanos.getValueAtPercentile(50) / 1e3;
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("no row was to be due");
        }
    }

    @Override
    public void close() {
        stores.forEach(CustodyStore::close);
    }
}
