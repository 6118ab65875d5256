package dev.dualclient.migration.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the rows that only the secondary has will likely be none, if they go on to become fewer as they did: an estimate,
 * never a promise. Immutable.
 *
 * @param likely when
 * @param early the date by which one of ten such courses has ended
 * @param late the date by which nine of ten have, {@code null} if that cannot be said
 */
public record Estimate(
        Instant likely, Instant early, @Nullable Instant late) {

    private static final int LEAST_SCANS = 4;
    private static final Duration LEAST_TIME = Duration.ofHours(24);
    private static final double TENTH = 0.1;

    /** How many rows there were at a time. */
    record Point(Instant at, long rows) {}

    /**
     * Estimates by the slope of the logarithm of the counts, as Theil and Sen do: the median over all pairs, which no single
     * odd scan can move.
     *
     * @return {@code null} for too few scans, or counts that do not fall
     */
    static @Nullable Estimate of(List<Point> points) {
        if (points.size() < LEAST_SCANS) {
            return null;
        }
        Point last = points.get(points.size() - 1);
        if (last.rows < 1 || Duration.between(points.get(0).at, last.at).compareTo(LEAST_TIME) < 0) {
            return null;
        }
        List<Double> slopes = slopes(points);
        Double likely = seconds(last.rows, quantile(slopes, 0.5));
        Double early = seconds(last.rows, quantile(slopes, TENTH));
        Double late = seconds(last.rows, quantile(slopes, 1 - TENTH));
        return likely == null || early == null
                ? null
                : new Estimate(after(last, likely), after(last, early), late == null ? null : after(last, late));
    }

    private static Instant after(Point last, double seconds) {
        return last.at.plusSeconds((long) seconds);
    }

    private static List<Double> slopes(List<Point> points) {
        List<Double> slopes = new ArrayList<>();
        for (int one = 0; one < points.size(); one++) {
            for (int other = one + 1; other < points.size(); other++) {
                double seconds = Duration.between(points.get(one).at, points.get(other).at)
                        .toSeconds();
                if (seconds > 0) {
                    slopes.add((log(points.get(other)) - log(points.get(one))) / seconds);
                }
            }
        }
        slopes.sort(null);
        return slopes;
    }

    private static double log(Point point) {
        return Math.log(Math.max(0.5, point.rows)); // nothing left counts as half a row
    }

    private static double quantile(List<Double> sorted, double part) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.round(part * (sorted.size() - 1)));
    }

    /** Returns after how many seconds less than one row is left, {@code null} for never. */
    private static @Nullable Double seconds(long rows, double slope) {
        return slope >= 0 ? null : (Double) (Math.log(rows) / -slope + 1);
    }
}
