package dev.dualclient.routing;

import dev.dualclient.operation.Case;
import dev.dualclient.operation.Case.Kills;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Route;
import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether what an operator has chosen for an operation can hold, and whether it is safe.
 *
 * @param key the operation id or pattern under which it was chosen
 * @param unsafe whether it may be unsafe
 */
record RuleCheck(String key, Operation operation, OperationRule rule, boolean unsafe) {

    /** What the conditions of all operations are named by. */
    static final String FALLBACK = "fallback";

    private static final String LEAVE_OUT = ", or leave the rule out";
    private static final String TOO_MANY = "status:429";

    static boolean isPattern(String key) {
        return key.contains("*");
    }

    /**
     * Checks the conditions of all operations.
     *
     * @throws IllegalArgumentException if one of them is not safe for all
     */
    static void requireSafe(List<Condition> conditions) {
        for (Operation operation : Catalogue.operations()) {
            for (Condition condition : conditions) {
                if (!condition.isSafe(operation, operation.ordinary())) {
                    throw new IllegalArgumentException("dual-client.fallback.on has " + condition.text() + ", but "
                            + operation.id() + " could be done twice by that, or done after it was refused: write "
                            + condition.text()
                            + " into dual-client.operations.<id>.fall-back-on of operations that only"
                            + " read, or " + FALLBACK + " into dual-client.allow-unsafe-rules");
                }
            }
        }
    }

    /**
     * Checks the rule for one case.
     *
     * @throws IllegalArgumentException if it cannot hold or is not safe; the message says what to write instead
     */
    void check(Case kind) {
        Route route = rule.route() == null ? kind.route() : rule.route();
        if (route != kind.route()) {
            refuse("route", text(route), whyNoRoute(kind, route));
            refuseUnsafe("route", text(route), whyUnsafeRoute(kind, route));
        }
        boolean inTurn = isInTurn(route); // what only 3.0 has was refused it above
        if (rule.fallBackOn() != null) {
            checkConditions(kind, inTurn, rule.fallBackOn());
        }
        if (rule.hedgeAfter() != null && !isPattern(key)) {
            boolean read = kind.effect() == Effect.READ;
            refuse(
                    "hedge-after",
                    String.valueOf(rule.hedgeAfter()),
                    (read ? inTurn : reads(operation))
                            ? null
                            : "only a read of which another backend may know more can be hedged: write it under"
                                    + " auth-introspection, say");
        }
        WhoseAnswer answer = rule.answer();
        if (answer != null) {
            boolean chosen = inTurn || route == Route.BOTH;
            refuse(
                    "answer",
                    text(answer),
                    chosen || isPattern(key) ? null : "there is only one answer: leave the rule out");
            refuseUnsafe("answer", text(answer), whyUnsafeAnswer(kind, inTurn, answer));
        }
    }

    private static boolean reads(Operation operation) {
        return Rules.kinds(operation).anyMatch(kind -> kind.effect() == Effect.READ);
    }

    private void checkConditions(Case kind, boolean inTurn, List<Condition> conditions) {
        String all = conditions.stream().map(Condition::text).toList().toString();
        refuse(
                "fall-back-on",
                all,
                inTurn || isPattern(key)
                        ? null
                        : "there is no second backend to fall back on: leave the rule out, or write a route that has one");
        for (Condition condition : conditions) {
            boolean tooMany = condition.text().equals(TOO_MANY);
            refuse(
                    "fall-back-on",
                    condition.text(),
                    tooMany ? "too many requests are not passed on to the other backend: leave it out" : null);
            refuseUnsafe(
                    "fall-back-on",
                    condition.text(),
                    !inTurn || condition.isSafe(operation, kind)
                            ? null
                            : "it could be done twice by that, or done after it was refused: write unrecognized or"
                                    + " unavailable");
        }
    }

    private @Nullable String whyNoRoute(Case kind, Route route) {
        if (!operation.existsAt(Side.SECONDARY)) {
            return "Authlete 3.0 alone has the operation: write primary-only" + LEAVE_OUT;
        } else if (kind.effect() == Effect.KILL
                && (kind.kills() == Kills.SERVICE || isInTurn(route) || route == Route.MERGED)) {
            return "what one backend alone took away could come back to life: write " + text(kind.route()) + LEAVE_OUT;
        } else if (route == Route.MERGED) {
            return "its answers are no lists that could be united: write primary-first" + LEAVE_OUT;
        }
        return null;
    }

    private static @Nullable String whyUnsafeRoute(Case kind, Route route) {
        if (kind.effect() == Effect.KILL) {
            return "what one backend alone took away could come back to life: write both";
        }
        boolean twice = kind.effect() == Effect.CREATE || kind.effect() == Effect.CONSUME;
        return route == Route.BOTH && twice
                ? "asking both whatever the first says would do it twice: write primary-first"
                : null;
    }

    private static @Nullable String whyUnsafeAnswer(Case kind, boolean inTurn, WhoseAnswer answer) {
        boolean anyAcceptance = answer == WhoseAnswer.FIRST_ACCEPTED || answer == WhoseAnswer.LAST_ACCEPTED;
        return !inTurn || anyAcceptance || kind.effect() == Effect.READ
                ? null
                : "what the other backend has done would be answered by a refusal: write first-accepted";
    }

    private static boolean isInTurn(Route route) {
        return route == Route.LEADER_FIRST || route == Route.PRIMARY_FIRST || route == Route.SECONDARY_FIRST;
    }

    private void refuse(String setting, String value, @Nullable String why) {
        if (why != null) {
            throw new IllegalArgumentException("dual-client.operations." + key + "." + setting + " is " + value
                    + ", but " + (isPattern(key) ? "for " + operation.id() + " " : "") + why);
        }
    }

    private void refuseUnsafe(String setting, String value, @Nullable String why) {
        if (!unsafe) {
            refuse(setting, value, why == null ? null : why + ", or " + key + " into dual-client.allow-unsafe-rules");
        }
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
