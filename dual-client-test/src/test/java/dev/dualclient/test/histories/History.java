package dev.dualclient.test.histories;

import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
import dev.dualclient.test.histories.step.Step;
import dev.dualclient.test.histories.truth.Violation;
import dev.dualclient.test.histories.world.InProcessSite;
import dev.dualclient.test.histories.world.Node;
import dev.dualclient.test.histories.world.Scene;
import dev.dualclient.test.histories.world.Site;
import dev.dualclient.test.histories.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Something that can happen to a few users' tokens during a migration.
 *
 * @param scene what holds throughout
 * @param steps what happens, one after the other
 */
record History(Scene scene, List<Step> steps) {

    History {
        steps = List.copyOf(steps);
    }

    /**
     * Where a history ended.
     *
     * @param violation what was not true
     * @param history the history up to there
     * @param told the steps, with what came of them
     */
    record End(Violation violation, History history, List<String> told) {

        @Override
        public String toString() {
            return violation.getMessage() + "\n  " + history.scene() + "\n  " + String.join("\n  ", told);
        }
    }

    /** Plays it in this process; returns where it ended if something was not true. */
    Optional<End> play(Node.Kind kind) {
        InProcessSite site = new InProcessSite(scene);
        return play(kind, site, new MemoryStore(100_000, site.time()));
    }

    /** Plays it at a site, which is closed then, with a store that is not. */
    Optional<End> play(Node.Kind kind, Site site, CustodyStore store) {
        return play(kind, site, store, world -> {});
    }

    /** The same in a world that is prepared before. */
    Optional<End> play(Node.Kind kind, Site site, CustodyStore store, Consumer<World> prepared) {
        List<String> told = new ArrayList<>();
        try (World world = new World(scene, site, store, kind)) {
            prepared.accept(world);
            for (int at = 0; at < steps.size(); at++) {
                Step step = steps.get(at);
                try {
                    step.happen(world);
                    world.settle();
                    world.truth().happened();
                    told.add(line(step, world.told()));
                } catch (Violation violation) {
                    told.add(line(step, world.told()));
                    return Optional.of(new End(violation, new History(scene, steps.subList(0, at + 1)), told));
                } catch (RuntimeException failed) {
                    throw new IllegalStateException("step " + at + " failed: " + step + " of " + this, failed);
                }
            }
        }
        return Optional.empty();
    }

    private static String line(Step step, String result) {
        return result.isEmpty() ? step.toString() : step + " -> " + result;
    }
}
