package dev.dualclient.test.model.kills;

import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state. All tokens are of one user.
 *
 * @param sites what there is beside the store
 * @param isCut whether a kill of all tokens of the user is written
 * @param marks the tokens that were issued after it
 * @param owed which backends still owe the call
 * @param rest at which backends the call has left something
 * @param dead what callers were told to be dead
 * @param good what was issued by a login that began after that
 */
record ManyState(
        Sites sites,
        boolean isCut,
        Set<Integer> marks,
        Set<Side> owed,
        Set<Side> rest,
        Set<Integer> dead,
        Set<Integer> good,
        Set<Integer> delivered,
        List<Request<Deed, Before>> requests,
        Left left) {

    /** The backends. */
    enum Side {
        P,
        S
    }

    /** What there is beside the store: {@code tokens} counts all that were ever issued. */
    record Sites(
            Set<Integer> p,
            Set<Integer> s,
            @Nullable Set<Integer> snapshot,
            Set<Integer> written,
            int tokens,
            boolean storeUp,
            @Nullable Side down) {

        Set<Integer> at(Side side) {
            return side == Side.P ? p : s;
        }

        Sites with(Side side, Set<Integer> held) {
            return side == Side.P
                    ? new Sites(held, s, snapshot, written, tokens, storeUp, down)
                    : new Sites(p, held, snapshot, written, tokens, storeUp, down);
        }

        Sites without(Side side, int token) {
            Set<Integer> fewer = new HashSet<>(at(side));
            fewer.remove(token);
            return with(side, Set.copyOf(fewer));
        }

        Sites issued(Side side) {
            Set<Integer> more = and(at(side), Set.of(tokens + 1));
            Sites after = with(side, more);
            return new Sites(after.p, after.s, snapshot, written, tokens + 1, storeUp, down);
        }

        Sites read() {
            return new Sites(p, s, s, written, tokens, storeUp, down);
        }

        Sites copied() {
            Set<Integer> news = new HashSet<>(snapshot == null ? Set.of() : snapshot);
            news.removeAll(written);
            return new Sites(and(p, news), s, null, and(written, news), tokens, storeUp, down);
        }

        Sites in(boolean isUp, @Nullable Side away) {
            return new Sites(p, s, snapshot, written, tokens, isUp, away);
        }
    }

    /** What is asked for. */
    record Deed(Kind kind, int token) {

        /** The kinds. */
        enum Kind {
            READ,
            KILL_ALL,
            LOGIN,
            /** A login whose answer does not tell the user. */
            SILENT_LOGIN
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + (token == 0 ? "" : " " + token);
        }
    }

    /** What was true when a request began. */
    record Before(boolean dead, boolean afterKill, Set<Integer> delivered) {}

    static <T> Set<T> and(Set<T> some, Set<T> more) {
        Set<T> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }

    private static <T> Set<T> minus(Set<T> some, T one) {
        Set<T> all = new HashSet<>(some);
        all.remove(one);
        return Set.copyOf(all);
    }

    ManyState with(Sites other) {
        return new ManyState(other, isCut, marks, owed, rest, dead, good, delivered, requests, left);
    }

    ManyState cut(boolean written, Set<Side> owing) {
        return new ManyState(sites, written, marks, owing, rest, dead, good, delivered, requests, left);
    }

    ManyState marked(int token) {
        return new ManyState(
                sites, isCut, and(marks, Set.of(token)), owed, rest, dead, good, delivered, requests, left);
    }

    ManyState acknowledged(Side side, boolean leavesSome) {
        Set<Side> later = leavesSome ? and(rest, Set.of(side)) : minus(rest, side);
        return new ManyState(sites, isCut, marks, minus(owed, side), later, dead, good, delivered, requests, left);
    }

    ManyState told(Set<Integer> moreDead, Set<Integer> moreGood, Set<Integer> more) {
        return new ManyState(
                sites,
                isCut,
                marks,
                owed,
                rest,
                and(dead, moreDead),
                and(good, moreGood),
                and(delivered, more),
                requests,
                left);
    }

    ManyState with(List<Request<Deed, Before>> other) {
        return new ManyState(sites, isCut, marks, owed, rest, dead, good, delivered, other, left);
    }

    ManyState with(Left other) {
        return new ManyState(sites, isCut, marks, owed, rest, dead, good, delivered, requests, other);
    }
}
