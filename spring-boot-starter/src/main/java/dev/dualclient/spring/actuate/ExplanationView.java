package dev.dualclient.spring.actuate;

import dev.dualclient.call.Reason;
import dev.dualclient.observation.Explanation;
import dev.dualclient.operation.Side;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What would be done with a call, as the endpoint shows it: who would be asked first or at once, who in which order, what
 * stands in the way, after which outcomes the second is asked, and after what silence of the first before its turn.
 */
record ExplanationView(
        String operation,
        String effect,
        @Nullable String about,
        Known known,
        String stage,
        String custodyStore,
        RuleView rule,
        List<String> asked,
        String manner,
        List<String> order,
        String because,
        boolean claimsFirst,
        Map<String, String> hindered,
        List<String> fallsBackOn,
        @Nullable String hedgesAfter) {

    record Known(String firmness, @Nullable String backend) {}

    static ExplanationView of(Explanation told) {
        return new ExplanationView(
                told.operation(),
                Kebab.of(told.effect()),
                Kebab.ofNullable(told.about()),
                new Known(
                        Kebab.of(told.status().level()),
                        Kebab.ofNullable(told.status().side())),
                Kebab.of(told.stage()),
                Kebab.of(told.store()),
                RuleView.of(told.rule()),
                told.askedFirst().stream().map(Kebab::of).toList(),
                Kebab.of(told.plan().mode()),
                told.plan().order().stream().map(Kebab::of).toList(),
                told.plan().basis().words(),
                told.claims(),
                words(told.hindered()),
                Kebab.ofAll(told.fallsBackOn()),
                told.hedgesAfter() == null ? null : told.hedgesAfter().toString());
    }

    private static Map<String, String> words(Map<Side, Reason> hindered) {
        Map<String, String> words = new TreeMap<>();
        hindered.forEach((side, reason) -> words.put(Kebab.of(side), reason.words()));
        return words;
    }
}
