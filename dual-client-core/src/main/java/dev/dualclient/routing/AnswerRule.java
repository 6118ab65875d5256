package dev.dualclient.routing;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Side;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whose answer counts when two backends were asked. */
public final class AnswerRule {

    /** From what counts most to what counts least: "unknown" is a conclusion only when everybody said so. */
    private static final List<Outcome> IN_TURN = List.of(
            Outcome.ACCEPTED, Outcome.REFUSED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.UNRECOGNIZED);

    /** A change has to hold everywhere: one backend's "no" or silence outweighs the other's "done". */
    private static final List<Outcome> BOTH = List.of(
            Outcome.REFUSED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.ACCEPTED, Outcome.UNRECOGNIZED);

    /** The same where what one backend has not acknowledged is kept: its silence does not outweigh the other's "done". */
    private static final List<Outcome> BOTH_OR_PENDING = List.of(
            Outcome.REFUSED, Outcome.ACCEPTED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.UNRECOGNIZED);

    private static final Set<Reason> OF_THE_CLIENT = EnumSet.of(Reason.UNKNOWN_CLIENT, Reason.CLIENT_NOT_AUTHENTICATED);

    /** Either backend's failure outweighs the other's acceptance. */
    private static final List<Outcome> BOTH_OR_FAIL = List.of(
            Outcome.REFUSED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.UNRECOGNIZED, Outcome.ACCEPTED);

    private static final Set<Outcome> NO = EnumSet.of(Outcome.REFUSED, Outcome.UNRECOGNIZED);

    private AnswerRule() {}

    /**
     * Returns the attempt that counts. Of two that do not know the credential, the one that authenticated the client counts.
     * Of two that did it, the one that was sent the request itself counts. Of equals, the first.
     *
     * @param rule what is chosen for the operation. Where something is changed at both, it decides between equals only:
     *     one backend's refusal or silence outweighs the other's "done" whatever was chosen
     */
    public static Attempt choose(List<Attempt> attempts, Plan.Mode mode, EffectiveRule rule) {
        if (attempts.size() == 1) {
            return attempts.get(0);
        }
        return switch (mode) {
            case IN_TURN, TOGETHER -> chosen(attempts, rule);
            case BOTH -> first(attempts, BOTH, favourite(rule));
            case BOTH_OR_PENDING -> first(attempts, BOTH_OR_PENDING, favourite(rule));
            case BOTH_OR_PENDING_BY_SECONDARY ->
                first(
                        attempts,
                        attempts.stream().anyMatch(AnswerRule::isSilenceOfPrimary) ? BOTH : BOTH_OR_PENDING,
                        favourite(rule));
            case MERGED, DEAD -> choose(attempts);
        };
    }

    /** Returns the attempt that counts where nothing is chosen. */
    public static Attempt choose(List<Attempt> attempts) {
        return first(attempts, IN_TURN, null);
    }

    private static Attempt chosen(List<Attempt> attempts, EffectiveRule rule) {
        boolean refused = attempts.stream().allMatch(attempt -> NO.contains(attempt.outcome()));
        Attempt refusal = refused ? of(refuser(rule), attempts) : null;
        if (refusal != null) {
            return refusal;
        }
        Attempt named = of(favourite(rule), attempts);
        return switch (rule.answer()) {
            case FIRST_ACCEPTED -> choose(attempts);
            case LAST_ACCEPTED -> {
                Attempt last = attempts.get(attempts.size() - 1);
                yield last.outcome() == Outcome.ACCEPTED ? last : choose(attempts);
            }
            case PRIMARY, SECONDARY -> named != null ? named : choose(attempts);
            case BOTH_OR_FAIL -> first(attempts, BOTH_OR_FAIL, null);
        };
    }

    private static Attempt first(List<Attempt> attempts, List<Outcome> order, @Nullable Side favourite) {
        return attempts.stream()
                .min(Comparator.<Attempt>comparingInt(attempt -> order.indexOf(attempt.outcome()))
                        .thenComparing(attempt ->
                                OF_THE_CLIENT.contains(attempt.reason()) || attempt.reason() == Reason.DONE_FOR_OWNER)
                        .thenComparing(attempt -> attempt.side() != favourite))
                .orElseThrow();
    }

    private static @Nullable Attempt of(@Nullable Side side, List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.side() == side)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static @Nullable Side favourite(EffectiveRule rule) {
        return switch (rule.answer()) {
            case PRIMARY -> Side.PRIMARY;
            case SECONDARY, LAST_ACCEPTED -> Side.SECONDARY;
            case FIRST_ACCEPTED, BOTH_OR_FAIL -> null;
        };
    }

    private static @Nullable Side refuser(EffectiveRule rule) {
        return switch (rule.whenBothRefuse()) {
            case OWNER -> null;
            case PRIMARY -> Side.PRIMARY;
            case SECONDARY -> Side.SECONDARY;
        };
    }

    private static boolean isSilenceOfPrimary(Attempt attempt) {
        boolean silence = !attempt.outcome().isConclusive();
        return silence && attempt.side() == Side.PRIMARY;
    }
}
