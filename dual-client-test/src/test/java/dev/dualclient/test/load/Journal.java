package dev.dualclient.test.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What became of all requests, kind by kind and second by second. Thread-safe. */
public final class Journal {

    private static final int DIGITS = 2;
    private static final int MOST_FAILURES = 20;

    private final long start = System.nanoTime();
    private final Map<String, Map<Outcome, Long>> kinds = new TreeMap<>();
    private final Map<String, Histogram> latencies = new TreeMap<>();
    private final List<Second> seconds = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    synchronized void add(String kind, Outcome outcome, long nanos, String why) {
        kinds.computeIfAbsent(kind, each -> new EnumMap<>(Outcome.class)).merge(outcome, 1L, Long::sum);
        latencies.computeIfAbsent(kind, each -> new Histogram(DIGITS)).recordValue(nanos / 1000);
        now().add(outcome, nanos / 1000);
        if (outcome != Outcome.RIGHT && failures.size() < MOST_FAILURES) {
            failures.add("second " + (seconds.size() - 1) + ", " + kind + ": " + outcome + " " + why);
        }
    }

    private Second now() {
        long second = (System.nanoTime() - start) / 1_000_000_000;
        while (seconds.size() <= second) {
            seconds.add(new Second());
        }
        return seconds.get(seconds.size() - 1);
    }

    /** Returns the seconds that are over, and so do not change any more. */
    synchronized List<Second> seconds() {
        return List.copyOf(seconds.subList(0, Math.max(0, seconds.size() - 1)));
    }

    /** Returns how many requests of a kind ended like that. */
    public synchronized long count(String kind, Outcome outcome) {
        return kinds.getOrDefault(kind, Map.of()).getOrDefault(outcome, 0L);
    }

    /** Returns the share of requests of a kind that were answered. */
    public synchronized double availability(String kind) {
        long failed = count(kind, Outcome.FAILED);
        long all = failed + count(kind, Outcome.RIGHT) + count(kind, Outcome.WRONG);
        return all == 0 ? 0 : 1 - (double) failed / all;
    }

    /** Returns the whole as a table, and the first failures. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder("| kind | right | wrong | failed | availability | p50 ms | p99 ms |\n")
                .append("|---|--:|--:|--:|--:|--:|--:|\n");
        kinds.keySet()
                .forEach(kind -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %d | %.3f %% | %.1f | %.1f |%n",
                        kind,
                        count(kind, Outcome.RIGHT),
                        count(kind, Outcome.WRONG),
                        count(kind, Outcome.FAILED),
                        100 * availability(kind),
                        latencies.get(kind).getValueAtPercentile(50) / 1e3,
                        latencies.get(kind).getValueAtPercentile(99) / 1e3)));
        failures.forEach(failure -> text.append("\n- ").append(failure));
        return text.toString();
    }
}
