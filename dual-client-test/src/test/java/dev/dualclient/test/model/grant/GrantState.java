package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import java.util.List;
import java.util.Set;

/**
 * A state.
 *
 * @param requests what is under way
 * @param left what can still happen
 */
record GrantState(Sites sites, Custody custody, Truth truth, List<Request<Deed, Before>> requests, Left left) {

    /** No row. */
    static final Row NOTHING = new Row(0, 0);

    /**
     * What was true when a request began.
     *
     * @param dead whether the token was dead
     * @param alive whether it was alive
     * @param row the tokens of its row, wherever one was held
     */
    record Before(boolean dead, boolean alive, Set<Token> row) {}

    GrantState with(Sites other) {
        return new GrantState(other, custody, truth, requests, left);
    }

    GrantState with(Custody other) {
        return new GrantState(sites, other, truth, requests, left);
    }

    GrantState with(Truth other) {
        return new GrantState(sites, custody, other, requests, left);
    }

    GrantState with(List<Request<Deed, Before>> other) {
        return new GrantState(sites, custody, truth, other, left);
    }

    GrantState with(Left other) {
        return new GrantState(sites, custody, truth, requests, other);
    }

    /** Whether a token is good: some backend holds it, none has replaced it, and nobody has asked for its end. */
    boolean isAlive(Token token) {
        return sites.holds(token) && !sites.isReplaced(token) && !truth.doomed().contains(token);
    }

    /**
     * Whether a token must not be accepted. A migrator that inserts again what it has written before brings access tokens
     * back that were replaced; what was killed stays dead all the same.
     */
    boolean isDead(Token token, Setting setting) {
        boolean excused = setting.insertsAgain() && !token.refresh();
        return (excused ? truth.killed() : truth.dead()).contains(token);
    }

    /** Whether a token was good until its end was asked for. */
    boolean isEnded(Before before, Token token) {
        return before.alive() && !sites.isReplaced(token);
    }
}
