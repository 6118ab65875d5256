package dev.dualclient.test.histories;

import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.step.Step;
import dev.dualclient.test.histories.world.Node;
import dev.dualclient.test.histories.world.Scene;
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
            smallest = simplify(remove(plainer(smallest)));
        } while (size(smallest) < size(before));
        return smallest;
    }

    private End plainer(End end) {
        End plainest = end;
        for (int respect = 0; respect < end.history().scene().plainer().size(); respect++) {
            Scene scene = plainest.history().scene().plainer().get(respect);
            plainest = ifStill(plainest, new History(scene, plainest.history().steps()));
        }
        return plainest;
    }

    private End remove(End end) {
        End smallest = end;
        for (int count = Math.max(1, smallest.history().steps().size() / 2); count > 0; count /= 2) {
            for (int at = smallest.history().steps().size() - count; at >= 0; at--) {
                List<Step> fewer = new ArrayList<>(smallest.history().steps());
                if (at + count <= fewer.size()) {
                    fewer.subList(at, at + count).clear();
                    smallest = ifStill(smallest, with(smallest, fewer));
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
                    smallest = ifStill(smallest, with(smallest, steps));
                }
            }
        }
        return smallest;
    }

    private static History with(End end, List<Step> steps) {
        return new History(end.history().scene(), steps);
    }

    private End ifStill(End end, History simpler) {
        Optional<End> other = simpler.play(kind);
        return other.filter(
                        found -> found.violation().kind().equals(end.violation().kind()))
                .orElse(end);
    }

    private static int size(End end) {
        return end.history().toString().length();
    }
}
