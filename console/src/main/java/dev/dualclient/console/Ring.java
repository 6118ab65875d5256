package dev.dualclient.console;

import java.util.ArrayList;
import java.util.List;

/** The latest sums of a series, the oldest first; a full ring forgets the oldest. Not thread-safe. */
final class Ring {

    private final long[][] sums;
    private int next;
    private int size;

    Ring(int length) {
        this.sums = new long[length][];
    }

    void add(long... sum) {
        sums[next] = sum;
        next = (next + 1) % sums.length;
        size = Math.min(size + 1, sums.length);
    }

    /**
     * Returns the series in fewer points, each the sum of neighbours.
     *
     * @param width how many neighbours make a point; the newest point may have fewer
     */
    List<long[]> points(int width) {
        List<long[]> points = new ArrayList<>();
        int oldest = next - size + sums.length;
        for (int begin = 0; begin < size; begin += width) {
            long[] point = new long[Answered.values().length];
            for (int i = begin; i < Math.min(begin + width, size); i++) {
                long[] sum = sums[(oldest + i) % sums.length];
                for (int k = 0; k < point.length; k++) {
                    point[k] += sum[k];
                }
            }
            points.add(point);
        }
        return points;
    }
}
