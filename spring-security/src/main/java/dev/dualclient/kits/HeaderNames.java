package dev.dualclient.kits;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of headers, compared as a careless server compares them: in any case, and with any other character in place of
 * {@code -}. CGI and its descendants make one variable of {@code X-User-Id} and {@code X_User_Id}. Immutable.
 */
public final class HeaderNames {

    private final Set<String> names;

    private HeaderNames(Set<String> names) {
        this.names = names;
    }

    /** Returns the names. */
    public static HeaderNames of(Collection<String> names) {
        return new HeaderNames(names.stream().map(HeaderNames::normalized).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a header has one of the names. */
    public boolean contain(String name) {
        return !names.isEmpty() && names.contains(normalized(name));
    }

    private static String normalized(String name) {
        char[] characters = name.toLowerCase(Locale.ROOT).toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char c = characters[i];
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                characters[i] = '-';
            }
        }
        return new String(characters);
    }
}
