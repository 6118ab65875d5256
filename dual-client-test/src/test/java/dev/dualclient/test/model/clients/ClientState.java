package dev.dualclient.test.model.clients;

import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state of one client, whose secret is a number: what was set last is what must hold.
 *
 * @param p the secret that P holds
 * @param s the secret that S holds
 * @param wanted the newest change
 * @param owed what the backends still have to be told
 * @param late what a backend has not answered and is still at
 * @param authenticated whether it is stored that P has authenticated the client
 * @param remembered the same, as this process remembers it
 * @param old the secrets that were replaced
 * @param answered the newest change that succeeded
 * @param console whether the secret was changed in P's own console
 */
record ClientState(
        int p,
        int s,
        Change wanted,
        Set<Owed> owed,
        Set<Owed> late,
        boolean authenticated,
        boolean remembered,
        Set<Integer> old,
        int answered,
        boolean console,
        List<Request<Deed, Set<Integer>>> requests,
        Left left,
        @Nullable Side down) {

    /** The secret that somebody sets in P's own console. */
    static final int CONSOLE = 9;

    /** The backends. */
    enum Side {
        P,
        S
    }

    /**
     * A change.
     *
     * @param number the order in which changes hold
     * @param secret what is to hold
     */
    record Change(int number, int secret) {}

    /** A change that a backend has to be told. */
    record Owed(Side side, Change change) {}

    /** What is asked for: to set a secret, or to authenticate by one. */
    record Deed(boolean sets, int secret) {

        @Override
        public String toString() {
            return (sets ? "a change to secret " : "an authentication by secret ") + secret;
        }
    }

    int at(Side side) {
        return side == Side.P ? p : s;
    }

    boolean owes(Side side) {
        return owed.stream().anyMatch(one -> one.side() == side);
    }

    ClientState holding(Side side, int secret) {
        return new ClientState(
                side == Side.P ? secret : p,
                side == Side.S ? secret : s,
                wanted,
                owed,
                late,
                authenticated,
                remembered,
                old,
                answered,
                console,
                requests,
                left,
                down);
    }

    ClientState wanting(Change change, Set<Owed> owing) {
        return new ClientState(
                p,
                s,
                change,
                Set.copyOf(owing),
                late,
                authenticated,
                remembered,
                old,
                answered,
                console,
                requests,
                left,
                down);
    }

    ClientState owing(Set<Owed> owing) {
        return wanting(wanted, owing);
    }

    ClientState paid(Owed one) {
        Set<Owed> fewer = new HashSet<>(owed);
        fewer.remove(one);
        return owing(fewer);
    }

    ClientState late(Set<Owed> still) {
        return new ClientState(
                p,
                s,
                wanted,
                owed,
                Set.copyOf(still),
                authenticated,
                remembered,
                old,
                answered,
                console,
                requests,
                left,
                down);
    }

    ClientState authenticated(boolean stored, boolean inMind) {
        return new ClientState(p, s, wanted, owed, late, stored, inMind, old, answered, console, requests, left, down);
    }

    ClientState replaced(Set<Integer> secrets, int newest, boolean byConsole) {
        Set<Integer> all = new HashSet<>(old);
        all.addAll(secrets);
        return new ClientState(
                p,
                s,
                wanted,
                owed,
                late,
                authenticated,
                remembered,
                Set.copyOf(all),
                newest,
                byConsole,
                requests,
                left,
                down);
    }

    ClientState with(List<Request<Deed, Set<Integer>>> other) {
        return new ClientState(
                p, s, wanted, owed, late, authenticated, remembered, old, answered, console, other, left, down);
    }

    ClientState with(Left other) {
        return new ClientState(
                p, s, wanted, owed, late, authenticated, remembered, old, answered, console, requests, other, down);
    }

    ClientState with(@Nullable Side away) {
        return new ClientState(
                p, s, wanted, owed, late, authenticated, remembered, old, answered, console, requests, left, away);
    }
}
