package dev.dualclient.test.model.grant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there is beside custody: the backends, the migrator between them, and what a node remembers by itself.
 *
 * @param p the row that P holds
 * @param s the row that S holds
 * @param snapshot what the migrator has read and not yet written, {@code null} if nothing
 * @param written what it has written
 * @param births how the tokens of each number came to be, from 1
 * @param issuedHere the numbers of the tokens that P issued through this process
 * @param storeUp whether the store is there
 * @param down the backend that is not there, {@code null} if both are
 */
record Sites(
        Row p,
        Row s,
        @Nullable Row snapshot,
        Set<Row> written,
        List<Birth> births,
        Set<Integer> issuedHere,
        Stage stage,
        boolean storeUp,
        @Nullable Side down) {

    Row at(Side side) {
        return side == Side.P ? p : s;
    }

    Birth birth(int number) {
        return births.get(number - 1);
    }

    boolean holds(Token token) {
        return p.holds(token) || s.holds(token);
    }

    /** Whether some backend has replaced it. */
    boolean isReplaced(Token token) {
        return births.stream().anyMatch(birth -> birth.replaces(token));
    }

    Sites with(Side side, Row row) {
        return side == Side.P ? copy(row, s, snapshot, births) : copy(p, row, snapshot, births);
    }

    Sites born(Side side, Row row, Birth birth) {
        List<Birth> all = new ArrayList<>(births);
        all.add(birth);
        return with(side, row).copy(all);
    }

    private Sites copy(List<Birth> all) {
        return copy(p, s, snapshot, List.copyOf(all));
    }

    private Sites copy(Row atP, Row atS, @Nullable Row read, List<Birth> all) {
        return new Sites(atP, atS, read, written, all, issuedHere, stage, storeUp, down);
    }

    Sites read() {
        return copy(p, s, s, births);
    }

    /**
     * The migrator writes what it has read: nothing over a row that P has changed, nor what it has written before.
     *
     * @param again whether it does insert again what it has written before
     */
    Sites written(boolean again) {
        Row row = snapshot == null ? GrantState.NOTHING : snapshot;
        boolean changed =
                p.tokens().stream().anyMatch(token -> birth(token.number()).side() == Side.P);
        boolean writes = !row.equals(GrantState.NOTHING) && !changed && (again || !written.contains(row));
        Set<Row> all = new HashSet<>(written);
        if (writes) {
            all.add(row);
        }
        return new Sites(writes ? row : p, s, null, Set.copyOf(all), births, issuedHere, stage, storeUp, down);
    }

    /** The access token that S issued at the login expires, wherever it is. */
    Sites expired(int number) {
        Set<Row> all = new HashSet<>();
        written.forEach(row -> all.add(without(row, number)));
        return new Sites(
                without(p, number),
                without(s, number),
                snapshot == null ? null : without(snapshot, number),
                Set.copyOf(all),
                births,
                issuedHere,
                stage,
                storeUp,
                down);
    }

    private static Row without(Row row, int access) {
        return row.access() == access ? new Row(row.refresh(), 0) : row;
    }

    Sites remembering(Set<Integer> issued) {
        return new Sites(p, s, snapshot, written, births, Set.copyOf(issued), stage, storeUp, down);
    }

    Sites withStore(boolean up) {
        return new Sites(p, s, snapshot, written, births, issuedHere, stage, up, down);
    }

    Sites in(Stage other, @Nullable Side absent) {
        return new Sites(p, s, snapshot, written, births, issuedHere, other, storeUp, absent);
    }
}
