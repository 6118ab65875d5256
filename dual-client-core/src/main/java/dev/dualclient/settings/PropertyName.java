package dev.dualclient.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as somebody has written it: {@code dual-client.clients[rp.example.com].stage}. Hyphens, underscores and upper case
 * make no difference, except in a key of the operator's choice. Immutable.
 *
 * @param written the whole name
 * @param elements what stands between the dots and in brackets, without the prefix
 */
public record PropertyName(String written, List<String> elements) {

    /** What the name of every property begins with. */
    public static final String PREFIX = "dual-client";

    private static final Pattern ELEMENT = Pattern.compile("\\G(?:\\.?([^.\\[\\]]+)|\\[([^\\]]+)])");

    /** Takes a name apart. */
    public PropertyName {
        elements = List.copyOf(elements);
    }

    /** Returns whether a name is that of a property of Dual Client, right or wrong. */
    public static boolean isOurs(String written) {
        return uniform(written).startsWith(uniform(PREFIX) + ".");
    }

    /** Returns whether a name is that of a property of the kits, which read theirs themselves. */
    public static boolean isOfKits(String written) {
        return uniform(written).startsWith(uniform(PREFIX) + ".kits.");
    }

    /** Takes a name apart that {@linkplain #isOurs is ours}. */
    public static PropertyName of(String written) {
        List<String> elements = new ArrayList<>();
        Matcher element = ELEMENT.matcher(written);
        while (element.find()) {
            elements.add(element.group(1) == null ? element.group(2) : element.group(1));
        }
        return new PropertyName(written, elements.subList(Math.min(1, elements.size()), elements.size()));
    }

    /** Returns what all the ways to write an element have in common. */
    static String uniform(String element) {
        return element.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    @Override
    public String toString() {
        return written;
    }
}
