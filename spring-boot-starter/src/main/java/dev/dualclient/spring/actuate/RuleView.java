package dev.dualclient.spring.actuate;

import dev.dualclient.routing.Condition;
import dev.dualclient.routing.EffectiveRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule that an operation follows, as the endpoint shows it: in the words of properties. */
record RuleView(
        String operation,
        @Nullable String when,
        String effect,
        String route,
        List<String> fallBackOn,
        String answer,
        String whenBothRefuse,
        @Nullable String timeout,
        @Nullable String hedgeAfter,
        List<String> chosenBy) {

    static RuleView of(EffectiveRule rule) {
        return new RuleView(
                rule.operation(),
                rule.when(),
                Kebab.of(rule.effect()),
                Kebab.of(rule.route()),
                rule.fallBackOn().stream().map(Condition::toString).toList(),
                Kebab.of(rule.answer()),
                Kebab.of(rule.whenBothRefuse()),
                text(rule.timeout()),
                text(rule.hedgeAfter()),
                rule.chosen());
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }
}
