package dev.dualclient.test.histories.truth;

import org.jspecify.annotations.Nullable;

/**
 * A token on its way to a backend, as it was when it was presented: what dies meanwhile may still be accepted.
 *
 * @param death why it was dead by then, {@code null} if it was not known to be
 * @param locked whether its client was locked by then
 * @param changes how often its client had been changed by then
 */
public record Presentation(Token token, @Nullable Death death, boolean locked, int changes) {

    static Presentation of(Token token) {
        App app = token.line().app();
        return new Presentation(token, token.death(), app.state() == App.State.LOCKED, app.changes());
    }

    /** Whether its client is beyond doubt one that can be served, and has been all the time. */
    boolean servable() {
        App app = token.line().app();
        return app.state() == App.State.USABLE && app.changes() == changes;
    }
}
