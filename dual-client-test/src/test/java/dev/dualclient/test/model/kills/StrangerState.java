package dev.dualclient.test.model.kills;

import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state.
 *
 * @param p the tokens that P holds
 * @param s the tokens that S holds
 * @param entries who has asked for the end of which token, and what has come of it
 * @param outbox what the backends have not acknowledged
 * @param unknown the tokens that nobody holds and that were killed, in a bound of their own
 * @param poisoned whether S fails to end {@link Token#MINE} for ever
 * @param dead what callers were told to be dead
 * @param reached what its owner has ended at one backend at least
 * @param doomed what its owner has asked to be ended
 */
record StrangerState(
        Set<Token> p,
        Set<Token> s,
        Map<Asked, Fate> entries,
        Set<Owed> outbox,
        Set<Token> unknown,
        boolean poisoned,
        Set<Token> dead,
        Set<Token> reached,
        Set<Token> doomed,
        List<Request<Deed, Boolean>> requests,
        Left left,
        @Nullable Side down) {

    /** The backends. */
    enum Side {
        P,
        S
    }

    /** The clients; B is the stranger. */
    enum Client {
        A,
        B,
        C
    }

    /** The tokens. */
    enum Token {
        /** A token of client A, which S alone holds at first. */
        MINE(Client.A),
        /** Another user's token of the same client, at P. */
        THEIRS(Client.A),
        /** A token of another client, which S alone holds. */
        OTHERS(Client.C),
        MADE_UP_1(null),
        MADE_UP_2(null);

        final @Nullable Client owner;

        Token(@Nullable Client owner) {
            this.owner = owner;
        }
    }

    /** A kill: which token, and who asks. */
    record Asked(Token token, Client killer) {}

    /** What has come of a kill. */
    enum Fate {
        OPEN,
        SURE
    }

    /** What a backend owes. */
    record Owed(Side side, Token token, Client killer) {}

    /** What is asked for; a read has no killer. */
    record Deed(Token token, @Nullable Client killer) {

        @Override
        public String toString() {
            return killer == null ? "read of " + token : "revocation of " + token + " by " + killer;
        }
    }

    boolean holds(Side side, Token token) {
        return (side == Side.P ? p : s).contains(token);
    }

    boolean isGood(Token token) {
        return (p.contains(token) || s.contains(token)) && !doomed.contains(token);
    }

    StrangerState without(Side side, Token token) {
        Set<Token> fewer = new HashSet<>(side == Side.P ? p : s);
        fewer.remove(token);
        return side == Side.P ? backends(Set.copyOf(fewer), s) : backends(p, Set.copyOf(fewer));
    }

    StrangerState backends(Set<Token> atP, Set<Token> atS) {
        return new StrangerState(
                atP, atS, entries, outbox, unknown, poisoned, dead, reached, doomed, requests, left, down);
    }

    /** Returns the state after a change of an entry, {@code null} to take it back, and of what is owed by that kill. */
    StrangerState noting(Asked asked, @Nullable Fate fate, Set<Side> owing) {
        Map<Asked, Fate> all = new HashMap<>(entries);
        if (fate == null) {
            all.remove(asked);
        } else {
            all.put(asked, fate);
        }
        Set<Owed> owed = new HashSet<>(outbox);
        for (Side side : Side.values()) {
            Owed one = new Owed(side, asked.token, asked.killer);
            if (owing.contains(side)) {
                owed.add(one);
            } else {
                owed.remove(one);
            }
        }
        return new StrangerState(
                p,
                s,
                Map.copyOf(all),
                Set.copyOf(owed),
                unknown,
                poisoned,
                dead,
                reached,
                doomed,
                requests,
                left,
                down);
    }

    StrangerState remembering(Set<Token> more) {
        return new StrangerState(
                p, s, entries, outbox, and(unknown, more), poisoned, dead, reached, doomed, requests, left, down);
    }

    StrangerState truth(Set<Token> moreDead, Set<Token> moreReached, Set<Token> moreDoomed) {
        return new StrangerState(
                p,
                s,
                entries,
                outbox,
                unknown,
                poisoned,
                and(dead, moreDead),
                and(reached, moreReached),
                and(doomed, moreDoomed),
                requests,
                left,
                down);
    }

    private static Set<Token> and(Set<Token> some, Set<Token> more) {
        Set<Token> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }

    StrangerState with(List<Request<Deed, Boolean>> other) {
        return new StrangerState(p, s, entries, outbox, unknown, poisoned, dead, reached, doomed, other, left, down);
    }

    StrangerState with(Left other) {
        return new StrangerState(
                p, s, entries, outbox, unknown, poisoned, dead, reached, doomed, requests, other, down);
    }

    StrangerState with(@Nullable Side away) {
        return new StrangerState(p, s, entries, outbox, unknown, poisoned, dead, reached, doomed, requests, left, away);
    }
}
