package dev.dualclient.migration.readiness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a whole round of scans has found beside the tokens of single clients, as it stands in the store. Immutable.
 *
 * @param round when the round began
 * @param ended when it ended
 * @param clients how many clients the secondary lists; -1 if the lists of clients could not be read whole
 * @param total how many tokens the secondary lists without naming a client; -1 if it does not say
 * @param sum how many tokens it lists of all its clients together
 * @param clockOffsets how many milliseconds the clock of each backend is ahead of this node's; a backend that does not tell
 *     its time is absent
 * @param missingKeys the key ids of the secondary that the primary does not publish, {@code null} if unknown
 * @param grantManagement whether the secondary has grant management, {@code null} if unknown
 * @param listsExpired whether a row was seen whose access token had expired
 */
record ScanFacts(
        Instant round,
        Instant ended,
        long clients,
        long total,
        long sum,
        Map<String, Long> clockOffsets,
        @Nullable List<String> missingKeys,
        @Nullable Boolean grantManagement,
        boolean listsExpired) {

    ScanFacts {
        clockOffsets = Map.copyOf(clockOffsets);
        missingKeys = missingKeys == null ? null : List.copyOf(missingKeys);
    }
}
