package dev.dualclient.migration.readiness;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Notes;
import dev.dualclient.custody.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When things last happened on any node that shares the store, give or take a minute. Thread-safe. */
final class LastOccurrences {

    /** What is remembered. */
    enum Event {
        /** Nobody has looked before. */
        WATCHED("watched-since"),
        /** The secondary's answer counted. */
        SERVED_BY_SECONDARY("secondary-served"),
        /** All tokens of a client, user or grant were killed. */
        KILLED_MANY("many-killed"),
        /** Something has begun at the secondary, or may have. */
        BIRTH_AT_SECONDARY("secondary-birth"),
        /** A call that writes at the secondary has ended without an answer. */
        DOUBT_AT_SECONDARY("secondary-doubt"),
        /** The last one-time credential of the secondary expires that lives longer than a ticket. */
        ONE_TIME_OVER("secondary-one-time-over"),
        /** The backends have answered the same read differently. */
        DISAGREED("backends-disagreed");

        private final String note;

        Event(String note) {
            this.note = note;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(LastOccurrences.class);
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final Notes notes;
    private final Time time;
    private final Map<Event, Instant> here = new ConcurrentHashMap<>();
    private final Map<Event, Instant> written = new EnumMap<>(Event.class);

    LastOccurrences(Notes notes, Time time) {
        this.notes = notes;
        this.time = time;
        here.put(Event.WATCHED, time.now());
    }

    /** Remembers that something has happened now. */
    void happened(Event event) {
        here.put(event, time.now());
    }

    /** Remembers when something will have happened last. */
    void happens(Event event, Instant at) {
        here.merge(event, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Tells the other nodes; to be called every second. */
    synchronized void share() {
        try {
            here.forEach(this::share);
        } catch (StoreUnavailableException down) {
            LOG.debug("what happened last could not be noted: {}", down.getMessage());
        }
    }

    private void share(Event event, Instant at) {
        Instant known = written.get(event);
        boolean old =
                known == null || event != Event.WATCHED && known.plus(PRECISION).isBefore(at);
        if (old) {
            written.put(event, Objects.requireNonNull(merged(event, at)));
        }
    }

    /** Returns when something last happened, and for {@link Event#WATCHED} when it first did; {@code null} for never. */
    @Nullable
    Instant of(Event event) {
        return merged(event, here.get(event));
    }

    private @Nullable Instant merged(Event event, @Nullable Instant own) {
        String text = notes.read(event.note);
        Instant noted = text == null ? null : Instant.parse(text);
        if (own == null || noted != null && (event == Event.WATCHED || !noted.isBefore(own))) {
            return noted;
        }
        return notes.write(event.note, text, own.toString()) ? own : merged(event, own);
    }
}
