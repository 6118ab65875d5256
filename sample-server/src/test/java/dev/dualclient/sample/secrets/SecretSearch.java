package dev.dualclient.sample.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Looks for secrets in texts, however they are written. */
final class SecretSearch {

    /** Parts of a JWT that are shorter, and its header, may be equal in all. */
    private static final int TELLING = 16;

    private static final int START = 4;

    private static final Pattern PART_BEFORE = Pattern.compile(".?[0-9A-Za-z]|[0-9][.,]", Pattern.DOTALL);
    private static final Pattern PART_AFTER = Pattern.compile("[0-9A-Za-z].?|[.,][0-9]", Pattern.DOTALL);

    /** What to look for, by its first characters: the form, and the name of the field. */
    private final Map<String, Map<String, String>> forms = new HashMap<>();

    /** Bits that tell whether a form may begin with characters of that hash: quick to ask at every place of a text. */
    private final long[] starts = new long[(1 << Character.SIZE) / Long.SIZE];

    private long searched;

    SecretSearch(Map<String, String> secrets) {
        secrets.forEach((value, field) -> {
            for (String form : formsOf(value)) {
                int hash = hash(window(form));
                starts[hash / Long.SIZE] |= 1L << hash;
                forms.computeIfAbsent(form.substring(0, Math.min(START, form.length())), start -> new HashMap<>())
                        .put(form, field);
            }
        });
    }

    /** Returns the names of the fields whose values are in a text. */
    Set<String> in(String text) {
        searched += text.length();
        Set<String> found = new TreeSet<>();
        char[] characters = text.toCharArray();
        long window = 0;
        for (int end = 0; end < characters.length; end++) {
            window = window << Character.SIZE | characters[end];
            int hash = hash(window);
            if ((starts[hash / Long.SIZE] & 1L << hash) != 0 && end + 1 >= START) {
                in(text, end + 1 - START, found);
            }
        }
        return found;
    }

    private void in(String text, int at, Set<String> found) {
        forms.getOrDefault(text.substring(at, at + START), Map.of()).forEach((form, field) -> {
            if (text.startsWith(form, at) && !isPartOfNumber(form, text, at)) {
                found.add(field);
            }
        });
    }

    /** Returns the first four characters as one number. */
    private static long window(String form) {
        long window = 0;
        for (int at = 0; at < START; at++) {
            window = window << Character.SIZE | form.charAt(at);
        }
        return window;
    }

    private static int hash(long window) {
        return (int) (window * 0x9E3779B97F4A7C15L >>> Long.SIZE - Character.SIZE);
    }

    /** Whether digits, as of a code that people type in, are there by chance: within a longer number, or an id. */
    private static boolean isPartOfNumber(String form, String text, int at) {
        int end = at + form.length();
        return form.chars().allMatch(Character::isDigit)
                && (PART_BEFORE.matcher(text.substring(Math.max(0, at - 2), at)).matches()
                        || PART_AFTER
                                .matcher(text.substring(end, Math.min(text.length(), end + 2)))
                                .matches());
    }

    /** Returns how many characters were looked at. */
    long searched() {
        return searched;
    }

    private static Set<String> formsOf(String value) {
        Set<String> forms = new LinkedHashSet<>();
        List<String> parts = new ArrayList<>(List.of(value));
        String[] jwt = value.split("\\.");
        for (int part = 1; part < jwt.length; part++) {
            if (jwt[part].length() >= TELLING) {
                parts.add(jwt[part]);
            }
        }
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            forms.add(part);
            forms.add(URLEncoder.encode(part, StandardCharsets.UTF_8));
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        forms.removeIf(form -> form.length() < START);
        return forms;
    }
}
