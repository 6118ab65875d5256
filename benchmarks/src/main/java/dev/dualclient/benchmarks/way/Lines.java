package dev.dualclient.benchmarks.way;

import dev.dualclient.benchmarks.stub.Home;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refreshes lines of refresh tokens that begin with a code, one line for each thread. Whatever credential is given counts
 * for nothing: the next token of a line follows from the last one. A line that fails ends, and a new one begins.
 */
final class Lines implements Way {

    private static final int BITS_OF_A_LINE = 40;
    private static final AtomicLong LINES = new AtomicLong();

    private final Way codes;
    private final Way refreshes;
    private final ThreadLocal<Line> lines = ThreadLocal.withInitial(Line::new);

    /**
     * Begins.
     *
     * @param codes exchanges codes
     * @param refreshes refreshes tokens
     */
    Lines(Way codes, Way refreshes) {
        this.codes = codes;
        this.refreshes = refreshes;
    }

    private static final class Line {

        private final long first = LINES.incrementAndGet() << BITS_OF_A_LINE;
        private long next = first;
    }

    @Override
    public boolean isAccepted(String credential) throws Exception {
        Line line = lines.get();
        if (line.next == line.first) {
            codes.isAccepted(Home.PRIMARY.token(line.next++));
        }
        boolean accepted = false;
        try {
            accepted = refreshes.isAccepted(Home.PRIMARY.token(line.next++));
        } finally {
            if (!accepted) {
                lines.remove();
            }
        }
        return accepted;
    }

    @Override
    public void close() {
        refreshes.close();
        codes.close();
    }
}
