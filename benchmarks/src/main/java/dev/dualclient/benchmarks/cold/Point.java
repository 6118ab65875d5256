package dev.dualclient.benchmarks.cold;

import java.util.ArrayList;
import java.util.List;

/**
 * The circumstances in which first seconds are compared.
 *
 * @param secure whether connections use TLS
 * @param delay after how many milliseconds backends answer
 * @param callers how many threads call
 */
record Point(boolean secure, int delay, int callers) {

    static final int MANY = 64;

    static List<Point> all() {
        List<Point> points = new ArrayList<>();
        for (boolean secure : List.of(false, true)) {
            for (int delay : List.of(0, 5)) {
                for (int callers : List.of(8, MANY)) {
                    points.add(new Point(secure, delay, callers));
                }
            }
        }
        return points;
    }

    /** Returns who is compared here: what an operator can switch on counts where many call. */
    List<Client> clients() {
        return callers == MANY ? List.of(Client.values()) : Client.PLAIN;
    }

    @Override
    public String toString() {
        return (secure ? "TLS" : "plain") + ", " + delay + " ms, " + callers;
    }
}
