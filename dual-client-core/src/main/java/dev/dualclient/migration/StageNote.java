package dev.dualclient.migration;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last change of the stage as it stands in the custody store, for all nodes to follow. Immutable.
 *
 * @param number counts the changes
 * @param settings whether each node follows its own settings from then on
 */
record StageNote(long number, StageChange change, boolean settings) {

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException if it is none, or of a newer version that knows more stages
     */
    static StageNote of(String text) {
        try {
            JsonNode note = JsonFormat.read(text);
            return new StageNote(
                    note.required("number").asLong(),
                    new StageChange(
                            policy(note.required("from")),
                            policy(note.required("to")),
                            note.path("by").asString(StageRequest.ANONYMOUS),
                            note.required("reason").asString(),
                            Instant.parse(note.required("at").asString()),
                            note.required("forced").asBoolean(),
                            texts(note.path("overridden")),
                            texts(note.path("warnings"))),
                    note.path("settings").asBoolean(false));
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException("the stage in the custody store cannot be read", unreadable);
        }
    }

    /** Returns the text of the note. */
    String text() {
        ObjectNode note = new ObjectNode();
        note.put("number", number);
        note.set("from", json(change.from()));
        note.set("to", json(change.to()));
        note.put("by", change.by());
        note.put("reason", change.reason());
        note.put("at", change.at().toString());
        note.put("forced", change.forced());
        change.overridden().forEach(note.putArray("overridden")::add);
        change.warnings().forEach(note.putArray("warnings")::add);
        note.put("settings", settings);
        return note.toString();
    }

    private static ObjectNode json(StagePolicy policy) {
        ObjectNode json = new ObjectNode();
        json.put("stage", policy.stage().text());
        json.put("maintenance", policy.maintenance());
        ObjectNode clients = json.putObject("clients");
        policy.clients().forEach((client, stage) -> clients.put(client, stage.text()));
        Canary canary = policy.canary();
        if (canary != null) {
            json.putObject("canary").put("stage", canary.stage().text()).put("percent", canary.percent());
        }
        return json;
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }

    private static StagePolicy policy(JsonNode json) {
        Map<String, Stage> clients = new HashMap<>();
        json.path("clients").forEachEntry((client, stage) -> clients.put(client, Stage.of(stage.asString())));
        return new StagePolicy(
                Stage.of(json.required("stage").asString()),
                json.path("maintenance").asBoolean(false),
                clients,
                canary(json.path("canary")));
    }

    private static @Nullable Canary canary(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new Canary(
                        Stage.of(json.required("stage").asString()),
                        json.required("percent").asDouble());
    }
}
