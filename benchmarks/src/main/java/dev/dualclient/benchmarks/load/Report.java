package dev.dualclient.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** All figures of a comparison, as text in Markdown, and as CSV. */
final class Report {

    private final List<Series> all;
    private final List<WarmUp> warmUps;

    Report(List<Series> all, List<WarmUp> warmUps) {
        this.all = all;
        this.warmUps = warmUps;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("Medians of ")
                .append(all.get(0).rounds().size())
                .append(
                        " interleaved rounds; ratios are to `direct` in the round beside it. `~` marks lanes whose rounds")
                .append(
                        " differed by more than 10 %.\n\n| point | way | calls/s | × | p50 µs | × | p99 µs | × | CPU µs")
                .append(" | × | KB | × | new conn. | |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
        for (Series series : all) {
            Series direct = directBeside(series);
            row(
                    text,
                    series.lane().equals(Lane.DIRECT) ? series.point().toString() : "",
                    series.lane(),
                    number(series, Round::throughput, 0),
                    ratio(series, direct, Round::throughput),
                    number(series, round -> round.latencyMicros(50), 0),
                    ratio(series, direct, round -> round.latencyMicros(50)),
                    number(series, round -> round.latencyMicros(99), 0),
                    ratio(series, direct, round -> round.latencyMicros(99)),
                    number(series, Round::cpuMicrosPerCall, 0),
                    ratio(series, direct, Round::cpuMicrosPerCall),
                    number(series, Round::kilobytesPerCall, 1),
                    ratio(series, direct, Round::kilobytesPerCall),
                    String.valueOf(series.connections()),
                    remark(series));
        }
        return text.append(warmUp()).toString();
    }

    /** Says how long the lanes ran before they were steady. */
    private String warmUp() {
        Map<Point, List<WarmUp>> byPoint =
                warmUps.stream().collect(Collectors.groupingBy(WarmUp::point, LinkedHashMap::new, Collectors.toList()));
        return byPoint.entrySet().stream()
                .map(each -> "- " + each.getKey() + ": "
                        + each.getValue().stream().map(WarmUp::toString).collect(Collectors.joining("; ")) + "\n")
                .collect(Collectors.joining("", byPoint.isEmpty() ? "" : "\nSteady after this warm-up:\n\n", ""));
    }

    String csv() {
        StringBuilder text = new StringBuilder(
                        "request,tokens,tls,delay_ms,callers,bursts,way,round,calls,wrong,calls_per_s,")
                .append("p50_us,p99_us,cpu_us_per_call,kb_per_call,new_connections\n");
        for (Series series : all) {
            Point point = series.point();
            for (int i = 0; i < series.rounds().size(); i++) {
                Round round = series.rounds().get(i);
                text.append(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%d,%d,%s,%s,%d,%d,%d,%.1f,%.1f,%.1f,%.2f,%.2f,%d%n",
                        point.request().words(),
                        point.tokens().words(),
                        point.secure(),
                        point.delay(),
                        point.callers(),
                        point.bursts(),
                        series.lane().replace(",", ""),
                        i + 1,
                        round.calls(),
                        round.wrong(),
                        round.throughput(),
                        round.latencyMicros(50),
                        round.latencyMicros(99),
                        round.cpuMicrosPerCall(),
                        round.kilobytesPerCall(),
                        round.connections()));
            }
        }
        return text.toString();
    }

    private Series directBeside(Series series) {
        return all.stream()
                .filter(other ->
                        other.point().equals(series.point()) && other.lane().equals(Lane.DIRECT))
                .findFirst()
                .orElseThrow();
    }

    private static String remark(Series series) {
        String steady = series.isSteady() ? "" : String.format(Locale.ROOT, "~ %.0f %%", 100 * series.spread());
        return series.wrong() == 0 ? steady : steady + " **" + series.wrong() + " wrong**";
    }

    private static String number(Series series, ToDoubleFunction<Round> measure, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", series.median(measure));
    }

    private static String ratio(Series series, Series base, ToDoubleFunction<Round> measure) {
        return String.format(Locale.ROOT, "%.2f", series.ratio(base, measure));
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
