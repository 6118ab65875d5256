package dev.dualclient.authlete;

import dev.dualclient.custody.CustodyStore;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.routing.Condition;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.OperationRule;
import dev.dualclient.settings.PropertyCheck;
import dev.dualclient.settings.PropertyName;
import dev.dualclient.settings.PropertyNames;
import dev.dualclient.settings.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Hands properties over to a builder, which judges them. Not thread-safe. */
final class PropertyMapping {

    private final DualAuthleteApiBuilder builder;
    private final StoreProperties store;
    private Stage canaryStage = Stage.PRIMARY_FIRST;
    private @Nullable Double canaryPercent;
    private @Nullable KillConfirm killConfirm;

    private PropertyMapping(DualAuthleteApiBuilder builder, @Nullable CustodyStore given) {
        this.builder = builder;
        this.store = new StoreProperties(given);
    }

    /**
     * Hands properties over.
     *
     * @param given the custody store to use, {@code null} for the one that the properties name
     */
    static void map(
            Map<PropertyName, String> properties, @Nullable CustodyStore given, DualAuthleteApiBuilder builder) {
        new PropertyCheck(PropertyTable.NAMES).refuseUnknown(properties.keySet());
        PropertyMapping mapping = new PropertyMapping(builder, given);
        // The elements of a list come under names of their own, in this order.
        Map<String, Written> written = new TreeMap<>();
        properties.forEach((name, value) -> {
            PropertyNames.Found found = Objects.requireNonNull(PropertyTable.NAMES.find(name));
            String place = found.index() < 0 ? "" : String.format("%09d", found.index());
            written.put(found.pattern() + '\n' + found.key() + '\n' + place, new Written(name, found, value));
        });
        Map<String, Written> whole = new TreeMap<>();
        written.values().forEach(part -> whole.merge(part.property(), part, Written::and));
        whole.values().forEach(property -> property.apply(mapping));
        mapping.finish();
    }

    /** A property as it was written. */
    private record Written(PropertyName name, PropertyNames.Found found, String value) {

        String property() {
            return found.pattern() + '\n' + found.key();
        }

        Written and(Written next) {
            return new Written(name, found, value + "," + next.value());
        }

        void apply(PropertyMapping mapping) {
            PropertyTable.apply(found.pattern(), mapping, name.written(), found.key(), value);
        }
    }

    private void finish() {
        if (canaryPercent != null) {
            Canary canary = new Canary(canaryStage, canaryPercent);
            builder.stages(policy -> policy.withCanary(canary));
        }
        if (killConfirm == KillConfirm.DURABLE && !store.isDurable()) {
            throw new IllegalArgumentException("dual-client.kill.confirm is durable, but the memory store keeps nothing"
                    + " over a restart: write strict");
        }
        if (killConfirm != null) {
            builder.killConfirm(killConfirm);
        }
        store.applyTo(builder);
    }

    DualAuthleteApiBuilder builder() {
        return builder;
    }

    StoreProperties store() {
        return store;
    }

    void canaryStage(Stage stage) {
        canaryStage = stage;
        canaryPercent = canaryPercent == null ? 0d : canaryPercent;
    }

    void canaryPercent(double percent) {
        canaryPercent = percent;
    }

    void killConfirm(KillConfirm when) {
        killConfirm = when;
    }

    void secretMigrated(String client, boolean migrated) {
        if (migrated) {
            builder.secretMigrated(client);
        }
    }

    void carryOver(String client, boolean on) {
        if (!on) {
            builder.carryOver(carry -> carry.without(client));
        }
    }

    void tidySecondary(String written) {
        Duration after = written.strip().equalsIgnoreCase("never") ? null : tidyAfter(written.strip());
        builder.carryOver(carry -> carry.withTidyAfter(after));
    }

    private static Duration tidyAfter(String written) {
        try {
            return ValueType.duration().read("", written);
        } catch (IllegalArgumentException unreadable) { // its message would leave "never" out
            throw new IllegalArgumentException(
                    "dual-client.carry-over.tidy-secondary is " + written
                            + ": write never, or a duration with a unit, 10m or more",
                    unreadable);
        }
    }

    void backend(String side, Consumer<BackendSettingsBuilder> setting) {
        if (side.equals("primary")) {
            builder.primary(setting);
        } else {
            builder.secondary(setting);
        }
    }

    void rule(String written, UnaryOperator<OperationRule> change) {
        String key = operations(written);
        builder.rule(key, rule -> {
            try {
                return change.apply(rule);
            } catch (IllegalArgumentException wrong) {
                String message = String.valueOf(wrong.getMessage());
                throw message.startsWith(PropertyName.PREFIX)
                        ? wrong
                        : new IllegalArgumentException("dual-client.operations." + key + '.' + message, wrong);
            }
        });
    }

    void needsSpring(String pattern, String remedy) {
        throw new IllegalArgumentException(PropertyName.PREFIX + "." + pattern
                + " is read by the Spring Boot starter only, which is not in use here: remove it; " + remedy);
    }

    /**
     * Binding drops the star of {@code vci-*} unless it is written {@code "[vci-*]"}; no id ends with a hyphen. An environment
     * variable has underscores for hyphens; no id has one.
     */
    static String operations(String written) {
        String id = written.replace('_', '-');
        return id.endsWith("-") ? id + '*' : id;
    }

    static String[] conditions(String property, List<String> written) {
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
