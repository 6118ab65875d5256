package dev.dualclient.routing;

import dev.dualclient.operation.Case;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules that operations follow: their own, and what an operator has chosen in place of them, by operation id or by a
 * pattern such as {@code vci-*}. Setting by setting the most specific choice counts: an id before a pattern, a longer
 * pattern before a shorter one. Immutable and thread-safe.
 */
public final class Rules {

    private final List<EffectiveRule> table = new ArrayList<>();
    private final Map<Case, EffectiveRule> index = new IdentityHashMap<>(); // each operation has cases of its own

    /** Makes the rules that operations have of their own. */
    public Rules() {
        this(Map.of(), Condition.DEFAULTS, List.of());
    }

    /**
     * Makes rules.
     *
     * @param chosen what was chosen, by operation id or pattern
     * @param fallBackOn how a first attempt has to end for the second backend to be asked, where nothing else is chosen
     * @param unsafe those ids and patterns, as they were chosen, that may ask for what is not safe; {@code fallback} for
     *     the conditions of all
     * @throws IllegalArgumentException if there is no such operation, or a rule cannot hold or is not safe; the message
     *     says what to write instead
     */
    public Rules(Map<String, OperationRule> chosen, List<Condition> fallBackOn, Collection<String> unsafe) {
        for (Map.Entry<String, OperationRule> choice : chosen.entrySet()) {
            check(choice.getKey(), choice.getValue(), unsafe.contains(choice.getKey()));
        }
        for (String key : unsafe) {
            requireNamed(key);
        }
        if (!unsafe.contains(RuleCheck.FALLBACK)) {
            RuleCheck.requireSafe(fallBackOn);
        }
        List<String> specificFirst = chosen.isEmpty() ? List.of() : specificFirst(chosen.keySet());
        for (Operation operation : Catalogue.operations()) {
            List<String> keys = specificFirst.stream()
                    .filter(key -> matches(key, operation))
                    .toList();
            OperationRule rule = OperationRule.NONE;
            for (String key : keys) {
                rule = rule.orElse(Objects.requireNonNull(chosen.get(key)));
            }
            add(EffectiveRule.of(operation, null, operation.ordinary(), rule, fallBackOn, keys), operation.ordinary());
            for (Map.Entry<String, Case> one : operation.cases().entrySet()) {
                add(EffectiveRule.of(operation, one.getKey(), one.getValue(), rule, fallBackOn, keys), one.getValue());
            }
        }
    }

    private void add(EffectiveRule rule, Case kind) {
        table.add(rule);
        index.put(kind, rule);
    }

    private static void check(String key, OperationRule rule, boolean unsafe) {
        boolean named = false;
        for (Operation operation : Catalogue.operations()) {
            if (matches(key, operation)) {
                named = true;
                RuleCheck check = new RuleCheck(key, operation, rule, unsafe);
                kinds(operation).forEach(check::check);
            }
        }
        if (!named) {
            throw new IllegalArgumentException("dual-client.operations." + key
                    + " names no operation: write an id of the table in docs/routing.md, auth-introspection say");
        }
    }

    /** A key of no operation is one that was misspelt. */
    private static void requireNamed(String unsafe) {
        if (!unsafe.equals(RuleCheck.FALLBACK)
                && Catalogue.operations().stream().noneMatch(operation -> matches(unsafe, operation))) {
            throw new IllegalArgumentException("dual-client.allow-unsafe-rules has " + unsafe
                    + ", which names no operation: write an id of the table in docs/routing.md, or "
                    + RuleCheck.FALLBACK);
        }
    }

    /** Returns the cases of an operation, the ordinary one first. */
    static Stream<Case> kinds(Operation operation) {
        return Stream.concat(Stream.of(operation.ordinary()), operation.cases().values().stream());
    }

    private static List<String> specificFirst(Collection<String> keys) {
        return keys.stream()
                .sorted(Comparator.comparing(RuleCheck::isPattern)
                        .thenComparing(Comparator.comparing(String::length).reversed())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static boolean matches(String key, Operation operation) {
        return Pattern.matches(Pattern.quote(key).replace("*", "\\E.*\\Q"), operation.id());
    }

    /** Returns the rule of every operation in every case, in the order of the catalogue. */
    public List<EffectiveRule> table() {
        return List.copyOf(table);
    }

    /** Returns the rule that a call follows. */
    public EffectiveRule of(CallFacts facts) {
        return Objects.requireNonNull(index.get(facts.kind()));
    }
}
