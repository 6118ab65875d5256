package dev.dualclient.test.model.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can happen, and what must not.
 *
 * @param <S> its states, which are immutable and compared by value
 */
public interface World<S> {

    /** Returns the first state. */
    S start();

    /** Returns what can happen next. */
    List<Step<S>> steps(S state);

    /** Returns what is wrong with a state, in words; {@code null} if nothing is. */
    @Nullable
    String wrong(S state);
}
