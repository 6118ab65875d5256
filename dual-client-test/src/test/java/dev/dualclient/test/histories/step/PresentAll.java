package dev.dualclient.test.histories.step;

import dev.dualclient.migration.Stage;
import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All nodes restart in a stage, and everything that was ever handed out is presented. */
public record PresentAll(Stage stage) implements Step {

    @Override
    public void happen(World world) {
        world.restartAll(stage);
        for (Line line : world.truth().lines()) {
            List<Pair> pairs = new ArrayList<>(line.pairs());
            for (Pair pair : pairs) {
                Introspect.use(world, 0, pair, Introspect.Manner.INTROSPECTION);
                Introspect.use(world, 0, pair, Introspect.Manner.STANDARD_OF_REFRESH_TOKEN);
                Refresh.use(world, 0, pair);
            }
            new Redeem(0, line.login()).happen(world);
        }
        new Authenticate(0, true).happen(world);
        new Authenticate(0, false).happen(world);
    }

    @Override
    public String toString() {
        String name = stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "nodes restart in " + name + "; everything is presented";
    }
}
