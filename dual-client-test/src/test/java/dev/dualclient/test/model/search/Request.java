package dev.dualclient.test.model.search;

/**
 * A request under way.
 *
 * @param deed what is asked for
 * @param before what was true when it began, for whoever judges its answer
 * @param at where it is
 */
public record Request<D, B>(D deed, B before, Object at) {

    /** Returns the same request, of which something else was true when it began. */
    public Request<D, B> since(B other) {
        return new Request<>(deed, other, at);
    }
}
