package dev.dualclient.migration.readiness;

import dev.dualclient.custody.CustodyKey;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A client because of which the secondary is still needed. Immutable.
 *
 * @param key its keyed hash
 * @param client its id, {@code null} if this node has not seen it
 * @param why why it is needed
 * @param rows how many of its rows the primary cannot serve
 * @param leastUsed when the one of them was used that has not been used for longest
 * @param clearsBy by when that clears by itself at the latest, {@code null} if it does not
 */
public record ClientBlocker(
        CustodyKey key,
        @Nullable String client,
        Why why,
        long rows,
        Instant leastUsed,
        @Nullable Instant clearsBy) {

    static final Comparator<ClientBlocker> ORDER = Comparator.comparingLong(ClientBlocker::rows)
            .reversed()
            .thenComparing(one -> one.key().toString());

    /** Why a client stands in the way. */
    public enum Why {
        /** Living tokens of it are at the secondary alone. */
        UNCOVERED("living tokens are at the secondary alone"),
        /** The secondary was used for it after the scan. */
        USED("the secondary was used for it after its last scan"),
        /** The scan began before nothing began at the secondary any more. */
        BEFORE_DRAIN("it was not scanned since drain began on all nodes"),
        /** The scan is too old. */
        OLD("its last scan is too old"),
        /** Its list changed during three scans, and Dual Client did not change it. */
        UNCLEAN("its list changed during each of three scans"),
        /** Its list could not be read. */
        FAILED("its list could not be read");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /** Returns what that means, in words. */
        public String words() {
            return words;
        }

        /** Whether nothing can be said of the client. */
        boolean isUnseen() {
            return this == UNCLEAN || this == FAILED;
        }
    }

    ClientBlocker named(@Nullable String id) {
        return new ClientBlocker(key, id, why, rows, leastUsed, clearsBy);
    }
}
