package dev.dualclient.migration.readiness;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.migration.Stages;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What {@link Readiness} needs of an engine. Immutable.
 *
 * @param custody what is known of credentials
 * @param instance the name of this node, for operators
 * @param stages the stages of this node, which may not be there before the first second
 * @param backends asks a backend for reads
 * @param pageSize how many rows a page of a list has
 * @param settings the settings of readiness
 * @param times times that the settings of the engine give
 * @param external what is known from elsewhere
 * @param carried whether tokens of a client are carried over when they are used
 * @param time the clock
 */
public record ReadinessParts(
        Custody custody,
        String instance,
        Supplier<Stages> stages,
        BackendReader backends,
        int pageSize,
        ReadinessSettings settings,
        Limits times,
        ExternalFacts external,
        Predicate<CustodyKey> carried,
        Time time) {

    /**
     * Times that the settings of the engine give.
     *
     * @param call how long a call may take
     * @param settle after how long a backend has done what it was sent
     */
    public record Limits(Duration call, Duration settle) {}

    Evidence.Limits limits() {
        return new Evidence.Limits(
                times.call().plus(times.settle()), times.settle(), custody.migratorLag(), custody.retention());
    }
}
