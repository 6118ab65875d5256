package dev.dualclient.custody;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory on which the guarantee rests: records by key, changed by compare-and-set. What a record may become is
 * decided by {@link CustodyRecord}; a store only has to be linearizable, and to forget a record no earlier than it
 * expires. Implementations are thread-safe and throw {@link StoreUnavailableException} when they cannot answer or cannot
 * take more.
 */
public interface CustodyStore extends AutoCloseable {

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

    /** Returns the records of those keys that have one, in one round trip. */
    Map<CustodyKey, CustodyRecord> find(Collection<CustodyKey> keys);

    /**
     * Makes all changes, or none if a record is not the one expected, in one round trip.
     *
     * @return whether the changes were made
     */
    boolean change(Collection<Change> changes);

    @Override
    void close();
}
