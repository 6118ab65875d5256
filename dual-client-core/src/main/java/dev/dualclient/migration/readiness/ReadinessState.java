package dev.dualclient.migration.readiness;

import org.jspecify.annotations.Nullable;

/**
 * How readiness stands, as this node last found it. Immutable.
 *
 * @param latest the last report of this node, {@code null} if it has made none yet
 * @param primary how many clients this node has scanned at the primary
 * @param secondary how many at the secondary
 */
public record ReadinessState(@Nullable ReadinessReport latest, Scanned primary, Scanned secondary) {

    /** Nothing was found out. */
    public static final ReadinessState NONE = new ReadinessState(null, new Scanned(0, 0), new Scanned(0, 0));

    /**
     * How many clients were scanned.
     *
     * @param clean whose every row was seen
     * @param unclean the others
     */
    public record Scanned(long clean, long unclean) {}
}
