package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.settings.PropertyName;
import dev.dualclient.settings.PropertyNames.Found;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The properties of the starter are those that are read without Spring, by the same names and of the same types. */
class PropertyTableTest {

    /** Types that hold other properties have none of their own. */
    private static boolean isValue(String type) {
        return !type.contains("dev.dualclient.spring.DualClientProperties$") || type.endsWith("$Store");
    }

    @Test
    @Scenario("N46")
    void everyPropertyIsKnownWithoutSpring() {
        assertThat(new Metadata().properties())
                .filteredOn(property -> isValue(property.type()))
                .hasSizeGreaterThan(60)
                .allSatisfy(property -> {
                    Found found = DualAuthleteApiBuilder.propertyNames()
                            .find(PropertyName.of(property.name().replace("[*]", "[0]")));
                    assertThat(found).as(property.name()).isNotNull();
                    assertThat("dual-client." + found.pattern()).isEqualTo(property.name());
                    assertThat(found.type().isDuration())
                            .isEqualTo(property.type().equals("java.time.Duration"));
                    assertThat(found.type().isList())
                            .isEqualTo(property.type().startsWith("java.util.List")
                                    || property.type().startsWith("java.util.Set"));
                });
    }

    @Test
    @Scenario("N46")
    void everyPropertyThatIsKnownWithoutSpringIsOneOfTheStarter() {
        assertThat(DualAuthleteApiBuilder.propertyNames().patterns())
                .allSatisfy(pattern -> assertThat(new Metadata().properties())
                        .extracting(Metadata.Property::name)
                        .contains("dual-client." + pattern));
    }

    @Test
    void whatIsBoundIsHandedOverUnchanged() {
        DualClientProperties bound = new Binder(new MapConfigurationPropertySource(Map.of(
                        "dual-client.primary.base-url", "https://us.authlete.com",
                        "dual-client.primary.max-response-size", "2MB",
                        "dual-client.clients[rp.example.com].stage", "shadow",
                        "dual-client.fallback.on[0]", "unavailable",
                        "dual-client.gateway.callers[0].user", "a-caller")))
                .bind("dual-client", Bindable.of(DualClientProperties.class))
                .get();

        Map<PropertyName, String> values = new BoundProperties(bound).values();

        assertThat(values)
                .containsEntry(PropertyName.of("dual-client.primary.base-url"), "https://us.authlete.com")
                .containsEntry(PropertyName.of("dual-client.primary.max-response-size"), "2097152B")
                .containsEntry(PropertyName.of("dual-client.call-timeout"), "PT8S")
                .containsEntry(PropertyName.of("dual-client.fallback.on"), "unavailable");
        assertThat(values.keySet())
                .extracting(PropertyName::elements)
                .contains(
                        java.util.List.of("clients", "rp.example.com", "stage"),
                        java.util.List.of("gateway", "callers", "0", "user"))
                .doesNotContain(java.util.List.of("primary", "proxy"));
    }
}
