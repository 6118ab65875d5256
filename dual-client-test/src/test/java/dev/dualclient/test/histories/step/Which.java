package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.truth.Pair;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of the tokens that a login has brought so far. */
public enum Which {
    LATEST,
    PREVIOUS,
    FIRST;

    /** Returns the pair, {@code null} if there is none. */
    @Nullable
    Pair of(@Nullable Line line) {
        int count = line == null ? 0 : line.pairs().size();
        if (line == null || count == 0 || this == PREVIOUS && count == 1) {
            return null;
        }
        return line.pairs()
                .get(
                        switch (this) {
                            case LATEST -> count - 1;
                            case PREVIOUS -> count - 2;
                            case FIRST -> 0;
                        });
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
