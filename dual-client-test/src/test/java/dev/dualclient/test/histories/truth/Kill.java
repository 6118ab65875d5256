package dev.dualclient.test.histories.truth;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something that kills tokens, on its way to the backends.
 *
 * @param doomed what was handed out before it began
 * @param held those of them that a backend held then
 * @param concerned what it is about
 * @param death why they will be dead
 */
public record Kill(List<Token> doomed, Set<Token> held, Predicate<Token> concerned, Death death) {

    /** Copies the tokens. */
    public Kill {
        doomed = List.copyOf(doomed);
        held = Set.copyOf(held);
    }
}
