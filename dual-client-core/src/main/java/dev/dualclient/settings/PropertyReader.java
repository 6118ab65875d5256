package dev.dualclient.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads properties where there is no Spring: from a file, the environment and system properties, of which a later one
 * overrides an earlier one. Values may have placeholders, {@code ${NAME}} or {@code ${NAME:default}}, for a system property,
 * an environment variable or another value of the file. Thread-safe.
 */
public final class PropertyReader {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([\\w.\\[\\]-]{1,200})(?::([^}]*))?}");

    private final PropertyNames names;
    private final PropertyCheck check;
    private final Map<String, String> environment;
    private final Properties system;

    /**
     * Creates a reader.
     *
     * @param names the names that there are
     * @param environment the environment variables
     * @param system the system properties
     */
    public PropertyReader(PropertyNames names, Map<String, String> environment, Properties system) {
        this.names = names;
        this.check = new PropertyCheck(names);
        this.environment = Map.copyOf(environment);
        this.system = system;
    }

    /** A property that somebody has written. */
    private record Written(PropertyName name, String value) {}

    /**
     * Returns the properties below {@code dual-client} that are written.
     *
     * @param file the content of a file; what it has besides is left alone
     * @throws IllegalArgumentException if a name is unknown or a value cannot be read; the message says what to write
     */
    public Map<PropertyName, String> read(Map<String, String> file) {
        Map<String, Written> written = new TreeMap<>();
        file.forEach((name, value) -> addOurs(name, value, written));
        check.warnOfUnknown(environment.keySet());
        environment.forEach((variable, value) -> {
            PropertyName name = names.ofVariable(variable);
            if (name != null) {
                add(name, value, written);
            }
        });
        for (String name : system.stringPropertyNames()) {
            addOurs(name, system.getProperty(name), written);
        }
        check.refuseUnknown(written.values().stream().map(Written::name).toList());
        Map<PropertyName, String> resolved = new LinkedHashMap<>();
        for (Written property : written.values()) {
            String value = resolve(property.value(), file);
            check.refuseUnreadable(property.name(), value);
            resolved.put(property.name(), value);
        }
        return resolved;
    }

    private void addOurs(String name, String value, Map<String, Written> written) {
        if (PropertyName.isOurs(name) && !PropertyName.isOfKits(name)) {
            add(PropertyName.of(name), value, written);
        }
    }

    /** Two ways to write one name are one property. */
    private void add(PropertyName name, String value, Map<String, Written> written) {
        PropertyNames.Found found = names.find(name);
        String same = found == null ? name.written() : found.pattern() + ' ' + found.key() + ' ' + found.index();
        written.put(same, new Written(name, value));
    }

    private String resolve(String value, Map<String, String> file) {
        return PLACEHOLDER.matcher(value).replaceAll(placeholder -> {
            String found = lookUp(placeholder.group(1), file);
            String other = found == null ? placeholder.group(2) : found;
            return Matcher.quoteReplacement(other == null ? placeholder.group() : other);
        });
    }

    private @Nullable String lookUp(String name, Map<String, String> file) {
        String own = system.getProperty(name);
        String outer = own == null ? environment.get(name) : own;
        return outer == null ? file.get(name) : outer;
    }
}
