package dev.dualclient.migration.inventory;

import org.jspecify.annotations.Nullable;

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

    /** Returns whether what the list does not show is known not to be there: nobody hides clients from us. */
    public boolean isWhole() {
        return complete && counted != null && counted <= seen;
    }

    /** Returns whether some clients are hidden from the API credentials. */
    public boolean isPartial() {
        return counted != null && counted > after;
    }
}
