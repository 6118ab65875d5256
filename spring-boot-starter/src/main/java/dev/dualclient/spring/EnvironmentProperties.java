package dev.dualclient.spring;

import dev.dualclient.settings.PropertyName;
import dev.dualclient.settings.PropertyNames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The properties that environment variables set, by their names. Spring finds most of them itself, but silently misses what
 * is below a key, such as {@code DUAL_CLIENT_CLIENTS_4711_STAGE}. Without Spring, the same variables are read. Immutable.
 */
final class EnvironmentProperties extends MapPropertySource {

    private static final String SUFFIX = " of Dual Client";

    private final Map<String, String> variables;

    private EnvironmentProperties(String name, Map<String, Object> values, Map<String, String> variables) {
        super(name, values);
        this.variables = Map.copyOf(variables);
    }

    /** Returns the properties that the variables of a source set. */
    static EnvironmentProperties of(SystemEnvironmentPropertySource source, PropertyNames names) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : source.getPropertyNames()) {
            PropertyName name = names.ofVariable(variable);
            Object value = name == null ? null : source.getProperty(variable);
            if (name != null && value != null) {
                String canonical = names.canonical(name);
                values.put(canonical, value);
                variables.put(canonical, variable);
            }
        }
        return new EnvironmentProperties(source.getName() + SUFFIX, values, variables);
    }

    /** Returns the variable that a value comes from, {@code null} if it comes from elsewhere. */
    static @Nullable String variable(@Nullable Origin origin) {
        if (origin instanceof PropertySourceOrigin found) {
            return found.getPropertySource() instanceof EnvironmentProperties ours
                    ? ours.variables.get(found.getPropertyName())
                    : found.getPropertySource() instanceof SystemEnvironmentPropertySource
                            ? found.getPropertyName()
                            : null;
        }
        return null;
    }
}
