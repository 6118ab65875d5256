package dev.dualclient.custody;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * How a durable store writes a record or a row of the outbox: as JSON, the same text for the same value, so that stores
 * can compare texts. Nothing in it can be turned back into a credential. Stateless.
 */
public final class StoreText {

    private static final String PRIMARY = "@P";
    private static final String SECONDARY = "@S";

    /** The base of numbers that are to be short. */
    private static final int SHORT = Character.MAX_RADIX;

    private StoreText() {}

    /** Returns a short stand-in for a text, by which a store can compare it. */
    public static String hash(String text) {
        return KeyedHash.hash(text);
    }

    /**
     * Returns a record as text. There is one of every refresh, so little is spelt out: {@code is} has the level and the
     * backend, {@code by} the claimant, {@code n} the successor, {@code f} the family, {@code c} the companion and
     * {@code t} the expiry, in seconds and nanoseconds to the base of 36.
     */
    public static String of(CustodyRecord record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("is", record.level().name() + (record.side() == Side.PRIMARY ? PRIMARY : SECONDARY));
        put(json, "by", record.claimant());
        put(json, "n", record.successor());
        put(json, "f", record.family());
        put(json, "c", record.companion());
        if (!record.kills().isEmpty()) {
            json.put("kills", record.kills().stream().map(StoreText::kill).toList());
        }
        if (!record.marks().isEmpty()) {
            json.put("marks", new TreeSet<>(record.marks()));
        }
        json.put("t", shortened(record.expires()));
        if (record.number() > 0) {
            json.put("number", record.number());
        }
        ClientSecret secret = record.secret();
        if (secret != null) {
            json.put("secret", secret.status().name());
            json.put("triedUntil", secret.triedUntil().toString());
        }
        return JsonFormat.writeText(json);
    }

    private static String shortened(Instant instant) {
        return Long.toString(instant.getEpochSecond(), SHORT) + '.' + Integer.toString(instant.getNano(), SHORT);
    }

    private static Instant instant(String text) {
        int point = text.indexOf('.');
        return Instant.ofEpochSecond(
                Long.parseLong(text, 0, point, SHORT), Long.parseLong(text, point + 1, text.length(), SHORT));
    }

    private static Map<String, @Nullable Object> kill(Kill kill) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", kill.id());
        put(json, "killer", kill.killer());
        if (kill.claimed()) {
            json.put("claimed", true);
        }
        json.put("sure", kill.sure());
        json.put("reach", kill.reach().name());
        return json;
    }

    /**
     * Reads a record.
     *
     * @throws DamagedEntryException if the text is none
     */
    public static CustodyRecord record(String text) {
        JsonNode json = json(text);
        try {
            List<Kill> kills = new ArrayList<>();
            for (JsonNode kill : json.path("kills")) {
                kills.add(new Kill(
                        kill.path("id").stringValue(),
                        key(kill.path("killer")),
                        kill.path("claimed").booleanValue(),
                        kill.path("sure").booleanValue(),
                        Kill.Reach.valueOf(kill.path("reach").stringValue())));
            }
            Set<String> marks = new HashSet<>();
            json.path("marks").forEach(mark -> marks.add(mark.stringValue()));
            String is = json.path("is").stringValue();
            int end = is.length() - PRIMARY.length();
            return new CustodyRecord(
                    CustodyLevel.valueOf(is.substring(0, end)),
                    side(is.substring(end)),
                    text(json.path("by")),
                    key(json.path("n")),
                    key(json.path("f")),
                    kills,
                    marks,
                    instant(json.path("t").stringValue()),
                    json.path("number").asLong(0),
                    key(json.path("c")),
                    secret(json));
        } catch (RuntimeException wrong) {
            throw unreadable(wrong);
        }
    }

    private static Side side(String text) {
        return switch (text) {
            case PRIMARY -> Side.PRIMARY;
            case SECONDARY -> Side.SECONDARY;
            default -> throw new IllegalArgumentException("no side: " + text);
        };
    }

    private static @Nullable ClientSecret secret(JsonNode json) {
        String status = text(json.path("secret"));
        return status == null
                ? null
                : new ClientSecret(
                        SecretStatus.valueOf(status),
                        Instant.parse(json.path("triedUntil").stringValue()));
    }

    /** Returns a row of the outbox as text. */
    public static String of(OutboxEntry entry) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", entry.id());
        json.put("side", entry.side().name());
        json.put("kill", entry.kill());
        json.put("names", entry.names().stream().map(CustodyKey::toBase64Url).toList());
        json.put("ofMany", entry.ofMany());
        json.put("key", entry.command().keyId());
        json.put("errand", entry.command().text());
        json.put("made", entry.made().toString());
        json.put("due", entry.due().toString());
        json.put("heldUntil", entry.heldUntil().toString());
        json.put("attempts", entry.attempts());
        put(json, "failure", entry.failure());
        if (entry.number() > 0) {
            json.put("number", entry.number());
        }
        json.put("revision", entry.revision());
        return JsonFormat.writeText(json);
    }

    /**
     * Reads a row of the outbox.
     *
     * @throws DamagedEntryException if the text is none
     */
    public static OutboxEntry entry(String text) {
        JsonNode json = json(text);
        try {
            return new OutboxEntry(
                    json.path("id").stringValue(),
                    Side.valueOf(json.path("side").stringValue()),
                    json.path("kill").stringValue(),
                    keys(json.path("names")),
                    json.path("ofMany").booleanValue(),
                    new Encrypted(
                            json.path("key").stringValue(), json.path("errand").stringValue()),
                    Instant.parse(json.path("made").stringValue()),
                    Instant.parse(json.path("due").stringValue()),
                    Instant.parse(json.path("heldUntil").stringValue()),
                    json.path("attempts").intValue(),
                    text(json.path("failure")),
                    json.path("number").asLong(0),
                    json.path("revision").longValue());
        } catch (RuntimeException wrong) {
            throw unreadable(wrong);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JsonFormat.read(text);
        } catch (JacksonException wrong) {
            throw unreadable(wrong);
        }
    }

    private static void put(Map<String, @Nullable Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void put(Map<String, @Nullable Object> json, String name, @Nullable CustodyKey key) {
        if (key != null) {
            json.put(name, key.toBase64Url());
        }
    }

    private static @Nullable String text(JsonNode json) {
        return json.isString() ? json.stringValue() : null;
    }

    private static @Nullable CustodyKey key(JsonNode json) {
        return json.isString() ? CustodyKey.ofBase64Url(json.stringValue()) : null;
    }

    private static List<CustodyKey> keys(JsonNode json) {
        List<CustodyKey> keys = new ArrayList<>();
        json.forEach(key -> keys.add(CustodyKey.ofBase64Url(key.stringValue())));
        return keys;
    }

    private static DamagedEntryException unreadable(RuntimeException wrong) {
        return new DamagedEntryException(
                "an entry of the custody store cannot be read: it is damaged, or was written by a newer version of Dual"
                        + " Client; restore it from a backup, or run that version",
                wrong);
    }
}
