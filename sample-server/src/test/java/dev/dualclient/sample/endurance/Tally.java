package dev.dualclient.sample.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What has happened so far, as counts, and what must not have happened. Tells no secret. Thread-safe. */
final class Tally {

    private static final int TOLD = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> violations = new TreeMap<>(
            Map.of("dead tokens accepted", 0, "issued twice", 0, "sessions lost", 0, "answers of the wrong kind", 0));
    private final List<String> told = new ArrayList<>();
    private int steps;

    void count(String what) {
        add(what, 1);
    }

    synchronized void add(String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    synchronized void violated(String kind, String how) {
        violations.merge(kind, 1, Integer::sum);
        if (told.size() < TOLD) {
            told.add(kind + ": " + how);
        }
    }

    /** Notes that a user has made a step. */
    synchronized void step() {
        steps++;
        notifyAll();
    }

    /**
     * Waits until the users have made so many more steps.
     *
     * @throws IllegalStateException if they take too long for that
     */
    synchronized void awaitSteps(int more) throws InterruptedException {
        int goal = steps + more;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (steps < goal) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("the users stand still: " + this);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized int sum(String... names) {
        int sum = 0;
        for (String name : names) {
            sum += counts.getOrDefault(name, 0);
        }
        return sum;
    }

    synchronized List<String> violations() {
        return List.copyOf(told);
    }

    @Override
    public synchronized String toString() {
        return steps + " steps " + counts + ", violations " + violations;
    }
}
