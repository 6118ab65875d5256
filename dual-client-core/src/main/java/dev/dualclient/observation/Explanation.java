package dev.dualclient.observation;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What would be done with a call, and why. Immutable, and free of the credential that the call is about.
 *
 * @param operation the id of the operation
 * @param effect what the call would do to a backend's state
 * @param about the kind of credential that the call is about, {@code null} if it is about none
 * @param status what custody knows of that credential
 * @param stage the stage that holds for the call
 * @param store how the custody store is
 * @param rule the rule that the operation follows
 * @param plan who may be asked, how, in which order, and what decided on that
 * @param claims whether the credential would first be looked up and claimed, for both backends may hold it
 * @param hindered what stands in the way of a backend now, so that it would not be sent the call
 * @param askedFirst who would be asked first, or at once; empty if nobody would be asked now
 * @param fallsBackOn the outcomes of the first backend after which the second is asked, too
 * @param hedgesAfter after what silence of the first backend the second is asked before its turn, as far as the budget
 *     for that goes; {@code null} if it is not
 */
public record Explanation(
        String operation,
        Effect effect,
        @Nullable CredentialKind about,
        CustodyStatus status,
        Stage stage,
        StoreMonitor.State store,
        EffectiveRule rule,
        Plan plan,
        boolean claims,
        Map<Side, Reason> hindered,
        List<Side> askedFirst,
        Set<Outcome> fallsBackOn,
        @Nullable Duration hedgesAfter) {

    /** One reason of each outcome, of those that no rule treats in a way of its own. */
    private static final List<Reason> ORDINARY =
            List.of(Reason.SAID_NO, Reason.UNKNOWN, Reason.NOT_CONNECTED, Reason.NO_ANSWER_IN_TIME);

    /** Copies the collections. */
    public Explanation {
        hindered = Map.copyOf(hindered);
        askedFirst = List.copyOf(askedFirst);
        fallsBackOn = Set.copyOf(fallsBackOn);
    }

    /** Describes what would be done with a call. */
    public static Explanation of(
            CallFacts facts,
            CustodyStatus status,
            Stage stage,
            StoreMonitor.State store,
            EffectiveRule rule,
            Plan plan,
            boolean claims,
            @Nullable Duration hedgesAfter,
            Function<Side, @Nullable Reason> hindrance,
            Predicate<Attempt> fallsBack) {
        Map<Side, Reason> hindered = new EnumMap<>(Side.class);
        for (Side side : plan.order()) {
            Reason reason = hindrance.apply(side);
            if (reason != null) {
                hindered.put(side, reason);
            }
        }
        Set<Outcome> further = EnumSet.noneOf(Outcome.class);
        for (Reason reason : ORDINARY) {
            if (plan.mode() == Plan.Mode.IN_TURN
                    && plan.order().size() > 1
                    && fallsBack.test(Attempt.notSent(plan.order().get(0), reason))) {
                further.add(reason.outcome());
            }
        }
        return new Explanation(
                facts.call().operation().id(),
                facts.kind().effect(),
                facts.subject() == null ? null : facts.subject().kind(),
                status,
                stage,
                store,
                rule,
                plan,
                claims,
                hindered,
                askedFirst(plan, hindered, fallsBack),
                further,
                hedgesAfter);
    }

    private static List<Side> askedFirst(Plan plan, Map<Side, Reason> hindered, Predicate<Attempt> fallsBack) {
        List<Side> asked = new ArrayList<>();
        for (Side side : plan.order()) {
            Reason reason = hindered.get(side);
            boolean inTurn = plan.mode() == Plan.Mode.IN_TURN || plan.mode() == Plan.Mode.DEAD;
            if (reason == null) {
                asked.add(side);
            }
            if (inTurn && (reason == null || !fallsBack.test(Attempt.notSent(side, reason)))) {
                break;
            }
        }
        return asked;
    }
}
