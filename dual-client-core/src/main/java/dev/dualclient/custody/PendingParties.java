package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of what the backends have not acknowledged, as a node knows them for an outage of the store. All rows are read in rounds, one
 * page a second, so that a long outbox costs each second as little as a short one; what was written meanwhile is read
 * besides. One thread learns, any number ask.
 */
final class PendingParties {

    /** How many rows are read in a second of those that are known already. */
    private static final int KNOWN_PAGE = 100;

    private static final int PAGE = 500;

    /** How far back new rows are read again, for they do not become visible in the order of their times. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final RecordUpdater updater;
    private final List<Reader> readers =
            Arrays.stream(Side.values()).map(Reader::new).toList();

    /** In which round each name was read last. */
    private final Map<CustodyKey, Integer> names = new ConcurrentHashMap<>();

    private int round;

    PendingParties(RecordUpdater updater) {
        this.updater = updater;
    }

    /** Reads the next page of all rows, and what is new; to be called every second. */
    void learn() {
        readers.forEach(Reader::read);
        if (readers.stream().allMatch(reader -> reader.over)) { // what was not read in this round is no longer pending
            names.values().removeIf(read -> read < round);
            round++;
            readers.forEach(reader -> reader.over = false);
        }
    }

    /** Whether a name is pending, as far as this node knows. */
    boolean contains(CustodyKey name) {
        return names.containsKey(name);
    }

    /** Reads the rows of one backend. */
    private final class Reader {

        private final Side side;
        private @Nullable Place read; // of this round, up to here
        private @Nullable Place next; // what is new begins here; all rows, at first
        private boolean over;

        Reader(Side side) {
            this.side = side;
        }

        void read() {
            if (!over) {
                List<OutboxEntry> page = page(read, KNOWN_PAGE);
                over = page.size() < KNOWN_PAGE;
                read = over ? null : last(page);
                if (over) {
                    return; // the last page of all has what is new
                }
            }
            readNew();
        }

        private void readNew() {
            Instant began = updater.now();
            List<OutboxEntry> page = page(next, PAGE);
            while (page.size() == PAGE) {
                next = last(page);
                page = page(next, PAGE);
            }
            next = new Place(began.minus(OVERLAP), "");
        }

        private List<OutboxEntry> page(@Nullable Place after, int limit) {
            List<OutboxEntry> page = updater.store().pending(side, true, after, limit);
            page.forEach(entry -> entry.names().forEach(name -> names.put(name, round)));
            return page;
        }
    }

    private static Place last(List<OutboxEntry> page) {
        return Place.of(page.get(page.size() - 1));
    }
}
