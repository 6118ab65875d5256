package dev.dualclient.migration.readiness;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Notes;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table in the custody store that all nodes share: small values by the keyed hash of a client, spread over several notes,
 * so that a change writes a part of it only. Stateless but for the notes.
 *
 * @param <V> the type of a value
 */
final class KeyedNotes<V> {

    private static final int SHARDS = 16;

    private final Notes notes;
    private final String name;
    private final Function<V, ObjectNode> writer;
    private final Function<JsonNode, V> reader;

    /**
     * Creates what reads and writes a table.
     *
     * @param writer returns a value as it stands in the store
     * @param reader returns the value that the writer has written
     */
    KeyedNotes(Notes notes, String name, Function<V, ObjectNode> writer, Function<JsonNode, V> reader) {
        this.notes = notes;
        this.name = name;
        this.writer = writer;
        this.reader = reader;
    }

    /** Returns the whole table. */
    Map<CustodyKey, V> all() {
        Map<CustodyKey, V> all = new HashMap<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            read(notes.read(name(shard))).forEach((key, value) -> all.put(CustodyKey.of(key), value));
        }
        return all;
    }

    /** Merges values in: the merger gets what is there, if anything is, and what is new. */
    void merge(Map<CustodyKey, V> news, BiFunction<V, V, V> merger) {
        change(news, (before, next) -> before == null ? next : merger.apply(before, next));
    }

    /** Removes entries for which a condition holds. */
    void removeIf(java.util.function.Predicate<V> condition) {
        for (int shard = 0; shard < SHARDS; shard++) {
            boolean done = false;
            while (!done) {
                String before = notes.read(name(shard));
                Map<String, V> values = read(before);
                done = !values.values().removeIf(condition) || notes.write(name(shard), before, text(values));
            }
        }
    }

    private void change(Map<CustodyKey, V> news, BiFunction<@Nullable V, V, V> step) {
        Map<Integer, Map<CustodyKey, V>> byShard = new TreeMap<>();
        news.forEach((key, value) ->
                byShard.computeIfAbsent(shard(key), any -> new HashMap<>()).put(key, value));
        byShard.forEach((shard, values) -> {
            boolean written = false;
            while (!written) {
                String before = notes.read(name(shard));
                Map<String, V> all = read(before);
                values.forEach((key, value) -> all.put(key.toString(), step.apply(all.get(key.toString()), value)));
                written = notes.write(name(shard), before, text(all));
            }
        });
    }

    private static int shard(CustodyKey key) {
        return (int) Long.remainderUnsigned(key.low(), SHARDS);
    }

    private String name(int shard) {
        return name + "-" + Integer.toHexString(shard);
    }

    private Map<String, V> read(@Nullable String text) {
        Map<String, V> values = new TreeMap<>();
        if (text != null) {
            JsonNode tree = JsonFormat.read(text);
            tree.forEachEntry((key, value) -> values.put(key, reader.apply(value)));
        }
        return values;
    }

    private String text(Map<String, V> values) {
        ObjectNode tree = new ObjectNode();
        values.forEach((key, value) -> tree.set(key, writer.apply(value)));
        return tree.toString();
    }
}
