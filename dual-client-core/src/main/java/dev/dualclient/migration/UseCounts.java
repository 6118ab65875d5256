package dev.dualclient.migration;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Notes;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often each client needed the secondary within a window, on all nodes: one note for each step of the window, which is
 * written over when the window has passed. Bounded: of too many clients in one step, those that are seen most often stay.
 * Stateless but for the notes.
 */
final class UseCounts {

    private static final int MOST = 1_000;

    private final Notes notes;
    private final UseWindow window;

    UseCounts(Notes notes, UseWindow window) {
        this.notes = notes;
        this.window = window;
    }

    /** How often, and when last. */
    record Count(long uses, Instant last) {

        Count and(Count other) {
            return new Count(uses + other.uses, last.isAfter(other.last) ? last : other.last);
        }
    }

    /** Adds what has happened by now. */
    void add(Map<CustodyKey, Count> news, Instant now) {
        long step = step(now);
        boolean written = news.isEmpty();
        while (!written) {
            String before = notes.read(name(step));
            Map<CustodyKey, Count> all = read(before, step);
            news.forEach((client, count) -> all.merge(client, count, Count::and));
            written = notes.write(name(step), before, text(step, all));
        }
    }

    /** Returns what has happened within the window before now. */
    Map<CustodyKey, Count> sum(Instant now) {
        Map<CustodyKey, Count> sum = new HashMap<>();
        Instant since = now.minus(window.length());
        for (long step = step(since); step <= step(now); step++) {
            read(notes.read(name(step)), step).forEach((client, count) -> {
                if (!count.last().isBefore(since)) {
                    sum.merge(client, count, Count::and);
                }
            });
        }
        return sum;
    }

    private long step(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), window.step().toMillis());
    }

    private String name(long step) {
        long steps = window.length().toMillis() / window.step().toMillis() + 1;
        return "secondary-use-" + window.text() + "-" + Math.floorMod(step, steps + 1);
    }

    /** Returns what a note says of a step; nothing if it is of an earlier one. */
    private static Map<CustodyKey, Count> read(@Nullable String note, long step) {
        Map<CustodyKey, Count> counts = new HashMap<>();
        if (note != null) {
            String[] lines = note.split("\n");
            for (int at = lines[0].equals(Long.toString(step)) ? 1 : lines.length; at < lines.length; at++) {
                String[] parts = lines[at].split(" ");
                counts.put(
                        CustodyKey.of(parts[0]),
                        new Count(Long.parseLong(parts[1]), Instant.ofEpochSecond(Long.parseLong(parts[2]))));
            }
        }
        return counts;
    }

    private static String text(long step, Map<CustodyKey, Count> counts) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<CustodyKey, Count> entry) ->
                        -entry.getValue().uses()))
                .limit(MOST)
                .map(entry -> entry.getKey() + " " + entry.getValue().uses() + " "
                        + entry.getValue().last().getEpochSecond())
                .collect(Collectors.joining("\n", step + "\n", ""));
    }
}
