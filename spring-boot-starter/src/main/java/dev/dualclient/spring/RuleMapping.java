package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.routing.Condition;
import dev.dualclient.routing.OperationRule;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Hands the rules of operations over to the builder, which judges them. */
final class RuleMapping {

    private static final String OPERATIONS = "dual-client.operations.";

    /** What {@code dual-client.fallback.on} is called by YAML, to which a bare {@code on} is the boolean. */
    private static final String ON_IN_YAML = "dual-client.fallback.true";

    private RuleMapping() {}

    static void map(DualClientProperties properties, Environment environment, DualAuthleteApiBuilder builder) {
        List<String> on = Binder.get(environment)
                .bind(ON_IN_YAML, Bindable.listOf(String.class))
                .orElse(
                        properties.fallback() == null
                                ? null
                                : properties.fallback().on());
        if (on != null) {
            builder.fallBackOn(conditions("dual-client.fallback.on", on));
        }
        properties.operations().forEach((written, chosen) -> {
            String key = key(written);
            builder.rule(key, rule -> map(key, chosen, rule));
        });
    }

    /** Binding drops the star of {@code vci-*} unless it is written {@code "[vci-*]"}; no id ends with a hyphen. */
    static String key(String written) {
        return written.endsWith("-") ? written + '*' : written;
    }

    private static OperationRule map(String key, DualClientProperties.OperationRule chosen, OperationRule to) {
        OperationRule rule = to;
        if (chosen.route() != null) {
            rule = rule.withRoute(chosen.route());
        }
        if (chosen.fallBackOn() != null) {
            rule = rule.withFallBackOn(conditions(OPERATIONS + key + ".fall-back-on", chosen.fallBackOn()));
        }
        if (chosen.answer() != null) {
            rule = rule.withAnswer(chosen.answer());
        }
        if (chosen.whenBothRefuse() != null) {
            rule = rule.withWhenBothRefuse(chosen.whenBothRefuse());
        }
        try {
            rule = chosen.timeout() == null ? rule : rule.withTimeout(chosen.timeout());
            return chosen.hedgeAfter() == null ? rule : rule.withHedgeAfter(chosen.hedgeAfter());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(OPERATIONS + key + '.' + wrong.getMessage(), wrong);
        }
    }

    private static String[] conditions(String property, List<String> written) {
        for (String condition : written) {
            try {
                Condition.of(condition);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(property + ": " + wrong.getMessage(), wrong);
            }
        }
        return written.toArray(String[]::new);
    }
}
