package dev.dualclient.routing;

import dev.dualclient.operation.Case;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Route;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule that one operation follows, in one of its cases. Immutable.
 *
 * @param operation the id of the operation
 * @param when the value of the request field that makes it this case, {@code null} for the ordinary case
 * @param effect what the operation does then
 * @param route which backends are asked
 * @param fallBackOn how the first attempt has to end for the second backend to be asked
 * @param answer whose answer counts
 * @param whenBothRefuse whose refusal counts
 * @param timeout how long each backend may take at most, {@code null} for no bound of the operation's own
 * @param chosen the keys under {@code dual-client.operations} that have a part in it, the most specific first
 */
public record EffectiveRule(
        String operation,
        @Nullable String when,
        Effect effect,
        Route route,
        List<Condition> fallBackOn,
        WhoseAnswer answer,
        WhoseRefusal whenBothRefuse,
        @Nullable Duration timeout,
        List<String> chosen) {

    static EffectiveRule of(
            Operation operation,
            @Nullable String when,
            Case kind,
            OperationRule rule,
            List<Condition> otherwise,
            List<String> chosen) {
        return new EffectiveRule(
                operation.id(),
                when,
                kind.effect(),
                rule.route() != null ? rule.route() : kind.route(),
                rule.fallBackOn() != null ? rule.fallBackOn() : otherwise,
                rule.answer() != null ? rule.answer() : WhoseAnswer.FIRST_ACCEPTED,
                rule.whenBothRefuse() != null ? rule.whenBothRefuse() : WhoseRefusal.OWNER,
                rule.timeout(),
                chosen);
    }

    /** Returns the rule on one line. */
    @Override
    public String toString() {
        return operation + (when == null ? "" : " (" + when + ")") + ": " + effect + ", route " + route
                + ", fall back on " + fallBackOn + ", answer " + answer + ", when both refuse " + whenBothRefuse
                + (timeout == null ? "" : ", timeout " + timeout)
                + (chosen.isEmpty() ? "" : ", chosen by " + chosen);
    }
}
