package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory on which the guarantee rests: records by key, the outbox, and a few notes, all changed by compare-and-set.
 * What a record may become is decided by {@link CustodyRecord}; a store only has to be linearizable, to make a change
 * whole or not at all, and to forget a record no earlier than it expires. Implementations are thread-safe and throw
 * {@link StoreUnavailableException} when they cannot answer or cannot take more. The test kit has a contract test to
 * inherit, {@code CustodyStoreContract}. The caller that opened a store closes it, after the API:
 *
 * <pre>{@code
 * try (CustodyStore store = new JdbcStore(dataSource, Time.system());
 *         DualAuthleteApi api = DualAuthleteApi.builder()
 *                 .primary(to -> to.baseUrl("https://us.authlete.com").serviceId(serviceId).accessToken(accessToken))
 *                 .secondary(from -> from.baseUrl("https://api.authlete.com").apiKey(serviceId).apiSecret(apiSecret))
 *                 .custodyStore(store, key) // 32 bytes or more, the same on all nodes
 *                 .build()) {
 * }
 * }</pre>
 */
public interface CustodyStore extends AutoCloseable {

    /** The name of the note that tells which store this is: one that was emptied has none, or another. */
    String IDENTITY = "identity";

    /**
     * What a store holds of some keys.
     *
     * @param records the records of those keys that have one
     * @param entries what is pending, as far as it {@linkplain OutboxEntry#names names} a key
     * @param lagging the backends with a pending row that {@linkplain OutboxEntry#concernsAnybody concerns anybody} and that no node has leased
     * @param identity the note {@link #IDENTITY} at the same moment, {@code null} if there is none
     */
    record View(
            Map<CustodyKey, CustodyRecord> records,
            List<OutboxEntry> entries,
            Set<Side> lagging,
            @Nullable String identity) {

        /** Creates what a store without an identity holds. */
        public View(Map<CustodyKey, CustodyRecord> records, List<OutboxEntry> entries, Set<Side> lagging) {
            this(records, entries, lagging, null);
        }

        /** Returns whether nothing is held of the keys, and nothing is pending that concerns them. */
        boolean isEmpty() {
            return records.isEmpty() && entries.isEmpty();
        }
    }

    /**
     * One step of one record.
     *
     * @param key the key
     * @param from the record that has to be there, {@code null} for none
     * @param to the record to be there, {@code null} for none
     */
    record Change(
            CustodyKey key,
            @Nullable CustodyRecord from,
            @Nullable CustodyRecord to) {}

    /**
     * One step of one row of the outbox.
     *
     * @param from the row that has to be there in that {@linkplain OutboxEntry#revision revision}, {@code null} for none of
     *     that id
     * @param to the row to be there, {@code null} for none
     */
    record EntryChange(@Nullable OutboxEntry from, @Nullable OutboxEntry to) {}

    /** Returns what is held of these keys, in one round trip. */
    View look(Collection<CustodyKey> keys);

    /**
     * Makes all changes, or none if a record or row is not the one expected, in one round trip.
     *
     * @return whether the changes were made
     */
    boolean change(Collection<Change> changes, Collection<EntryChange> entries);

    /**
     * Returns pending rows of a backend that are {@linkplain OutboxEntry#readyAt ready}, those first that have been ready for
     * longest.
     *
     * @param blocking whether those that {@linkplain OutboxEntry#blocks block}, or those that do not
     * @param limit how many at most
     */
    List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit);

    /**
     * Returns pending rows of a backend, in the order in which they were {@linkplain OutboxEntry#made made}, and of their ids
     * where that is the same.
     *
     * @param blocking whether those that block, or those that do not
     * @param after the row to begin behind, which need not be there any more, {@code null} for all
     * @param limit how many at most
     */
    List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit);

    /**
     * The place of a row among those of its backend.
     *
     * @param made when it was made
     * @param id which it is
     */
    record Place(Instant made, String id) implements Comparable<Place> {

        /** Returns the place of a row. */
        public static Place of(OutboxEntry entry) {
            return new Place(entry.made(), entry.id());
        }

        @Override
        public int compareTo(Place other) {
            int older = made.compareTo(other.made);
            return older != 0 ? older : id.compareTo(other.id);
        }
    }

    /** Returns the rows of these ids, as far as they are there. */
    List<OutboxEntry> entries(Collection<String> ids);

    /** Returns the rows of a request, by what it is {@linkplain OutboxEntry#kill called}. */
    List<OutboxEntry> entriesOf(String kill);

    /**
     * Returns how many rows of a backend are pending.
     *
     * @param bound up to which rows are counted
     */
    PendingCount countPending(Side side, int bound);

    /**
     * How many rows of a backend are pending.
     *
     * @param blocking how many rows block
     * @param others how many do not
     * @param oldest when the oldest was made of those that block, {@code null} if there is none
     */
    record PendingCount(int blocking, int others, @Nullable Instant oldest) {}

    /**
     * Returns the keys of records that each node keeps locally for an outage of the store. They are in the order in which
     * the records expire; where two expire at once, in the order of their keys.
     *
     * @param why for this reason, which is not {@link OutageNotice#NONE}
     * @param after where to begin: behind that key, or at that instant if it names none
     * @param limit how many at most
     */
    List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit);

    /**
     * A record whose key each node keeps locally for an outage of the store.
     *
     * @param expires when it expires
     * @param key its key, {@code null} for what comes before all keys of that instant
     */
    record NoticedKey(Instant expires, @Nullable CustodyKey key) implements Comparable<NoticedKey> {

        /** Returns what comes before all that expires at an instant or later. */
        public static NoticedKey from(Instant instant) {
            return new NoticedKey(instant, null);
        }

        @Override
        public int compareTo(NoticedKey other) {
            int earlier = expires.compareTo(other.expires);
            return earlier != 0 ? earlier : text(this).compareTo(text(other));
        }

        private static String text(NoticedKey noticed) {
            return noticed.key == null ? "" : noticed.key.toString();
        }
    }

    /** Returns a note, {@code null} if there is none of that name. */
    @Nullable
    String note(String name);

    /**
     * Writes a note.
     *
     * @param from the text that has to be there, {@code null} for none
     * @return whether it was written
     */
    boolean note(String name, @Nullable String from, String to);

    /** Returns how many records there are, where that is cheap to tell. */
    default OptionalLong size() {
        return OptionalLong.empty();
    }

    /** Returns whether what it holds outlives this process. */
    boolean isDurable();

    @Override
    void close();
}
