package dev.dualclient.test.model.search;

import org.jspecify.annotations.Nullable;

/**
 * Something that happens.
 *
 * @param words what happens, in plain English
 * @param next the state afterwards
 * @param violation which promise it breaks, {@code null} if none
 */
public record Step<S>(String words, S next, @Nullable String violation) {

    /** Creates a step that breaks no promise. */
    public Step(String words, S next) {
        this(words, next, null);
    }
}
