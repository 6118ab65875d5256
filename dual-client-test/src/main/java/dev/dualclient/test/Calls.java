package dev.dualclient.test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How often each operation was called at either backend. Written as {@code 1/0}: one call of the primary, none of the
 * secondary. Immutable.
 *
 * @param primary calls of the primary by operation
 * @param secondary calls of the secondary by operation
 */
public record Calls(Map<String, Integer> primary, Map<String, Integer> secondary) {

    /** Copies the maps. */
    public Calls {
        primary = Collections.unmodifiableMap(new TreeMap<>(primary));
        secondary = Collections.unmodifiableMap(new TreeMap<>(secondary));
    }

    /** Returns the calls of some operations alone. */
    public Calls of(String... operations) {
        return only(List.of(operations)::contains);
    }

    /** Returns the calls but those of some operations: of those that run in the background, say. */
    public Calls without(String... operations) {
        return only(operation -> !List.of(operations).contains(operation));
    }

    /** Returns the calls that came after those. */
    Calls since(Calls earlier) {
        return new Calls(difference(primary, earlier.primary), difference(secondary, earlier.secondary));
    }

    /** Returns both sums: {@code 1/0}. */
    @Override
    public String toString() {
        return sum(primary) + "/" + sum(secondary);
    }

    private static int sum(Map<String, Integer> calls) {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Calls only(Predicate<String> chosen) {
        Map<String, Integer> first = new TreeMap<>(primary);
        Map<String, Integer> second = new TreeMap<>(secondary);
        first.keySet().removeIf(chosen.negate());
        second.keySet().removeIf(chosen.negate());
        return new Calls(first, second);
    }

    private static Map<String, Integer> difference(Map<String, Integer> now, Map<String, Integer> earlier) {
        Map<String, Integer> difference = new TreeMap<>();
        now.forEach((operation, count) -> {
            int more = count - earlier.getOrDefault(operation, 0);
            if (more > 0) {
                difference.put(operation, more);
            }
        });
        return difference;
    }
}
