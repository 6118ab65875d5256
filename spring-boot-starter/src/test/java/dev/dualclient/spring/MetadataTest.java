package dev.dualclient.spring;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.routing.Condition;
import dev.dualclient.spring.Metadata.Property;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What editors are told is what the properties are. */
class MetadataTest {

    private final Metadata metadata = new Metadata();

    @Test
    void everyPropertyIsDescribed() {
        assertThat(metadata.properties())
                .allSatisfy(property -> assertThat(property.description())
                        .as("description of %s", property.name())
                        .matches("(?!The |A |An )[A-Z].+\\."));
    }

    @Test
    void thereAreThePropertiesOfTheClassesAndNoOthers() {
        Map<String, String> written = new TreeMap<>();
        walk(DualClientProperties.class, "dual-client.", written);

        assertThat(metadata.properties().stream()
                        .collect(toMap(Property::name, property -> String.valueOf(property.defaultValue()))))
                .containsExactlyInAnyOrderEntriesOf(written);
    }

    @Test
    void everyOperationIsHintedWhereOneIsNamed() {
        List<String> ids = Catalogue.operations().stream().map(Operation::id).toList();

        assertThat(metadata.hints("dual-client.operations.keys")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(metadata.hints("dual-client.allow-unsafe-rules"))
                .containsAll(ids)
                .contains("fallback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dual-client.fallback.on", "dual-client.operations.*.fall-back-on"})
    void whatIsHintedAsAConditionIsOne(String property) {
        assertThat(metadata.hints(property))
                .hasSize(5)
                .allSatisfy(text -> assertThat(Condition.of(text).text()).isEqualTo(text));
    }

    /** Names and defaults: {@code *} for the key of a map, {@code [*]} for the place in a list. */
    private static void walk(Class<?> record, String prefix, Map<String, String> found) {
        for (Parameter property : record.getDeclaredConstructors()[0].getParameters()) {
            String name =
                    prefix + property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (property.getType().isRecord()) {
                walk(property.getType(), name + '.', found);
                continue;
            }
            found.put(name, defaultValue(property));
            if (property.getParameterizedType() instanceof ParameterizedType several) {
                Type[] arguments = several.getActualTypeArguments();
                if (arguments[arguments.length - 1] instanceof Class<?> entry && entry.isRecord()) {
                    walk(entry, name + (property.getType() == Map.class ? ".*." : "[*]."), found);
                }
            }
        }
    }

    private static String defaultValue(Parameter property) {
        DefaultValue value = property.getAnnotation(DefaultValue.class);
        return value == null || value.value().length == 0 ? "null" : String.join(", ", value.value());
    }
}
