package dev.dualclient.test.attack;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Odd ways of writing a name. */
final class Names {

    private static final List<UnaryOperator<String>> IN_FORM = List.of(
            name -> percent(name, 0),
            name -> percent(name, name.length() - 1),
            Names::allPercent,
            name -> percent(name, 0).replace("%", "%25"),
            name -> name.toUpperCase(Locale.ROOT),
            name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
            name -> name + "[]",
            name -> name + "[0]",
            name -> "." + name,
            name -> name + "%00",
            name -> "+" + name,
            name -> name + "%20",
            name -> name.replace('_', '-'),
            name -> name.replace("_", "%5F"),
            name -> name.replace("e", "\u0435"),
            name -> "\ufeff" + name);

    private static final List<UnaryOperator<String>> IN_JSON = List.of(
            name -> "\\u%04x".formatted((int) name.charAt(0)) + name.substring(1),
            name -> name.toUpperCase(Locale.ROOT),
            name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
            name -> name + " ",
            name -> " " + name,
            name -> name + "\\u0000",
            name -> "/" + name,
            name -> name.replace("I", "_i"),
            name -> name.replace("e", "\u0435"),
            name -> name + "\u200b");

    private Names() {}

    static String inForm(String name, Random random) {
        return name.isEmpty()
                ? "%"
                : IN_FORM.get(random.nextInt(IN_FORM.size())).apply(name);
    }

    /** Writes a name with escapes that a parser which decodes names takes for the same name. */
    static String escaped(String name, Random random) {
        return name.isEmpty()
                ? ""
                : random.nextBoolean() ? percent(name, random.nextInt(name.length())) : allPercent(name);
    }

    static String inJson(String name, Random random) {
        return name.isEmpty()
                ? " "
                : IN_JSON.get(random.nextInt(IN_JSON.size())).apply(name);
    }

    private static String percent(String name, int at) {
        return name.substring(0, at) + "%%%02X".formatted((int) name.charAt(at)) + name.substring(at + 1);
    }

    private static String allPercent(String name) {
        StringBuilder encoded = new StringBuilder();
        name.chars().forEach(c -> encoded.append("%%%02X".formatted(c)));
        return encoded.toString();
    }
}
