package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.settings.PropertyName;
import dev.dualclient.settings.PropertyNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads what is written below {@code dual-client} before it is bound, which would overlook a name that there is not, take a
 * duration without a unit for milliseconds, and pass a placeholder on that nothing resolves.
 */
final class PropertyCheck implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyName.PREFIX);

    /** Belongs to others. */
    private static final ConfigurationPropertyName KITS = PREFIX.append("kits");

    /** What {@code fallback.on} is called by YAML, to which a bare {@code on} is the boolean. */
    private static final ConfigurationPropertyName ON_IN_YAML = PREFIX.append("fallback.true");

    private final PropertyNames names = DualAuthleteApiBuilder.propertyNames();
    private final dev.dualclient.settings.PropertyCheck check = new dev.dualclient.settings.PropertyCheck(names);
    private final ConfigurableEnvironment environment;

    PropertyCheck(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        try {
            check();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettingsException(wrong);
        }
    }

    private void check() {
        Set<ConfigurationPropertyName> written = new TreeSet<>();
        for (PropertySource<?> source :
                environment.getPropertySources().stream().toList()) {
            if (source instanceof SystemEnvironmentPropertySource variables) {
                check.warnOfUnknown(List.of(variables.getPropertyNames()));
                EnvironmentProperties read = EnvironmentProperties.of(variables, names);
                environment.getPropertySources().addAfter(source.getName(), read);
                addTo(written, read);
            } else if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                addTo(written, source);
            }
        }
        check.refuseUnknown(written.stream().map(PropertyCheck::named).toList());
        written.forEach(this::checkValue);
    }

    private static void addTo(Set<ConfigurationPropertyName> written, PropertySource<?> source) {
        ConfigurationPropertySource named = ConfigurationPropertySource.from(source);
        if (named instanceof IterableConfigurationPropertySource iterable) {
            iterable.stream()
                    .filter(name -> PREFIX.isAncestorOf(name) && !KITS.equals(name) && !KITS.isAncestorOf(name))
                    .forEach(written::add);
        }
    }

    private static PropertyName named(ConfigurationPropertyName name) {
        boolean on = ON_IN_YAML.equals(name) || ON_IN_YAML.isAncestorOf(name);
        StringBuilder written = new StringBuilder(PropertyName.PREFIX);
        List<String> elements = new ArrayList<>();
        for (int i = 1; i < name.getNumberOfElements(); i++) {
            String element = on && i == 2 ? "on" : name.getElement(i, Form.ORIGINAL);
            elements.add(element);
            written.append(name.chop(i + 1).isLastElementIndexed() ? "[" + element + "]" : "." + element);
        }
        return new PropertyName(written.toString(), elements);
    }

    private void checkValue(ConfigurationPropertyName name) {
        ConfigurationProperty property = property(name);
        if (property != null) {
            PropertyName known = named(name);
            String variable = EnvironmentProperties.variable(property.getOrigin());
            check.refuseUnreadable(
                    variable == null ? known : new PropertyName(variable, known.elements()),
                    environment.resolvePlaceholders(String.valueOf(property.getValue())));
        }
    }

    /** Returns what holds of all that is written. */
    private @Nullable ConfigurationProperty property(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property;
            }
        }
        return null;
    }
}
