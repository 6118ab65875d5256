package dev.dualclient.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The circumstances in which ways are compared.
 *
 * @param secure whether connections use TLS
 * @param delay after how many milliseconds backends answer
 * @param callers how many threads call
 * @param tokens what they ask about
 * @param bursts whether they call at the same moment, again and again, rather than without a pause
 */
record Point(boolean secure, int delay, int callers, Tokens tokens, boolean bursts) {

    private static final List<Integer> CALLERS = List.of(1, 8, Crew.SIZE);

    /** Returns all points: TLS makes no difference to who is asked, so it is compared where the primary knows. */
    static List<Point> all() {
        List<Point> points = new ArrayList<>();
        for (Tokens tokens : Tokens.values()) {
            for (boolean secure : tokens == Tokens.OF_PRIMARY ? List.of(false, true) : List.of(false)) {
                for (int delay : List.of(0, 5)) {
                    for (int callers : CALLERS) {
                        points.add(new Point(secure, delay, callers, tokens, false));
                    }
                }
            }
        }
        points.add(new Point(false, 5, Crew.SIZE, Tokens.OF_PRIMARY, true));
        points.add(new Point(true, 5, Crew.SIZE, Tokens.OF_PRIMARY, true));
        return points;
    }

    @Override
    public String toString() {
        return tokens.words() + ", " + (secure ? "TLS" : "plain") + ", " + delay + " ms, "
                + (bursts ? "bursts of " : "") + callers;
    }
}
