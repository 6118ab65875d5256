package dev.dualclient.test.histories;

import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.without.Rule;
import dev.dualclient.test.histories.without.Switch;
import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.Node;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Plays histories on an engine that breaks one rule, for each rule, and prints after how many a promise was broken. Ends
 * with status 1 if a rule can be broken and nobody finds out.
 */
public final class LongRunWithout {

    private LongRunWithout() {}

    /** Takes the number of histories for each rule, the first seed, and the names of rules; of all of them if none. */
    public static void main(String... arguments) {
        LongRun.beQuiet();
        long count = Long.parseLong(arguments.length > 0 ? arguments[0] : "10000");
        long seed = Long.parseLong(arguments.length > 1 ? arguments[1] : "1");
        Set<Rule> rules = EnumSet.allOf(Rule.class);
        if (arguments.length > 2) {
            rules.clear();
            for (int at = 2; at < arguments.length; at++) {
                rules.add(Rule.valueOf(arguments[at]));
            }
        }
        System.out.println("| rule | without it, after | is found |\n|---|---|---|");
        boolean all = true;
        for (Rule rule : rules) {
            String found = found(rule, count, seed);
            all &= !found.isEmpty();
            System.out.println("| " + rule + ": " + rule.says() + " | "
                    + (found.isEmpty() ? "more than " + count + " | nothing" : found) + " |");
        }
        System.exit(all ? 0 : 1);
    }

    private static String found(Rule rule, long count, long seed) {
        Node.Kind engine = EngineNode::new;
        try (Switch ignored = rule.off()) {
            for (long each = seed; each < seed + count; each++) {
                History history = rule.isOfCarryOver() ? Generator.carried(each) : Generator.any(each);
                Optional<End> end = history.play(engine);
                if (end.isPresent()) {
                    return each - seed + 1 + " | " + end.get().violation().kind();
                }
            }
        }
        return "";
    }
}
