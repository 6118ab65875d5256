package dev.dualclient.spring.actuate;

import dev.dualclient.custody.Outbox;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the outbox, as the endpoint shows it. */
record RowView(
        String id,
        String backend,
        Instant made,
        Instant due,
        int attempts,
        @Nullable String failure,
        boolean blocking,
        boolean changesClient) {

    static RowView of(Outbox.Row row) {
        return new RowView(
                row.id(),
                Kebab.of(row.side()),
                row.made(),
                row.due(),
                row.attempts(),
                row.failure(),
                row.blocking(),
                row.changesClient());
    }
}
