package dev.dualclient.test.model.grant;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What callers were told, which is what must hold from then on.
 *
 * @param dead what was replaced or killed
 * @param killed what was killed, and what that descends from
 * @param ended what was good when it was killed, and which no backend may hold once everything is at rest
 * @param doomed what somebody has asked to be killed, and may be dead
 * @param delivered the numbers of the tokens that somebody has
 */
record Truth(Set<Token> dead, Set<Token> killed, Set<Token> ended, Set<Token> doomed, Set<Integer> delivered) {

    private static <T> Set<T> and(Set<T> some, Collection<T> more) {
        Set<T> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }

    Truth withDead(Collection<Token> more) {
        return new Truth(and(dead, more), killed, ended, doomed, delivered);
    }

    Truth withKilled(Collection<Token> family, Collection<Token> row) {
        return new Truth(and(dead, family), and(killed, family), and(ended, row), and(doomed, family), delivered);
    }

    Truth withDoomed(Collection<Token> more) {
        return new Truth(dead, killed, ended, and(doomed, more), delivered);
    }

    Truth withDelivered(int number) {
        return new Truth(dead, killed, ended, doomed, and(delivered, Set.of(number)));
    }
}
