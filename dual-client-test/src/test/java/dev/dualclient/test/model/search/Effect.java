package dev.dualclient.test.model.search;

import java.util.List;

/**
 * What a request does to the world in one step that nothing else can divide: a call of a backend, or of the store.
 *
 * @param <S> the states of the world
 * @param <T> what the request is told
 */
@FunctionalInterface
public interface Effect<S, T> {

    /** Returns all that can come of it. The first is what happens when nothing goes wrong. */
    List<Result<S, T>> on(S state);

    /**
     * One of the ways in which it can end.
     *
     * @param told what the request is told
     * @param next the state afterwards
     * @param words what happened, {@code ""} if it is not worth a word
     */
    record Result<S, T>(T told, S next, String words) {}

    /** Makes an effect that can end in one way only. */
    static <S, T> List<Result<S, T>> one(T told, S next, String words) {
        return List.of(new Result<>(told, next, words));
    }
}
