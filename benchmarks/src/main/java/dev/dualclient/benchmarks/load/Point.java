package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.way.Request;
import dev.dualclient.benchmarks.way.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * The circumstances in which ways are compared.
 *
 * @param secure whether connections use TLS
 * @param delay after how many milliseconds backends answer
 * @param callers how many threads call
 * @param request what they ask for
 * @param tokens what they ask about
 * @param bursts whether they call at the same moment, again and again, rather than without a pause
 */
record Point(boolean secure, int delay, int callers, Request request, Tokens tokens, boolean bursts) {

    private static final List<Integer> CALLERS = List.of(1, 8, Crew.SIZE);
    private static final List<Integer> DELAYS = List.of(0, 5);

    /** A point at which tokens are introspected. */
    Point(boolean secure, int delay, int callers, Tokens tokens, boolean bursts) {
        this(secure, delay, callers, Request.INTROSPECTION, tokens, bursts);
    }

    /**
     * Returns all points: TLS makes no difference to who is asked, so it is compared where the primary knows; nor does the
     * request, so what else can be asked is compared there, too.
     */
    static List<Point> all() {
        List<Point> points = new ArrayList<>();
        for (Tokens tokens : Tokens.values()) {
            points.addAll(steady(false, Request.INTROSPECTION, tokens));
        }
        points.addAll(steady(true, Request.INTROSPECTION, Tokens.OF_PRIMARY));
        points.addAll(steady(false, Request.STANDARD_INTROSPECTION, Tokens.OF_PRIMARY));
        points.addAll(steady(false, Request.REFRESH, Tokens.OF_PRIMARY));
        points.addAll(steady(false, Request.AUTHORIZATION, Tokens.OF_PRIMARY));
        points.add(new Point(false, 5, Crew.SIZE, Tokens.OF_PRIMARY, true));
        points.add(new Point(true, 5, Crew.SIZE, Tokens.OF_PRIMARY, true));
        return points;
    }

    private static List<Point> steady(boolean secure, Request request, Tokens tokens) {
        return DELAYS.stream()
                .flatMap(delay ->
                        CALLERS.stream().map(callers -> new Point(secure, delay, callers, request, tokens, false)))
                .toList();
    }

    /** Returns whether this is the first of the points that differ from it in delay and callers alone. */
    boolean isFirst() {
        return callers == CALLERS.get(0) && delay == DELAYS.get(0);
    }

    @Override
    public String toString() {
        String asked = request == Request.INTROSPECTION ? tokens.words() : request.words();
        return asked + ", " + (secure ? "TLS" : "plain") + ", " + delay + " ms, " + (bursts ? "bursts of " : "")
                + callers;
    }
}
