package dev.dualclient.benchmarks.cold;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All figures of a comparison of first seconds, as text in Markdown, and as CSV. */
final class ColdReport {

    private static final List<Integer> SECONDS = List.of(1, 2, 5, 10, 30);

    private final List<Series> all;
    private final List<Integer> told;

    ColdReport(List<Series> all) {
        this.all = all;
        this.told = SECONDS.stream()
                .filter(second -> second <= all.get(0).seconds())
                .toList();
    }

    String markdown() {
        StringBuilder text = new StringBuilder(
                        "Calls served in the first seconds of a process, and p99 in single seconds;" + " medians of ")
                .append(all.get(0).runs().size())
                .append(" interleaved rounds. Ratios are to `sdk` in the same round.\n\n| point | client |");
        for (int seconds : told) {
            text.append(" calls in ").append(seconds).append(" s | × |");
        }
        for (int second : told) {
            text.append(" p99 ms, s ").append(second).append(" |");
        }
        text.append(" CPU µs, 10 s | × | |\n|---|---|")
                .append("--:|".repeat(3 * told.size() + 2))
                .append("---|\n");
        for (Series series : all) {
            row(text, series);
        }
        return text.toString();
    }

    private void row(StringBuilder text, Series series) {
        Series sdk = series.beside(Client.SDK, all);
        boolean first = series.client() == Client.values()[0];
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s |",
                first ? series.point() : "",
                series.client().words()));
        for (int seconds : told) {
            text.append(String.format(
                    Locale.ROOT,
                    " %,.0f | %.2f |",
                    series.median(run -> run.calls(seconds)),
                    series.ratio(sdk, run -> run.calls(seconds))));
        }
        for (int second : told) {
            text.append(String.format(
                    Locale.ROOT,
                    " %,.1f |",
                    series.median(run -> run.second(second).p99()) / 1000));
        }
        text.append(String.format(
                Locale.ROOT,
                " %.0f | %.2f | %s |%n",
                series.median(run -> run.cpuMicros(10)),
                series.ratio(sdk, run -> run.cpuMicros(10)),
                series.wrong() == 0 ? "" : "**" + series.wrong() + " wrong**"));
    }

    /** Returns every second of every run. */
    String csv() {
        return all.stream()
                .map(ColdReport::csv)
                .collect(Collectors.joining(
                        "", "tls,delay_ms,callers,client,round,second,calls,wrong,p50_us,p99_us,cpu_us\n", ""));
    }

    private static String csv(Series series) {
        Point point = series.point();
        StringBuilder text = new StringBuilder();
        for (int round = 0; round < series.runs().size(); round++) {
            List<Second> seconds = series.runs().get(round).seconds();
            for (int second = 0; second < seconds.size(); second++) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s,%d,%d,%s,%d,%d,%s%n",
                        point.secure(),
                        point.delay(),
                        point.callers(),
                        series.client().words().replace(",", ""),
                        round + 1,
                        second + 1,
                        seconds.get(second).text().replace(' ', ',')));
            }
        }
        return text.toString();
    }
}
