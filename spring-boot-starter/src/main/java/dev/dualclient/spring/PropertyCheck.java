package dev.dualclient.spring;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads what is written below {@code dual-client} before it is bound, which would overlook a name that there is not, take a
 * duration without a unit for milliseconds, and pass a placeholder on that nothing resolves.
 */
final class PropertyCheck implements BeanFactoryPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(PropertyCheck.class);

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyTree.PREFIX);

    /** Belongs to others. */
    private static final ConfigurationPropertyName KITS = PREFIX.append("kits");

    private static final Pattern NUMBER = Pattern.compile("[+-]?0*[1-9]\\d*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([\\w.\\[\\]-]{1,200})[:}]");

    private final PropertyTree tree = PropertyTree.root();
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
        Set<String> variables = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof SystemEnvironmentPropertySource system) {
                variables.addAll(unknownVariables(system));
            } else if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                addTo(written, source);
            }
        }
        refuseUnknown(written);
        if (!variables.isEmpty()) {
            LOG.warn("The environment has {}, which name no property of Dual Client and have no effect", variables);
        }
        written.forEach(this::checkValue);
        for (String name : tree.names()) { // what the environment sets is known by its own name only
            ConfigurationPropertyName known = ConfigurationPropertyName.of(name);
            if (!written.contains(known)) {
                checkValue(known);
            }
        }
    }

    private static void addTo(Set<ConfigurationPropertyName> written, PropertySource<?> source) {
        ConfigurationPropertySource named = ConfigurationPropertySource.from(source);
        if (named instanceof IterableConfigurationPropertySource iterable) {
            iterable.stream()
                    .filter(name -> PREFIX.isAncestorOf(name) && !KITS.equals(name) && !KITS.isAncestorOf(name))
                    .forEach(written::add);
        }
    }

    private void refuseUnknown(Set<ConfigurationPropertyName> written) {
        List<ConfigurationPropertyName> unknown =
                written.stream().filter(name -> tree.at(name) == null).toList();
        if (unknown.isEmpty()) {
            return;
        }
        String names = unknown.stream().map(Object::toString).collect(Collectors.joining(" and "));
        Set<String> meant = new LinkedHashSet<>();
        for (ConfigurationPropertyName name : unknown) {
            String nearest = tree.meant(name);
            if (nearest != null) {
                meant.add(nearest);
            }
        }
        throw new IllegalArgumentException(names
                + (unknown.size() == 1 ? " is no property of Dual Client; " : " are no properties of Dual Client; ")
                + (meant.isEmpty()
                        ? "remove it (docs/configuration.md lists all properties)"
                        : "did you mean " + String.join(" and ", meant) + "?"));
    }

    private void checkValue(ConfigurationPropertyName name) {
        String written = value(name);
        PropertyTree at = tree.at(name);
        if (written == null || at == null) {
            return;
        }
        String value = environment.resolvePlaceholders(written);
        Matcher placeholder = PLACEHOLDER.matcher(value);
        if (placeholder.find()) {
            throw new IllegalArgumentException(name + " has the placeholder ${" + placeholder.group(1)
                    + "}, which is not resolved: write an environment variable or a property of that name, or the value"
                    + " itself");
        }
        if (at.isDuration() && NUMBER.matcher(value.strip()).matches()) {
            String number = value.strip();
            throw new IllegalArgumentException(name + " is " + number + " without a unit: write " + number + "ms, "
                    + number + "s, " + number + "m, " + number + "h or " + number + "d");
        }
    }

    /** Returns what holds of all that is written. */
    private @Nullable String value(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return String.valueOf(property.getValue());
            }
        }
        return null;
    }

    /** Orchestrators set variables of their own, DUAL_CLIENT_PORT say, so these do not end the start. */
    private Set<String> unknownVariables(MapPropertySource system) {
        Set<String> unknown = new TreeSet<>();
        for (String variable : system.getPropertyNames()) {
            String flat = flat(variable);
            if (flat.startsWith(flat(PropertyTree.PREFIX)) && variable.contains("_") && !isKnown(flat)) {
                unknown.add(variable);
            }
        }
        return unknown;
    }

    private boolean isKnown(String flat) {
        return flat.startsWith(flat(KITS.toString()))
                || tree.names().stream().anyMatch(name -> {
                    PropertyTree at = tree.at(ConfigurationPropertyName.of(name));
                    return flat.equals(flat(name)) || at != null && at.entry() != null && flat.startsWith(flat(name));
                });
    }

    private static String flat(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
