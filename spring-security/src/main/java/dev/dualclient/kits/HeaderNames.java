package dev.dualclient.kits;

import java.util.Collection;
import java.util.List;

/**
 * Names of headers, compared as a careless server compares them: in any case, and with any other character in place of
 * {@code -}. CGI and its descendants make one variable of {@code X-User-Id} and {@code X_User_Id}. Immutable.
 */
public final class HeaderNames {

    private final List<String> names;

    private HeaderNames(List<String> names) {
        this.names = names;
    }

    /** Returns the names. */
    public static HeaderNames of(Collection<String> names) {
        return new HeaderNames(List.copyOf(names));
    }

    /** Whether a header has one of the names. Called for each header of each request. */
    public boolean contain(String name) {
        for (String one : names) {
            if (isSame(one, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String one, String other) {
        int length = one.length();
        boolean same = length == other.length();
        for (int i = 0; same && i < length; i++) {
            same = normalized(one.charAt(i)) == normalized(other.charAt(i));
        }
        return same;
    }

    private static char normalized(char c) {
        char lower = Character.toLowerCase(c);
        return lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9' ? lower : '-';
    }
}
