package dev.dualclient.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Reads what this process has cost so far. */
final class Cost {

    /** What the process has cost: CPU time, bytes allocated by the threads alive, and connections opened. */
    record Reading(long cpuNanos, long bytes, long connections) {

        Reading since(Reading earlier) {
            return new Reading(cpuNanos - earlier.cpuNanos, bytes - earlier.bytes, connections - earlier.connections);
        }
    }

    private static final Path THREADS = Path.of("/proc/self/task");

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final LongSupplier connections;

    /**
     * Begins.
     *
     * @param connections tells how many connections were opened so far
     */
    Cost(LongSupplier connections) {
        this.connections = connections;
    }

    /** Of all threads, by what the kernel keeps in nanoseconds; the JVM counts its process in hundredths of a second. */
    private long cpuNanos() {
        if (!Files.isDirectory(THREADS)) {
            return system.getProcessCpuTime();
        }
        long nanos = 0;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(THREADS)) {
            for (Path thread : each) {
                nanos += cpuNanos(thread.resolve("schedstat"));
            }
            return nanos;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long cpuNanos(Path schedstat) throws IOException {
        try {
            return Long.parseLong(Files.readString(schedstat).split(" ", 2)[0]);
        } catch (IOException unreadable) {
            if (Files.exists(schedstat)) {
                throw unreadable;
            }
            return 0; // the thread has ended meanwhile
        }
    }

    Reading read() {
        long bytes = 0;
        for (long allocated : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            bytes += Math.max(0, allocated); // -1 for a thread that has just ended
        }
        return new Reading(cpuNanos(), bytes, connections.getAsLong());
    }
}
