package dev.dualclient.test.model.search;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the program of a request is, after what it has been told: at an effect, or at its answer. There is one point for
 * each course of a program, so that requests are compared at no cost.
 *
 * @param <S> the states
 * @param <A> answers
 */
final class Point<S, A> {

    final int number;
    final @Nullable Effect<S, ?> effect;
    final @Nullable A answer;
    final @Nullable Point<S, A> before;
    final @Nullable Object told;
    private final Map<Object, Point<S, A>> after = new HashMap<>();

    Point(
            int number,
            @Nullable Effect<S, ?> effect,
            @Nullable A answer,
            @Nullable Point<S, A> before,
            @Nullable Object told) {
        this.number = number;
        this.effect = effect;
        this.answer = answer;
        this.before = before;
        this.told = told;
    }

    @Nullable
    Point<S, A> after(Object more) {
        return after.get(more);
    }

    void put(Object more, Point<S, A> next) {
        after.put(more, next);
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }
}
