package dev.dualclient.test.model.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of visiting a world.
 *
 * @param states how many states were visited
 * @param complete whether these were all
 * @param violation which promise was broken, {@code null} if none
 * @param trace what happened until then, in order
 */
public record Exploration(
        int states, boolean complete, @Nullable String violation, List<String> trace) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(states + " states" + (complete ? "" : ", and there are more"));
        if (violation == null) {
            return text.append(": no violation").toString();
        }
        text.append(": ").append(violation).append('\n');
        for (int number = 1; number <= trace.size(); number++) {
            text.append("  %2d. %s%n".formatted(number, trace.get(number - 1)));
        }
        return text.toString();
    }
}
