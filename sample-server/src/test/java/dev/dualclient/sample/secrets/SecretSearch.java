package dev.dualclient.sample.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
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

    /** Whether anything begins with characters of that hash, which is quicker to ask at every place of a text. */
    private final BitSet starts = new BitSet(1 << Character.SIZE);

    private long searched;

    SecretSearch(Map<String, String> secrets) {
        secrets.forEach((value, field) -> {
            for (String form : formsOf(value)) {
                starts.set(hash(form.toCharArray(), 0));
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
        for (int at = 0; at + START <= text.length(); at++) {
            Map<String, String> candidates =
                    starts.get(hash(characters, at)) ? forms.get(text.substring(at, at + START)) : null;
            if (candidates != null) {
                for (Map.Entry<String, String> candidate : candidates.entrySet()) {
                    if (text.startsWith(candidate.getKey(), at) && !isPartOfNumber(candidate.getKey(), text, at)) {
                        found.add(candidate.getValue());
                    }
                }
            }
        }
        return found;
    }

    private static int hash(char[] text, int at) {
        int hash = 0;
        for (int i = at; i < at + START; i++) {
            hash = hash * 31 + text[i];
        }
        return (hash ^ hash >>> Character.SIZE) & Character.MAX_VALUE;
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
