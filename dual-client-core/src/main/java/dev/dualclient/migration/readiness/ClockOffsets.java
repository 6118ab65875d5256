package dev.dualclient.migration.readiness;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Compares the clocks of the backends, as the {@code Date} headers of their answers tell them, with this node's. Not thread-safe. */
final class ClockOffsets {

    private final Time time;
    private final Map<Side, Long> latest = new EnumMap<>(Side.class);

    ClockOffsets(Time time) {
        this.time = time;
    }

    /** Takes notice of an answer. */
    Attempt note(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        String date = answer == null ? null : answer.header("Date");
        if (date != null) {
            try {
                Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
                latest.put(attempt.side(), Duration.between(time.now(), there).toMillis());
            } catch (DateTimeException unreadable) {
                latest.remove(attempt.side()); // as if it had told none
            }
        }
        return attempt;
    }

    /** Returns by how many milliseconds each backend is ahead. */
    Map<String, Long> millis() {
        Map<String, Long> named = new HashMap<>();
        latest.forEach((side, offset) -> named.put(side.name().toLowerCase(Locale.ROOT), offset));
        return named;
    }
}
