package dev.dualclient.migration.inventory;

import java.util.List;

/**
 * The settings of the service at both backends. Immutable.
 *
 * @param basis what they were read from
 * @param differences the fields that differ, in the order of their names
 */
public record ServiceComparison(Basis basis, List<FieldDifference> differences) {

    /** What settings are compared by. */
    public enum Basis {
        /** The settings of both services. */
        SETTINGS,
        /** The discovery documents alone, because the settings of one service could not be read. */
        DISCOVERY,
        /** Nothing could be read. */
        NOTHING
    }

    /** Copies the differences. */
    public ServiceComparison {
        differences = List.copyOf(differences);
    }
}
