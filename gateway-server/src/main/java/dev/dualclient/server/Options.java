package dev.dualclient.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of a command: its own, and the properties, which Spring Boot reads. Immutable. */
final class Options {

    private final Map<String, String> own = new LinkedHashMap<>();
    private final List<String> properties = new ArrayList<>();

    /**
     * Reads options.
     *
     * @param written as they follow the name of the command: {@code --json}, {@code --client=4711}
     * @param names the names of the command's own options
     * @throws IllegalArgumentException if one is neither an option of the command nor a property
     */
    Options(List<String> written, List<String> names) {
        for (String option : written) {
            String name = option.replaceFirst("^--", "").replaceFirst("=.*$", "");
            if (option.startsWith("--") && names.contains(name)) {
                own.put(name, option.contains("=") ? option.substring(option.indexOf('=') + 1) : "true");
            } else if (option.startsWith("--") && name.contains(".")) {
                properties.add(option);
            } else {
                throw new IllegalArgumentException(option + " is no option of this command: write "
                        + (names.isEmpty() ? "" : "--" + String.join(", --", names) + ", or ")
                        + "a property such as --dual-client.stage=shadow");
            }
        }
    }

    boolean has(String name) {
        return own.containsKey(name);
    }

    @Nullable
    String get(String name) {
        return own.get(name);
    }

    String required(String name, String what) {
        String value = own.get(name);
        if (value == null || value.isBlank() || value.equals("true")) {
            throw new IllegalArgumentException("--" + name + " is missing: write " + what);
        }
        return value;
    }

    String[] properties() {
        return properties.toArray(String[]::new);
    }
}
