package dev.dualclient.test.model.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Visits the states of a world, breadth first, so that the first violation that is found has the shortest trace. */
public final class Explorer {

    private Explorer() {}

    private record Visit<S>(S state, @Nullable Visit<S> from, String words) {

        List<String> trace(String last) {
            LinkedList<String> trace = new LinkedList<>();
            if (!last.isEmpty()) {
                trace.add(last);
            }
            for (Visit<S> visit = this; visit.from != null; visit = visit.from) {
                trace.addFirst(visit.words);
            }
            return List.copyOf(trace);
        }
    }

    /** The same order each time, whatever order the sets of a state have, so that the same trace is found. */
    private static <S> List<Step<S>> inOrder(List<Step<S>> steps) {
        List<Step<S>> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparing(Step::words));
        return sorted;
    }

    /**
     * Visits a world until something is wrong, or nothing is left to visit.
     *
     * @param most after how many states to give up
     */
    public static <S> Exploration explore(World<S> world, int most) {
        Set<S> seen = new HashSet<>();
        Queue<Visit<S>> queue = new ArrayDeque<>();
        S start = world.start();
        seen.add(start);
        queue.add(new Visit<>(start, null, ""));
        while (!queue.isEmpty()) {
            Visit<S> visit = queue.remove();
            String wrong = world.wrong(visit.state);
            if (wrong != null) {
                return new Exploration(seen.size(), false, wrong, visit.trace(""));
            }
            for (Step<S> step : inOrder(world.steps(visit.state))) {
                if (step.violation() != null) {
                    return new Exploration(seen.size(), false, step.violation(), visit.trace(step.words()));
                }
                if (seen.add(step.next())) {
                    if (seen.size() > most) {
                        return new Exploration(seen.size(), false, null, List.of());
                    }
                    queue.add(new Visit<>(step.next(), visit, step.words()));
                }
            }
        }
        return new Exploration(seen.size(), true, null, List.of());
    }
}
