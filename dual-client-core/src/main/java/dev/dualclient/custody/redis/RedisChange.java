package dev.dualclient.custody.redis;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreText;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change in the words of Redis, for {@code change.lua}. A row of the outbox is found by its id, by its request, by each
 * key that it names, and among those of its backend by its age, by when it is ready, and, if it concerns anybody, by when
 * no node has leased it. Used by one thread.
 */
final class RedisChange {

    /** In milliseconds; a record is always written, even one that is over by this node's clock. */
    private static final long SHORTEST_LIFE = 1000;

    /** What the name of a record's key begins with. It is short, for there are very many. */
    private static final String RECORD = "r:";

    /** In seconds. */
    private static final long MINUTE = 60;

    private final Time time;
    private final List<String> absent = new ArrayList<>();
    private final List<List<String>> present = new ArrayList<>();
    private final List<List<Object>> revisions = new ArrayList<>();
    private final List<List<String>> commands = new ArrayList<>();
    private final List<List<String>> records = new ArrayList<>();

    RedisChange(Time time) {
        this.time = time;
    }

    void add(Change change) {
        String key = change.key().toBase64Url();
        String name = RECORD + key;
        CustodyRecord from = change.from();
        CustodyRecord to = change.to();
        expect(name, from == null ? null : StoreText.of(from));
        if (from != null && from.outageNotice() != OutageNotice.NONE) {
            remove(place(from.outageNotice()) + ':' + minute(from.expires()), key);
        }
        if (to == null) {
            commands.add(List.of("DEL", name));
            return;
        }
        if (to.outageNotice() != OutageNotice.NONE) {
            notice(to, key);
        }
        long left = Duration.between(time.now(), to.expires()).toMillis();
        records.add(List.of(name, StoreText.of(to), Long.toString(Math.max(left, SHORTEST_LIFE))));
    }

    void add(EntryChange change) {
        OutboxEntry from = change.from();
        OutboxEntry to = change.to();
        String name = "entry:" + (from != null ? from : Objects.requireNonNull(to)).id();
        if (from == null) {
            absent.add(name);
        } else {
            List<String> names = to == null
                    ? List.of()
                    : to.names().stream().map(CustodyKey::toBase64Url).toList();
            revisions.add(List.of(name, Long.toString(from.revision()), from.id(), names));
        }
        Map<String, Instant> places = to == null ? Map.of() : places(to);
        // Found first and lost last: whatever interrupts this, no row is there that cannot be found.
        places.forEach(
                (place, order) -> rank(place, order, Objects.requireNonNull(to).id()));
        commands.add(to == null ? List.of("DEL", name) : List.of("SET", name, text(to)));
        if (from != null) {
            places(from).keySet().stream()
                    .filter(place -> !places.containsKey(place))
                    .forEach(place -> remove(place, from.id()));
        }
    }

    private static Map<String, Instant> places(OutboxEntry entry) {
        Map<String, Instant> places = new LinkedHashMap<>();
        entry.names().forEach(key -> places.put("named:" + key.toBase64Url(), entry.made()));
        if (entry.concernsAnybody()) {
            places.put("lagging:" + entry.side(), entry.heldUntil());
        }
        places.put(ofKill(entry.kill()), entry.made());
        places.put(pending(entry.side(), entry.blocks()), entry.made());
        places.put(due(entry.side(), entry.blocks()), entry.readyAt());
        return places;
    }

    /** Returns where the rows of a request are. */
    static String ofKill(String kill) {
        return "kill:" + kill;
    }

    /** Returns where the rows of a backend are by their age. */
    static String pending(Side side, boolean blocking) {
        return "pending:" + side + ':' + blocking;
    }

    /** Returns where the rows of a backend are by when they are ready. */
    static String due(Side side, boolean blocking) {
        return "due:" + side + ':' + blocking;
    }

    /** Returns a row as text, which its revision begins, for that is what is compared. */
    private static String text(OutboxEntry entry) {
        return entry.revision() + " " + StoreText.of(entry);
    }

    /** Reads a row. */
    static OutboxEntry entry(String text) {
        return StoreText.entry(text.substring(text.indexOf(' ') + 1));
    }

    /**
     * Returns where the keys are that nodes keep locally for a reason. They are in one sorted set for each minute in which
     * their records expire, and a sorted set of that name lists the minutes: Redis keeps a small set in half of the space.
     */
    static String place(OutageNotice why) {
        return "notice:" + why;
    }

    private void notice(CustodyRecord record, String key) {
        String place = place(record.outageNotice());
        String minute = Long.toString(minute(record.expires()));
        rank(place + ':' + minute, record.expires().minusSeconds(MINUTE * minute(record.expires())), key);
        commands.add(List.of("ZADD", place, minute, minute));
    }

    private static long minute(Instant expires) {
        return Math.floorDiv(expires.getEpochSecond(), MINUTE);
    }

    void addNote(String name, @Nullable String from, String to) {
        expect("note:" + name, from);
        commands.add(List.of("SET", "note:" + name, to));
    }

    String json() {
        return JsonFormat.writeText(Map.of(
                "absent",
                absent,
                "present",
                present,
                "revisions",
                revisions,
                "commands",
                commands,
                "records",
                records));
    }

    /** Returns microseconds, as far as Redis can order by: two moments of one microsecond count as one. */
    static String micros(Instant instant) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    private void expect(String name, @Nullable String text) {
        if (text == null) {
            absent.add(name);
        } else {
            present.add(List.of(name, text));
        }
    }

    private void rank(String set, Instant score, String member) {
        commands.add(List.of("ZADD", set, micros(score), member));
    }

    private void remove(String set, String member) {
        commands.add(List.of("ZREM", set, member));
    }
}
