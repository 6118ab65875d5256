package dev.dualclient.migration.readiness;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when nothing begins at the secondary, and from when on a scan counts. Pure. Immutable.
 *
 * @param since since when every node lets nothing begin at the secondary, the store was seen without a break, and nothing
 *     has begun there all the same; {@code null} if a node still lets something begin
 * @param scansFrom from when on scans count
 */
record Timeline(@Nullable Instant since, Instant scansFrom) {

    /** What the clocks of the nodes may differ by, and a note may be late. */
    static final Duration SKEW = Duration.ofSeconds(15);

    /** How long all nodes need to follow a change, and a call to end that began before. */
    private static final Duration FOLLOW = Duration.ofSeconds(2);

    static Timeline of(Evidence evidence) {
        Instant since = latest(evidence.events().watched(), evidence.events().birth());
        Instant scans = since;
        boolean drained = Heartbeats.isDrained(evidence.policy());
        for (NodeState node : evidence.nodes()) {
            since = latest(since, node.storeUpSince());
            if (isGone(node, evidence)) {
                Instant end = node.at().plus(evidence.limits().silence());
                scans = latest(scans, end);
                since = node.drainedSince() == null ? latest(since, end) : latest(since, node.drainedSince());
            } else if (node.drainedSince() == null) {
                drained = false;
            } else {
                since = latest(since, node.drainedSince().plus(FOLLOW));
            }
        }
        return new Timeline(drained ? since : null, latest(scans, since).plus(SKEW));
    }

    /** Whether a node has ended, or has been silent for so long that nothing it did can be under way. */
    static boolean isGone(NodeState node, Evidence evidence) {
        return node.gone()
                || node.at().plus(evidence.limits().silence()).plus(SKEW).isBefore(evidence.now());
    }

    static Instant latest(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
