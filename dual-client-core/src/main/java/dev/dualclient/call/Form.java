package dev.dualclient.call;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A text in {@code application/x-www-form-urlencoded}. It is split once and decoded as far as somebody asks; whether all
 * of it could be decoded is known from the start. Immutable and thread-safe. Its {@code toString} tells nothing, for
 * every value may be secret.
 */
public final class Form {

    private static final int PAIRS = 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String text;

    /** Of each pair: where its name begins, where its name ends, where its value ends. */
    private int[] bounds = new int[3 * PAIRS];

    private int end;
    private boolean encodedNames;
    private boolean malformed;

    private Form(String text) {
        this.text = text;
        split();
    }

    /** Reads a text. */
    public static Form of(String text) {
        return new Form(text);
    }

    private void split() {
        int length = text.length();
        int start = 0;
        int equals = -1;
        malformed = length > 0 && text.charAt(0) == BYTE_ORDER_MARK;
        for (int i = 0; i <= length; i++) {
            char c = i < length ? text.charAt(i) : '&';
            if (c == '&') {
                if (i > start) {
                    add(start, equals < 0 ? i : equals, i);
                }
                start = i + 1;
                equals = -1;
            } else if (c == '=' && equals < 0) {
                equals = i;
            } else if (c == '%') {
                encodedNames |= equals < 0;
                int last = PercentEncoding.lastOf(text, i);
                malformed |= last < 0;
                i = Math.max(i, last);
            } else if (c == '+') {
                encodedNames |= equals < 0;
            } else if (c == '\0' || Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
                malformed |= !pair;
                i += pair ? 1 : 0;
            } else if (equals < 0 && isSpace(c)) {
                encodedNames = true;
            }
        }
    }

    /** Whether a parser that trims may take a character away. */
    static boolean isSpace(int c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private void add(int start, int equals, int stop) {
        if (end == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * end);
        }
        bounds[end++] = start;
        bounds[end++] = equals;
        bounds[end++] = stop;
    }

    /**
     * Whether anything in it is not percent-encoded UTF-8, or is NUL: parsers differ in what they make of that, and of
     * what stands around it.
     */
    public boolean isMalformed() {
        return malformed;
    }

    /**
     * Returns the first value of a field, {@code null} where there is none, or it is empty or cannot be decoded.
     *
     * @param name the name, without any character that has to be encoded
     */
    public @Nullable String value(String name) {
        for (int at = 0; at < end; at += 3) {
            if (isNamed(at, name)) {
                String value = value(at);
                return value == null || value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    /** Whether a field is written more than once, so that the first and the last of its values may differ. */
    boolean repeats(String name) {
        int times = 0;
        for (int at = 0; at < end; at += 3) {
            times += isNamed(at, name) ? 1 : 0;
        }
        return times > 1;
    }

    /**
     * Whether the name of a field is written in another way: encoded, so that a parser that does not decode names misses it,
     * or with white space around it, which a parser may take away.
     */
    boolean encodesName(String name) {
        for (int at = 0; at < end && encodedNames; at += 3) {
            if (isNamed(at, name) && !isWritten(at, name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Hands on the decoded fields in their order.
     *
     * @throws IllegalArgumentException if the form is malformed; the message does not repeat it
     */
    public void forEach(BiConsumer<String, String> action) {
        if (malformed) {
            throw new IllegalArgumentException("a form is not in percent-encoded UTF-8");
        }
        for (int at = 0; at < end; at += 3) {
            action.accept(String.valueOf(name(at)), String.valueOf(value(at)));
        }
    }

    /** Returns the text with every value of one field replaced. */
    String with(String name, String value) {
        StringBuilder changed = new StringBuilder(text.length() + value.length());
        for (int at = 0; at < end; at += 3) {
            boolean named = isNamed(at, name);
            changed.append(at == 0 ? "" : "&").append(text, bounds[at], named ? bounds[at + 1] : bounds[at + 2]);
            if (named) {
                changed.append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return changed.toString();
    }

    private boolean isNamed(int at, String name) {
        return isWritten(at, name) || encodedNames && name.equals(strippedName(at));
    }

    private @Nullable String strippedName(int at) {
        String decoded = name(at);
        if (decoded == null) {
            return null;
        }
        int from = 0;
        int to = decoded.length();
        while (from < to && isSpace(decoded.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(decoded.charAt(to - 1))) {
            to--;
        }
        return decoded.substring(from, to);
    }

    private boolean isWritten(int at, String name) {
        int start = bounds[at];
        return bounds[at + 1] - start == name.length() && text.startsWith(name, start);
    }

    private @Nullable String name(int at) {
        return decoded(bounds[at], bounds[at + 1]);
    }

    private @Nullable String value(int at) {
        return decoded(Math.min(bounds[at + 1] + 1, bounds[at + 2]), bounds[at + 2]);
    }

    private @Nullable String decoded(int from, int to) {
        try {
            return URLDecoder.decode(text.substring(from, to), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notDecodable) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "form";
    }
}
