package dev.dualclient.sample.demo;

import dev.dualclient.migration.readiness.ReadinessReport.Remaining;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What only 2.3 holds, as a line of a drawing that is 300 wide and 60 high: the last quarter of an hour.
 *
 * @param line the points of the line, as SVG has them
 * @param rows how many token rows there are now
 */
record Curve(String line, long rows) {

    private static final double WIDTH = 300;
    private static final double HEIGHT = 60;
    private static final Duration SHOWN = Duration.ofMinutes(15);

    /** Draws the scans of a report; {@code null} if there is none. */
    static @Nullable Curve of(List<Remaining> scans) {
        if (scans.isEmpty()) {
            return null;
        }
        Remaining last = scans.get(scans.size() - 1);
        List<Remaining> shown = scans.stream()
                .filter(scan -> scan.at().plus(SHOWN).isAfter(last.at()))
                .toList();
        Instant first = shown.get(0).at();
        double width = Math.max(1, Duration.between(first, last.at()).toMillis());
        double height =
                Math.max(1, shown.stream().mapToLong(Remaining::rows).max().orElse(1));
        String line = shown.stream()
                .map(scan -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        WIDTH * Duration.between(first, scan.at()).toMillis() / width,
                        HEIGHT - HEIGHT * scan.rows() / height))
                .collect(Collectors.joining(" "));
        return new Curve(line, last.rows());
    }
}
