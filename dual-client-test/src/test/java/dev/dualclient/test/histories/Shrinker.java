package dev.dualclient.test.histories;

import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.step.Step;
import dev.dualclient.test.histories.world.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the smallest history that still ends in the same kind of violation, by taking steps out (delta debugging). */
final class Shrinker {

    private final Node.Kind kind;

    Shrinker(Node.Kind kind) {
        this.kind = kind;
    }

    End shrink(End end) {
        End smallest = end;
        End before;
        do {
            before = smallest;
            smallest = simplify(remove(smallest));
        } while (size(smallest) < size(before));
        return smallest;
    }

    private End remove(End end) {
        End smallest = end;
        for (int count = Math.max(1, smallest.history().steps().size() / 2); count > 0; count /= 2) {
            for (int at = smallest.history().steps().size() - count; at >= 0; at--) {
                List<Step> fewer = new ArrayList<>(smallest.history().steps());
                if (at + count <= fewer.size()) {
                    fewer.subList(at, at + count).clear();
                    smallest = ifStill(smallest, fewer);
                }
            }
        }
        return smallest;
    }

    private End simplify(End end) {
        End smallest = end;
        for (int at = 0; at < smallest.history().steps().size(); at++) {
            for (Step simpler : smallest.history().steps().get(at).simpler()) {
                List<Step> steps = new ArrayList<>(smallest.history().steps());
                if (at < steps.size()) {
                    steps.set(at, simpler);
                    smallest = ifStill(smallest, steps);
                }
            }
        }
        return smallest;
    }

    private End ifStill(End end, List<Step> steps) {
        Optional<End> other = new History(end.history().scene(), steps).play(kind);
        return other.filter(
                        found -> found.violation().kind().equals(end.violation().kind()))
                .orElse(end);
    }

    private static int size(End end) {
        return end.history().toString().length();
    }
}
