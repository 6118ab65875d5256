package dev.dualclient.test.model.carry;

import dev.dualclient.test.model.search.Left;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state. A row is an access token and its refresh token, by its number: a refresh of row 1 replaces it by row 2, and so on.
 *
 * @param p the rows that P holds
 * @param s the rows that S holds
 * @param repeats what S answered to the use of a row, which it may repeat
 * @param windows the rows whose answer S still repeats
 * @param custody who has claimed or spent a row, in the store
 * @param successors what a spent row was replaced by, in the store
 * @param seen the rows that count as seen at P
 * @param marks the rows that bear the mark of a carry
 * @param unsettled the rows whose carry is to be settled by the outbox
 * @param ending the rows that are to be ended at P by the outbox, if S has used them
 * @param issuedByP the rows that this process takes for issued by P
 * @param late the rows whose creation at P is still on its way
 * @param truth what became of each row
 * @param next the number of the next row
 */
record CarryState(
        Set<Integer> p,
        Set<Integer> s,
        Map<Integer, Integer> repeats,
        Set<Integer> windows,
        Map<Integer, Hold> custody,
        Map<Integer, Integer> successors,
        Set<Integer> seen,
        Set<Integer> marks,
        Set<Integer> unsettled,
        Set<Integer> ending,
        Set<Integer> issuedByP,
        Set<Integer> late,
        Truth truth,
        List<Run> runs,
        Left left,
        int next) {

    /** The backends. */
    enum Side {
        P,
        S
    }

    /** How firmly a row is a backend's. */
    enum Level {
        CLAIMED,
        FINAL,
        SPENT
    }

    /** Whose a row is. */
    record Hold(Level level, Side side) {}

    /**
     * What became of the rows.
     *
     * @param killed the rows that were killed
     * @param gone the rows that callers were told to be used up
     * @param alive the rows that are good
     * @param held the rows that were handed to their holder
     */
    record Truth(Set<Integer> killed, Set<Integer> gone, Set<Integer> alive, Set<Integer> held) {

        Truth used(int row) {
            return new Truth(killed, and(gone, row), alive, held);
        }

        Truth handed(int row) {
            return new Truth(killed, gone, alive, and(held, row));
        }

        Truth replaced(int row, int by) {
            return new Truth(killed, gone, and(without(alive, row), by), held);
        }

        Truth died(int row) {
            return new Truth(and(killed, row), gone, without(alive, row), held);
        }
    }

    /** What is under way. */
    enum Kind {
        REFRESH,
        CARRY
    }

    /**
     * Something under way.
     *
     * @param step how many steps of it are done
     * @param side the backend that it has chosen, {@code null} before that
     * @param other the row that it was answered; {@link #OWN_CLAIM} or {@link #NO_CLAIM} before
     */
    record Run(Kind kind, int row, int step, @Nullable Side side, int other) {

        /** It has made a claim, which it may withdraw. */
        static final int OWN_CLAIM = -1;

        /** It uses what P alone has issued, so that there is nothing to claim. */
        static final int NO_CLAIM = -2;

        Run at(int nextStep, @Nullable Side chosen, int answered) {
            return new Run(kind, row, nextStep, chosen, answered);
        }

        @Override
        public String toString() {
            return (kind == Kind.CARRY ? "carry of " : "refresh of ") + row;
        }
    }

    boolean holds(Side side, int row) {
        return (side == Side.P ? p : s).contains(row);
    }

    /** Returns whether something else than one run is at a row. */
    boolean isBusy(int row, @Nullable Run but) {
        return runs.stream().anyMatch(run -> run != but && run.row == row);
    }

    CarryState backend(Side side, Set<Integer> rows) {
        return side == Side.P
                ? new CarryState(
                        rows,
                        s,
                        repeats,
                        windows,
                        custody,
                        successors,
                        seen,
                        marks,
                        unsettled,
                        ending,
                        issuedByP,
                        late,
                        truth,
                        runs,
                        left,
                        next)
                : new CarryState(
                        p,
                        rows,
                        repeats,
                        windows,
                        custody,
                        successors,
                        seen,
                        marks,
                        unsettled,
                        ending,
                        issuedByP,
                        late,
                        truth,
                        runs,
                        left,
                        next);
    }

    CarryState repeating(Map<Integer, Integer> others, Set<Integer> open) {
        return new CarryState(
                p,
                s,
                others,
                open,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                truth,
                runs,
                left,
                next);
    }

    CarryState holding(int row, @Nullable Hold hold) {
        Map<Integer, Hold> all = new HashMap<>(custody);
        if (hold == null) {
            all.remove(row);
        } else {
            all.put(row, hold);
        }
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                Map.copyOf(all),
                successors,
                seen,
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                truth,
                runs,
                left,
                next);
    }

    CarryState spent(int row, Side side, int by) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                plus(custody, row, new Hold(Level.SPENT, side)),
                plus(successors, row, by),
                without(seen, row),
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                truth.used(row).handed(by),
                runs,
                left,
                next);
    }

    CarryState seeing(Set<Integer> rows) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                rows,
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                truth,
                runs,
                left,
                next);
    }

    CarryState carrying(Set<Integer> marked, Set<Integer> open) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marked,
                open,
                ending,
                issuedByP,
                late,
                truth,
                runs,
                left,
                next);
    }

    CarryState toEnd(Set<Integer> rows) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                rows,
                issuedByP,
                late,
                truth,
                runs,
                left,
                next);
    }

    CarryState issuedByP(Set<Integer> rows) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                ending,
                rows,
                late,
                truth,
                runs,
                left,
                next);
    }

    CarryState onTheirWay(Set<Integer> rows) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                ending,
                issuedByP,
                rows,
                truth,
                runs,
                left,
                next);
    }

    CarryState truth(Truth other) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                other,
                runs,
                left,
                next);
    }

    CarryState left(Left other) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                truth,
                runs,
                other,
                next);
    }

    CarryState numbered(int number) {
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                truth,
                runs,
                left,
                number);
    }

    /** Returns the state with one run in another's place: {@code null} for none. Runs are the same in any order. */
    CarryState running(@Nullable Run before, @Nullable Run after) {
        List<Run> all = new ArrayList<>(runs);
        if (before != null) {
            all.remove(before);
        }
        if (after != null) {
            all.add(after);
        }
        all.sort(Comparator.comparing(Run::kind)
                .thenComparing(Run::row)
                .thenComparing(Run::step)
                .thenComparing(Run::other)
                .thenComparing(run -> run.side == null ? 0 : 1 + run.side.ordinal()));
        return new CarryState(
                p,
                s,
                repeats,
                windows,
                custody,
                successors,
                seen,
                marks,
                unsettled,
                ending,
                issuedByP,
                late,
                truth,
                List.copyOf(all),
                left,
                next);
    }

    static Set<Integer> and(Set<Integer> some, int more) {
        Set<Integer> all = new HashSet<>(some);
        all.add(more);
        return Set.copyOf(all);
    }

    static Set<Integer> without(Set<Integer> some, int one) {
        Set<Integer> fewer = new HashSet<>(some);
        fewer.remove(one);
        return Set.copyOf(fewer);
    }

    static <T> Map<Integer, T> plus(Map<Integer, T> some, int row, T value) {
        Map<Integer, T> all = new HashMap<>(some);
        all.put(row, value);
        return Map.copyOf(all);
    }
}
