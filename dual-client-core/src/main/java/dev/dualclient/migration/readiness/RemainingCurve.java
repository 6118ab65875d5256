package dev.dualclient.migration.readiness;

import dev.dualclient.custody.Notes;
import dev.dualclient.json.ArrayNode;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.readiness.ReadinessReport.Remaining;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many living rows only the secondary had, scan by scan, over 24 hours. It stands in the store, so every node and a
 * restarted process know it. Of the last 15 minutes it keeps one scan in ten seconds, of the time before one in ten minutes,
 * which is 237 points in 9 KB at most.
 */
final class RemainingCurve {

    private static final String NOTE = "remaining-curve";
    private static final Duration WHOLE = Duration.ofHours(24);
    private static final Duration FINE = Duration.ofMinutes(15);
    private static final Duration FINE_STEP = Duration.ofSeconds(10);
    private static final Duration COARSE_STEP = Duration.ofMinutes(10);

    private final Notes notes;

    RemainingCurve(Notes notes) {
        this.notes = notes;
    }

    /** Adds what a round of scans has found, for which another node may have added it already. */
    void add(Instant end, Collection<ClientEvidence> clients) {
        Instant ended = end.truncatedTo(ChronoUnit.MILLIS); // as it is kept
        long rows = clients.stream().mapToLong(ClientEvidence::uncovered).sum();
        long unread = clients.stream()
                .filter(client -> client.end() != ClientEvidence.End.CLEAN)
                .count();
        boolean written = false;
        while (!written) {
            String before = notes.read(NOTE);
            List<Remaining> points = new ArrayList<>(read(before));
            if (!points.isEmpty() && !points.get(points.size() - 1).at().isBefore(ended)) {
                return;
            }
            points.add(new Remaining(ended, rows, unread));
            written = notes.write(NOTE, before, text(thinned(points)));
        }
    }

    /** Returns the curve, the oldest point first. */
    List<Remaining> points() {
        return read(notes.read(NOTE));
    }

    /**
     * Returns the points that are kept: the first of each step, and the latest of all. A point that is kept in the finer
     * steps may go when it becomes old enough for the coarser ones.
     */
    static List<Remaining> thinned(List<Remaining> points) {
        Instant latest = points.get(points.size() - 1).at();
        List<Remaining> kept = new ArrayList<>();
        for (int at = 0; at < points.size(); at++) {
            Remaining point = points.get(at);
            Duration age = Duration.between(point.at(), latest);
            Duration step = age.compareTo(FINE) > 0 ? COARSE_STEP : FINE_STEP;
            boolean first = at == 0 || step(points.get(at - 1).at(), step) != step(point.at(), step);
            if ((first || at == points.size() - 1) && age.compareTo(WHOLE) <= 0) {
                kept.add(point);
            }
        }
        return kept;
    }

    private static long step(Instant at, Duration width) {
        return at.toEpochMilli() / width.toMillis();
    }

    private static List<Remaining> read(@Nullable String text) {
        List<Remaining> points = new ArrayList<>();
        if (text != null) {
            JsonNode note = JsonFormat.read(text);
            note.forEach(point -> points.add(new Remaining(
                    NoteJson.instant(point, "at"),
                    point.required("rows").asLong(),
                    point.path("unread").asLong(0))));
        }
        return points;
    }

    private static String text(List<Remaining> points) {
        ArrayNode note = new ArrayNode();
        for (Remaining point : points) {
            ObjectNode one = note.addObject();
            NoteJson.put(one, "at", point.at());
            one.put("rows", point.rows());
            if (point.unread() > 0) {
                one.put("unread", point.unread());
            }
        }
        return note.toString();
    }
}
