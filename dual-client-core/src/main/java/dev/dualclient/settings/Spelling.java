package dev.dualclient.settings;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody may have meant. */
public final class Spelling {

    /** A mistake for each so many letters. */
    private static final int LETTERS = 3;

    private Spelling() {}

    /** Returns the nearest of some names, {@code null} if none is near. */
    public static @Nullable String nearest(String written, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .filter(name -> distance(written, name) <= Math.max(1, written.length() / LETTERS))
                .orElse(null);
    }

    /** How many letters have to be put in, taken out or changed, or two neighbours exchanged. */
    private static int distance(String one, String other) {
        int[][] distance = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, i, j, one, other);
            }
        }
        return distance[one.length()][other.length()];
    }

    private static int step(int[][] distance, int i, int j, String one, String other) {
        int changed = distance[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean exchanged =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return exchanged ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
    }
}
