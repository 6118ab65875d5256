package dev.dualclient.test.histories.truth;

import org.jspecify.annotations.Nullable;

/**
 * A token on its way to a backend, as it was when it was presented: what dies meanwhile may still be accepted.
 *
 * @param deaths how many deaths there had been by then
 * @param death why it was dead by then, {@code null} if it was not known to be
 * @param locked whether its client was locked by then
 * @param changes how often its client had been changed by then
 * @param codePresentations how often the code of its login had been presented by then
 */
public record Presentation(
        Token token, int deaths, @Nullable Death death, boolean locked, int changes, int codePresentations) {

    static Presentation of(Token token, int deaths) {
        Line line = token.line();
        App app = line.app();
        boolean locked = app.state() == App.State.LOCKED;
        return new Presentation(token, deaths, token.death(), locked, app.changes(), line.codePresentations());
    }

    /** Whether it was alive, and a kill of many was answered since, which can have ended what its use has returned. */
    boolean isKilledMeanwhile() {
        Death now = token.death();
        return death == null && now != null && now.isOfMany();
    }

    /** Whether the code of its login has been presented again since: a backend may revoke what that code brought. */
    boolean isCodeRepeated() {
        Line line = token.line();
        return line.codePresentations() > Math.max(1, codePresentations);
    }

    /** Whether its client is beyond doubt one that can be served, and has been all the time. */
    boolean servable() {
        App app = token.line().app();
        return app.state() == App.State.USABLE && app.changes() == changes;
    }
}
