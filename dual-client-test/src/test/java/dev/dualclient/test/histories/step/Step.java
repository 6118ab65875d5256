package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.util.List;

/**
 * One thing that happens in a history. A value: it names what it acts on by numbers that hold in any history, so that
 * other steps can be taken out. Its {@code toString} tells it to a person.
 */
public interface Step {

    /** Lets it happen. Where what it acts on is not there, nothing happens. */
    void happen(World world);

    /** Returns simpler steps that could take its place in a smaller history. */
    default List<Step> simpler() {
        return List.of();
    }
}
