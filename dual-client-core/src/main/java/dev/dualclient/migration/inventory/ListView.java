package dev.dualclient.migration.inventory;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * How much of the clients of a backend was seen. Immutable.
 *
 * @param seen how many clients its list has shown
 * @param before how many the list had when the reading began, as the backend told it
 * @param after how many it had when the reading ended
 * @param complete whether all were seen
 * @param counted how many the service has, whoever may view them; {@code null} if it does not tell
 * @param problem why the list is not complete, {@code null} if it is
 */
public record ListView(
        int seen,
        int before,
        int after,
        boolean complete,
        @Nullable Integer counted,
        @Nullable String problem) {

    /** Nothing was read. */
    static ListView unread(String problem) {
        return new ListView(0, 0, 0, false, null, problem);
    }

    /**
     * Reads it as {@link #toJson} has written it.
     *
     * @throws JacksonException if it is none
     */
    static ListView of(JsonNode json) {
        JsonNode counted = json.path("counted");
        return new ListView(
                json.required("seen").intValue(),
                json.required("before").intValue(),
                json.required("after").intValue(),
                json.required("complete").asBoolean(),
                counted.isMissingNode() || counted.isNull() ? null : (Integer) counted.intValue(),
                json.path("problem").stringValue(null));
    }

    /** Returns it as it stands in an export. */
    ObjectNode toJson() {
        ObjectNode json = new ObjectNode();
        json.put("seen", seen).put("before", before).put("after", after).put("complete", complete);
        if (counted == null) {
            json.putNull("counted");
        } else {
            json.put("counted", counted);
        }
        return json.put("problem", problem).put("partial", isPartial()).put("whole", isWhole());
    }

    /** Returns whether what the list does not show is known not to be there: nobody hides clients from us. */
    public boolean isWhole() {
        return complete && counted != null && counted <= seen;
    }

    /** Returns whether some clients are hidden from the API credentials. */
    public boolean isPartial() {
        return counted != null && counted > after;
    }
}
