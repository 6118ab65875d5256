package dev.dualclient.migration.carryover;

import dev.dualclient.custody.CarriedRow;
import dev.dualclient.json.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do of a row that is copied to the primary: what stands in a row of the outbox. It holds hashes and no
 * token. Immutable.
 *
 * @param step what is to be done
 * @param row the row
 */
public record CarryCommand(Step step, CarriedRow row) {

    /** The member of its JSON that no other command has. */
    public static final String KIND = "carry";

    /** What is to be done. */
    public enum Step {
        /** Find out whether the primary holds a copy of which no answer was seen, and whether that counts. */
        SETTLE,
        /** End the copy at the primary. */
        END,
        /** End the copy at the primary if the secondary has used the row by then, or may have. */
        END_IF_TAKEN,
        /** The same if it is certain, for the primary has given the copy an access token of its own, which may live. */
        END_IF_SPENT,
        /** End the row at the secondary, if it is the primary's by then. */
        TIDY
    }

    /** Returns what is written into the outbox, to be encrypted. */
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(KIND, step.name());
        json.put("access", row.access());
        json.put("refresh", row.refresh());
        json.put("client", row.client());
        json.put("subject", row.subject());
        return json;
    }

    /** Reads what {@link #toJson} wrote. */
    public static CarryCommand of(JsonNode json) {
        return new CarryCommand(
                Step.valueOf(json.path(KIND).stringValue()),
                new CarriedRow(
                        json.path("access").stringValue(null),
                        json.path("refresh").stringValue(null),
                        json.path("client").stringValue(),
                        json.path("subject").stringValue(null)));
    }

    @Override
    public String toString() {
        return "carry-over: " + step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
