package dev.dualclient.routing;

import dev.dualclient.operation.Route;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has chosen for an operation. Custody comes before all of it. Immutable.
 *
 * @param route which backends are asked, {@code null} for the operation's own route
 * @param fallBackOn how the first attempt has to end for the second backend to be asked, {@code null} for the
 *     conditions of all operations
 * @param answer whose answer counts, {@code null} for the first that accepts
 * @param whenBothRefuse whose refusal counts, {@code null} for the owner's
 * @param timeout how long each backend may take at most, within its own timeouts and the call's budget, {@code null} for
 *     no bound of its own
 */
public record OperationRule(
        @Nullable Route route,
        @Nullable List<Condition> fallBackOn,
        @Nullable WhoseAnswer answer,
        @Nullable WhoseRefusal whenBothRefuse,
        @Nullable Duration timeout) {

    /** Nothing is chosen. */
    public static final OperationRule NONE = new OperationRule(null, null, null, null, null);

    /**
     * Copies the conditions.
     *
     * @throws IllegalArgumentException if the timeout is not longer than zero
     */
    public OperationRule {
        fallBackOn = fallBackOn == null ? null : List.copyOf(fallBackOn);
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            throw new IllegalArgumentException("timeout is " + timeout + ": write a duration longer than zero");
        }
    }

    /** Returns this rule with a route. */
    public OperationRule withRoute(Route other) {
        return new OperationRule(other, fallBackOn, answer, whenBothRefuse, timeout);
    }

    /**
     * Returns this rule with conditions, as properties have them: {@code "unrecognized", "code:A057302"}. Without any, the
     * second backend is never asked.
     *
     * @throws IllegalArgumentException if one is no condition
     */
    public OperationRule withFallBackOn(String... conditions) {
        List<Condition> read = Stream.of(conditions).map(Condition::of).toList();
        return new OperationRule(route, read, answer, whenBothRefuse, timeout);
    }

    /** Returns this rule with a choice of the answer that counts. */
    public OperationRule withAnswer(WhoseAnswer other) {
        return new OperationRule(route, fallBackOn, other, whenBothRefuse, timeout);
    }

    /** Returns this rule with a choice of the refusal that counts. */
    public OperationRule withWhenBothRefuse(WhoseRefusal other) {
        return new OperationRule(route, fallBackOn, answer, other, timeout);
    }

    /** Returns this rule with a bound of what each backend may take. */
    public OperationRule withTimeout(Duration other) {
        return new OperationRule(route, fallBackOn, answer, whenBothRefuse, other);
    }

    /** Returns this rule, and where it chooses nothing, what a more general one does. */
    OperationRule orElse(OperationRule general) {
        return new OperationRule(
                route != null ? route : general.route,
                fallBackOn != null ? fallBackOn : general.fallBackOn,
                answer != null ? answer : general.answer,
                whenBothRefuse != null ? whenBothRefuse : general.whenBothRefuse,
                timeout != null ? timeout : general.timeout);
    }
}
