package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.custody.Outbox.Page;
import dev.dualclient.custody.Outbox.Row;
import dev.dualclient.operation.Side;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of both backends in one order, page by page: first what blocks, and the oldest first. */
final class OutboxListing {

    private final CustodyStore store;

    OutboxListing(CustodyStore store) {
        this.store = store;
    }

    /**
     * Where a page begins: behind the last row of the page before.
     *
     * @param blocking whether that row blocks
     * @param place its place, {@code null} for the first page
     */
    private record Start(boolean blocking, @Nullable Place place) {

        static Start of(@Nullable String text) {
            if (text == null) {
                return new Start(true, null);
            }
            String[] parts = text.split("_", 3);
            try {
                return new Start(parts[0].equals("blocking"), new Place(Instant.parse(parts[1]), parts[2]));
            } catch (ArrayIndexOutOfBoundsException | DateTimeException malformed) {
                throw new IllegalArgumentException(
                        "no page of the outbox begins there: begin with the first page, and go on with the next that it names",
                        malformed);
            }
        }

        static String behind(OutboxEntry entry) {
            return (entry.blocks() ? "blocking_" : "other_") + entry.made() + '_' + entry.id();
        }
    }

    Page page(@Nullable String from, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one row: ask for 1 or more");
        }
        Start start = Start.of(from);
        List<OutboxEntry> entries = new ArrayList<>();
        if (start.blocking) {
            entries.addAll(oldest(true, start.place, limit + 1));
        }
        if (entries.size() <= limit) {
            Place place = start.blocking ? null : start.place;
            entries.addAll(oldest(false, place, limit + 1 - entries.size()));
        }
        boolean more = entries.size() > limit;
        List<OutboxEntry> shown = more ? entries.subList(0, limit) : entries;
        return new Page(
                shown.stream().map(OutboxListing::row).toList(), more ? Start.behind(shown.get(limit - 1)) : null);
    }

    private List<OutboxEntry> oldest(boolean blocking, @Nullable Place after, int limit) {
        return Arrays.stream(Side.values())
                .flatMap(side -> store.pending(side, blocking, after, limit).stream())
                .sorted(Comparator.comparing(Place::of))
                .limit(limit)
                .toList();
    }

    private static Row row(OutboxEntry entry) {
        return new Row(
                entry.id(),
                entry.side(),
                entry.made(),
                entry.due(),
                entry.attempts(),
                entry.failure(),
                entry.blocks(),
                entry.changesClient());
    }
}
