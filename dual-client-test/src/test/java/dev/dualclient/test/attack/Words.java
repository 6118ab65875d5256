package dev.dualclient.test.attack;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Texts in which characters stand for things. */
final class Words {

    private static final int LONGEST = 60;

    private Words() {}

    /** Puts the values of things in their places. */
    static String filled(String text, Function<Thing, String> values) {
        StringBuilder filled = new StringBuilder(text.length() + 128);
        Writing writing = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            Thing thing = Thing.of(c);
            Writing next = Writing.of(c);
            if (thing != null) {
                String value = values.apply(thing);
                filled.append(writing == null ? value : writing.write(value));
            } else if (next == null) {
                filled.append(c);
            }
            writing = next;
        }
        return filled.toString();
    }

    static boolean nameThings(String text) {
        return text.chars().anyMatch(c -> Thing.of((char) c) != null);
    }

    /** Returns a text as it can be printed. */
    static String printed(@Nullable String text) {
        StringBuilder printed = new StringBuilder();
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            Thing thing = Thing.of(c);
            Writing writing = Writing.of(c);
            if (thing != null) {
                printed.append('<').append(thing).append('>');
            } else if (writing != null) {
                printed.append('[').append(writing).append(']');
            } else if (RawBytes.is(c)) {
                printed.append("\\x%02x".formatted(RawBytes.value(c)));
            } else if (c < ' ' || c > '~') {
                printed.append("\\u%04x".formatted((int) c));
            } else {
                printed.append(c);
            }
            int same = repeats(text, i);
            if (same > LONGEST) {
                printed.append("{").append(same).append(" times}");
                i += same - 1;
            }
        }
        return printed.toString();
    }

    private static int repeats(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) == text.charAt(at)) {
            end++;
        }
        return end - at;
    }
}
