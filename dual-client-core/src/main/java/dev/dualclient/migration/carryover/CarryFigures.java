package dev.dualclient.migration.carryover;

import java.util.Map;

/**
 * What carry-over has counted on this node since the start. Immutable.
 *
 * @param results how many rows came to which end
 * @param reasons how many rows were not carried over for which reason
 * @param queue how many rows wait
 */
public record CarryFigures(Map<CarryOutcome, Long> results, Map<CarryReason, Long> reasons, int queue) {

    /** Copies the maps. */
    public CarryFigures {
        results = Map.copyOf(results);
        reasons = Map.copyOf(reasons);
    }
}
