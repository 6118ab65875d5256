package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory on which the guarantee rests. Every change is atomic, linearizable, and moves a record only towards more
 * firmness, with one exception: a claim may be withdrawn by the request that made it. A <em>row</em> lists the keys of
 * one token row, the credential in question first; what happens to the first happens to all. Implementations are
 * thread-safe and throw {@link StoreUnavailableException} when they cannot answer or cannot take more.
 */
public interface CustodyStore extends AutoCloseable {

    /** Returns the record of a key, {@code null} if there is none. */
    @Nullable
    CustodyRecord find(CustodyKey key);

    /** Records that the primary recognised a credential or authenticated a client, unless something firmer is known. */
    void see(CustodyKey key, Instant expires);

    /**
     * Claims a row for a backend, unless its first key is claimed already or firmer: a claim that is met becomes final.
     * A row of which any key was killed is killed whole.
     *
     * @return the record of the first key as it stands now
     */
    CustodyRecord claim(List<CustodyKey> row, Side side, String claimant, Instant expires);

    /**
     * Withdraws a claim if it is still the claimant's own.
     *
     * @return whether it was
     */
    boolean withdraw(List<CustodyKey> row, String claimant);

    /**
     * Records that a row was consumed. The first backend and the first successor stand.
     *
     * @return the record of the first key as it stands now
     */
    CustodyRecord spend(List<CustodyKey> row, Side side, @Nullable CustodyKey successor, Instant expires);

    /** Records that a row was killed. */
    void kill(List<CustodyKey> row, Instant expires);

    @Override
    void close();
}
