package dev.dualclient.test.model.search;

import java.util.List;

/**
 * How a request reads: its program is run from the beginning after every effect, is told again what it was told before,
 * and stops at the first effect that it has not had. So a program keeps no state, and a request under way is a value.
 */
public final class Script<S> {

    private final List<Object> told;
    private int next;

    Script(List<Object> told) {
        this.told = told;
    }

    /** Has an effect, and returns what is told of it. */
    @SuppressWarnings("unchecked") // the program is the same each time, and so is what it asks for
    public <T> T let(Effect<S, T> effect) {
        if (next == told.size()) {
            throw new Pause(effect);
        }
        return (T) told.get(next++);
    }

    /** Stops a program where it has to wait. */
    @SuppressWarnings("serial")
    static final class Pause extends RuntimeException {

        final transient Effect<?, ?> effect;

        Pause(Effect<?, ?> effect) {
            super(null, null, false, false);
            this.effect = effect;
        }
    }
}
