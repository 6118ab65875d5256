package dev.dualclient.settings;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges properties before they are read: names that there are not, placeholders that nothing has resolved, values that are
 * none of the property's type. Every message says what to write instead. Immutable, thread-safe.
 */
public final class PropertyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PropertyCheck.class);

    private static final Pattern NUMBER = Pattern.compile("[+-]?0*[1-9]\\d*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([\\w.\\[\\]-]{1,200})[:}]");

    private final PropertyNames names;

    /** Judges by these names. */
    public PropertyCheck(PropertyNames names) {
        this.names = names;
    }

    /**
     * Refuses names that no property has.
     *
     * @throws IllegalArgumentException if there is one
     */
    public void refuseUnknown(Collection<PropertyName> written) {
        List<PropertyName> unknown =
                written.stream().filter(name -> names.find(name) == null).toList();
        if (unknown.isEmpty()) {
            return;
        }
        String all = unknown.stream().map(PropertyName::written).collect(Collectors.joining(" and "));
        Set<String> meant = new LinkedHashSet<>();
        for (PropertyName name : unknown) {
            String nearest = names.meant(name);
            if (nearest != null) {
                meant.add(nearest);
            }
        }
        throw new IllegalArgumentException(all
                + (unknown.size() == 1 ? " is no property of Dual Client; " : " are no properties of Dual Client; ")
                + (meant.isEmpty()
                        ? "remove it; docs/configuration.md lists all properties"
                        : "did you mean " + String.join(" and ", meant) + "?"));
    }

    /**
     * Logs a warning for environment variables whose names look like those of properties and are not. They do not end the
     * start, because orchestrators set variables such as {@code DUAL_CLIENT_PORT}.
     */
    public void warnOfUnknown(Collection<String> variables) {
        Set<String> unknown = new TreeSet<>();
        for (String variable : variables) {
            String uniform = PropertyName.uniform(variable);
            if (variable.contains("_")
                    && uniform.startsWith("dualclient")
                    && !uniform.startsWith("dualclientkits")
                    && names.ofVariable(variable) == null) {
                unknown.add(variable);
            }
        }
        if (!unknown.isEmpty()) {
            LOG.warn("The environment has {}, which name no property of Dual Client and have no effect", unknown);
        }
    }

    /**
     * Refuses a value with a placeholder, a duration without a unit, and what is no value of the property's type.
     *
     * @param name the name of the property as it was written
     * @param value the value, with its placeholders resolved where they could be
     * @throws IllegalArgumentException if it is refused
     */
    public void refuseUnreadable(PropertyName name, String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        if (placeholder.find()) {
            throw new IllegalArgumentException(name + " has the placeholder ${" + placeholder.group(1)
                    + "}, which is not resolved: write an environment variable or a property of that name, or the value"
                    + " itself");
        }
        PropertyNames.Found found = names.find(name);
        String number = value.strip();
        if (found != null && found.type().isDuration() && NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException(name + " is " + number + " without a unit: write " + number + "ms, "
                    + number + "s, " + number + "m, " + number + "h or " + number + "d");
        }
        if (found != null && !number.isEmpty()) { // a value left blank counts as not written
            found.type().read(name.written(), value);
        }
    }
}
