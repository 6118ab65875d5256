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
 * {@link StoreUnavailableException} when they cannot answer or cannot take more.
 */
public interface CustodyStore extends AutoCloseable {

    /** The name of the note that tells which store this is: one that was emptied has none, or another. */
    String IDENTITY = "identity";

    /**
     * What a store holds of some keys.
     *
     * @param records the records of those keys that have one
     * @param debts what is owed, as far as it {@linkplain Debt#names names} a key
     * @param owing who owes anything that {@linkplain Debt#concernsAnybody concerns anybody} and is in nobody's hands
     * @param identity the note {@link #IDENTITY} at the same moment, {@code null} if there is none
     */
    record View(
            Map<CustodyKey, CustodyRecord> records,
            List<Debt> debts,
            Set<Side> owing,
            @Nullable String identity) {

        /** Creates what a store without an identity holds. */
        public View(Map<CustodyKey, CustodyRecord> records, List<Debt> debts, Set<Side> owing) {
            this(records, debts, owing, null);
        }

        /** Returns whether nothing is held of the keys, and nothing owed that concerns them. */
        boolean isEmpty() {
            return records.isEmpty() && debts.isEmpty();
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
     * @param from the row that has to be there, {@code null} for none of that id
     * @param to the row to be there, {@code null} for none
     */
    record DebtChange(@Nullable Debt from, @Nullable Debt to) {}

    /** Returns what is held of these keys, in one round trip. */
    View look(Collection<CustodyKey> keys);

    /**
     * Makes all changes, or none if a record or row is not the one expected, in one round trip.
     *
     * @return whether the changes were made
     */
    boolean change(Collection<Change> changes, Collection<DebtChange> debts);

    /**
     * Returns the outbox, at most so many rows: those that {@linkplain Debt#blocks block} first, and the oldest first
     * among either.
     */
    List<Debt> debts(int limit);

    /**
     * Returns the keys of records that have to be known by heart, and that expire after an instant.
     *
     * @param why for this reason, which is not {@link Alarm#NONE}
     */
    Set<CustodyKey> alarming(Alarm why, Instant expiringAfter);

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
