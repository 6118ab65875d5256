package dev.dualclient.migration.readiness;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Notes;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many rows only the secondary had, by client, at the last rounds of scans. In the store, for all nodes. Bounded. */
final class ScanHistory {

    private static final String NOTE = "scan-history";
    private static final int ROUNDS = 48;
    private static final int CLIENTS = 200;
    private static final Duration APART = Duration.ofMinutes(55);

    private final Notes notes;

    ScanHistory(Notes notes) {
        this.notes = notes;
    }

    /** Adds a round, unless the last one was less than an hour before. */
    void add(Instant round, Map<CustodyKey, ClientEvidence> clients) {
        boolean written = false;
        while (!written) {
            String before = notes.read(NOTE);
            TreeMap<Instant, Map<String, Long>> rounds = read(before);
            if (!rounds.isEmpty() && rounds.lastKey().plus(APART).isAfter(round)) {
                return;
            }
            Map<String, Long> counts = new LinkedHashMap<>();
            clients.entrySet().stream()
                    .filter(client -> client.getValue().uncovered() > 0)
                    .sorted((one, other) -> Long.compare(
                            other.getValue().uncovered(), one.getValue().uncovered()))
                    .limit(CLIENTS)
                    .forEach(client -> counts.put(
                            client.getKey().toString(), client.getValue().uncovered()));
            rounds.put(round, counts);
            while (rounds.size() > ROUNDS) {
                rounds.pollFirstEntry();
            }
            written = notes.write(NOTE, before, text(rounds));
        }
    }

    /** The course of each client that has such rows now, over the rounds. */
    private static Map<String, List<Estimate.Point>> courses(TreeMap<Instant, Map<String, Long>> rounds) {
        Map<String, List<Estimate.Point>> courses = new HashMap<>();
        if (!rounds.isEmpty()) {
            for (String client : rounds.lastEntry().getValue().keySet()) {
                List<Estimate.Point> course = new ArrayList<>();
                rounds.forEach((at, counts) -> course.add(new Estimate.Point(at, counts.getOrDefault(client, 0L))));
                courses.put(client, course);
            }
        }
        return courses;
    }

    /** Returns the estimate of the client that takes longest; {@code null} where one of them cannot be estimated. */
    @Nullable
    Estimate estimate() {
        Estimate latest = null;
        for (List<Estimate.Point> course : courses(read(notes.read(NOTE))).values()) {
            Estimate estimate = Estimate.of(course);
            if (estimate == null) {
                return null;
            }
            latest = latest == null || estimate.likely().isAfter(latest.likely()) ? estimate : latest;
        }
        return latest;
    }

    /** Returns since when the rows have not become fewer, for a day at least; {@code null} if they have, or it is too early. */
    @Nullable
    Instant stalledSince() {
        TreeMap<Instant, Map<String, Long>> rounds = read(notes.read(NOTE));
        if (rounds.isEmpty()) {
            return null;
        }
        long now = sum(Objects.requireNonNull(rounds.lastEntry()).getValue());
        Instant since = rounds.lastKey();
        for (Map.Entry<Instant, Map<String, Long>> round :
                rounds.descendingMap().entrySet()) {
            if (sum(round.getValue()) > now) {
                break;
            }
            since = round.getKey();
        }
        boolean forADay = !since.plus(Duration.ofDays(1)).isAfter(rounds.lastKey());
        return now > 0 && forADay ? since : null;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static TreeMap<Instant, Map<String, Long>> read(@Nullable String text) {
        TreeMap<Instant, Map<String, Long>> rounds = new TreeMap<>();
        if (text != null) {
            JsonNode tree = JsonFormat.read(text);
            tree.forEachEntry((at, counts) -> {
                Map<String, Long> round = new LinkedHashMap<>();
                counts.forEachEntry((client, count) -> round.put(client, count.asLong()));
                rounds.put(Instant.parse(at), round);
            });
        }
        return rounds;
    }

    private static String text(TreeMap<Instant, Map<String, Long>> rounds) {
        ObjectNode tree = new ObjectNode();
        rounds.forEach((at, counts) -> {
            ObjectNode round = tree.putObject(at.toString());
            counts.forEach(round::put);
        });
        return tree.toString();
    }
}
