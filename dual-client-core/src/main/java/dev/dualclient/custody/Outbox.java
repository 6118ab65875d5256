package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a backend has not acknowledged. An operator can list, retry and discard them. Thread-safe.
 */
public interface Outbox {

    /**
     * A row as an operator sees it.
     *
     * @param id the id of the row
     * @param side the backend that has to acknowledge it
     * @param made when it was written
     * @param due when it is tried next
     * @param attempts how often it was tried
     * @param failure how the last try ended, {@code null} if there was none
     * @param blocking whether it blocks calls that name the same
     * @param changesClient whether it is a change of a client: its lock, secret or metadata. Unlike a kill, that holds in
     *     Dual Client only as far as the backend that answers has made it
     */
    record Row(
            String id,
            Side side,
            Instant made,
            Instant due,
            int attempts,
            @Nullable String failure,
            boolean blocking,
            boolean changesClient) {}

    /**
     * Some rows of the outbox.
     *
     * @param rows the rows
     * @param next the position of the next page, {@code null} if there is none
     */
    record Page(List<Row> rows, @Nullable String next) {}

    /** Returns the first rows; {@link #rows(String, int)} returns the others. */
    List<Row> rows();

    /**
     * Returns rows: first those that block calls, then the others, each group from the oldest on.
     *
     * @param from the {@linkplain Page#next next} of the previous page, {@code null} for the first page
     * @param limit how many at most
     * @throws IllegalArgumentException if it is no such position
     */
    Page rows(@Nullable String from, int limit);

    /**
     * Returns what each backend had pending when rows were last counted, which is every second, and what has become of rows in
     * this process. Rows beyond ten thousand are not counted. Asks the store nothing.
     */
    Map<Side, OutboxState> state();

    /** Makes a row due now; returns whether there is such a row. */
    boolean retry(String id);

    /**
     * Discards a row: it is never delivered, and no longer blocks calls. The custody record of
     * the kill stays, so what was killed stays dead in Dual Client.
     *
     * @param reason why; goes to the log
     * @return whether there was such a row
     * @throws DiscardRefusedException if the row {@linkplain Row#changesClient changes a client}; it is kept
     */
    boolean discard(String id, String reason);

    /**
     * Gives a row up, also one that changes a client: the backend keeps the earlier state of the client, and what it
     * accepts is accepted through Dual Client, such as a client that was locked or its former secret.
     *
     * @param reason why; goes to the log
     * @return whether there was such a row
     */
    boolean discardChange(String id, String reason);
}
