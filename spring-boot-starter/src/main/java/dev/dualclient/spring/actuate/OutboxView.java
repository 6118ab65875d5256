package dev.dualclient.spring.actuate;

import dev.dualclient.custody.Outbox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the outbox, as the endpoint shows it.
 *
 * @param rows the rows
 * @param next the {@code from} of the page that follows, {@code null} if there is none
 */
record OutboxView(List<RowView> rows, @Nullable String next) {

    private static final int DEFAULT = 100;
    private static final int MOST = 1_000;

    static OutboxView of(Outbox outbox, @Nullable String from, @Nullable Integer limit) {
        int rows = limit == null ? DEFAULT : limit;
        if (rows < 1 || rows > MOST) {
            throw new InvalidRequestException("limit is " + rows + ": write a number from 1 to " + MOST);
        }
        Outbox.Page page = outbox.rows(from, rows);
        return new OutboxView(page.rows().stream().map(RowView::of).toList(), page.next());
    }
}
