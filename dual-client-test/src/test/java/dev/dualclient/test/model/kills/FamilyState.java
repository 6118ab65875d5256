package dev.dualclient.test.model.kills;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the store holds of a line of refreshes, and what was promised.
 *
 * @param linked the rows of which it is recorded that the next one replaced them
 * @param unnamed those of them whose family is not yet recorded
 * @param rows the family that the record of each row names, 0 for none
 * @param joins what each family was joined to
 * @param marks the families that were killed, and the rows, by negative numbers
 * @param ages how long ago the records of families and of rows, by negative numbers, were written
 * @param joining what is about to be joined
 * @param killing the rows that are about to be killed, with the family that was read
 * @param killed the rows that callers were told to be dead
 * @param spent those of them that were used up before
 * @param gone the rows whose life is over: nobody presents them any more
 * @param ticks how often time has passed
 */
record FamilyState(
        Set<Integer> linked,
        Set<Integer> unnamed,
        Map<Integer, Integer> rows,
        Map<Integer, Integer> joins,
        Set<Integer> marks,
        Map<Integer, Integer> ages,
        Set<Joining> joining,
        Map<Integer, Integer> killing,
        Set<Integer> killed,
        Set<Integer> spent,
        Set<Integer> gone,
        int ticks) {

    /** How often time passes at most. */
    static final int TICKS = 2;

    /** How old a record becomes. */
    private static final int LIFE = 1;

    static final FamilyState EMPTY = new FamilyState(
            Set.of(), Set.of(), Map.of(), Map.of(), Set.of(), Map.of(), Set.of(), Map.of(), Set.of(), Set.of(),
            Set.of(), 0);

    /**
     * A request that has read two families.
     *
     * @param row the row that was found to have been replaced by the next one
     * @param from the family whose record is to tell what it was joined to
     * @param to the other one
     * @param dead whether the first one was killed
     */
    record Joining(int row, int from, int to, boolean dead) {}

    /** Returns the number of the family that begins with a row: they come in no order of time. */
    static int first(int row) {
        return row % 2 == 0 ? row : row + 10;
    }

    /** Returns the family of a row, 0 if it has none. */
    int family(int row) {
        return root(rows.getOrDefault(row, 0));
    }

    /** Returns what a family was joined to at last; 0 if that is nobody, for they were joined in a circle. */
    int root(int family) {
        int root = family;
        for (int steps = 0; joins.containsKey(root); steps++) {
            if (steps > joins.size()) {
                return 0;
            }
            root = joins.get(root);
        }
        return root;
    }

    /** Whether the record of a family, or of a row by its negative number, is marked. */
    boolean isMarked(int family) {
        return marks.contains(family);
    }

    /** Whether a row is marked so that its line ends with it. */
    boolean isEnded(int row) {
        return isMarked(-row) && !spent.contains(row);
    }

    boolean isJoined(int family) {
        return joins.containsKey(family);
    }

    /** Whether a row is refused: it is marked, or its family is. */
    boolean isDead(int row) {
        return isMarked(-row) || isMarked(family(row));
    }

    FamilyState linked(int row) {
        return new FamilyState(
                and(linked, row),
                without(unnamed, row),
                rows,
                joins,
                marks,
                ages,
                joining,
                killing,
                killed,
                spent,
                gone,
                ticks);
    }

    FamilyState unnamed(int row) {
        return new FamilyState(
                linked, and(unnamed, row), rows, joins, marks, ages, joining, killing, killed, spent, gone, ticks);
    }

    FamilyState named(int row, int family) {
        return new FamilyState(
                linked,
                unnamed,
                and(rows, row, family),
                joins,
                marks,
                and(ages, -row, 0),
                joining,
                killing,
                killed,
                spent,
                gone,
                ticks);
    }

    FamilyState begun(Joining one) {
        return new FamilyState(
                linked, unnamed, rows, joins, marks, ages, and(joining, one), killing, killed, spent, gone, ticks);
    }

    FamilyState ended(Joining one) {
        return new FamilyState(
                linked, unnamed, rows, joins, marks, ages, without(joining, one), killing, killed, spent, gone, ticks);
    }

    FamilyState joined(int from, int to) {
        return new FamilyState(
                linked,
                unnamed,
                rows,
                and(joins, from, to),
                marks,
                and(ages, from, 0),
                joining,
                killing,
                killed,
                spent,
                gone,
                ticks);
    }

    FamilyState killing(int row, int family) {
        return new FamilyState(
                linked,
                unnamed,
                rows,
                joins,
                marks,
                ages,
                joining,
                and(killing, row, family),
                killed,
                spent,
                gone,
                ticks);
    }

    /** Marks the record of a family, or of a row by its negative number. */
    FamilyState marked(int family) {
        Map<Integer, Integer> known = family < 0 ? and(rows, -family, rows.getOrDefault(-family, 0)) : rows;
        return new FamilyState(
                linked,
                unnamed,
                known,
                joins,
                and(marks, family),
                and(ages, family, 0),
                joining,
                killing,
                killed,
                spent,
                gone,
                ticks);
    }

    FamilyState killed(int row) {
        Map<Integer, Integer> done = new HashMap<>(killing);
        done.remove(row);
        return new FamilyState(
                linked,
                unnamed,
                rows,
                joins,
                marks,
                ages,
                joining,
                Map.copyOf(done),
                and(killed, row),
                linked.contains(row) ? and(spent, row) : spent,
                gone,
                ticks);
    }

    /** Writes a record again, if there is one. */
    FamilyState renewed(int record) {
        return ages.containsKey(record)
                ? new FamilyState(
                        linked,
                        unnamed,
                        rows,
                        joins,
                        marks,
                        and(ages, record, 0),
                        joining,
                        killing,
                        killed,
                        spent,
                        gone,
                        ticks)
                : this;
    }

    /** Lets time pass, and forgets what has become too old. No request takes as long as that. */
    FamilyState later() {
        Map<Integer, Integer> older = new HashMap<>();
        ages.forEach((record, age) -> older.put(record, age + 1));
        older.values().removeIf(age -> age > LIFE);
        Predicate<Integer> forgotten = record -> !older.containsKey(record);
        Map<Integer, Integer> keptRows = new HashMap<>(rows);
        keptRows.keySet().removeIf(row -> forgotten.test(-row));
        Set<Integer> over = new HashSet<>(gone);
        rows.keySet().stream().filter(row -> forgotten.test(-row)).forEach(over::add);
        Map<Integer, Integer> keptJoins = new HashMap<>(joins);
        keptJoins.keySet().removeIf(forgotten);
        Set<Integer> keptMarks = new HashSet<>(marks);
        keptMarks.removeIf(forgotten);
        return new FamilyState(
                linked,
                unnamed,
                Map.copyOf(keptRows),
                Map.copyOf(keptJoins),
                Set.copyOf(keptMarks),
                Map.copyOf(older),
                Set.of(),
                Map.of(),
                killed,
                spent,
                Set.copyOf(over),
                ticks + 1);
    }

    private static <T> Set<T> and(Set<T> some, T more) {
        Set<T> all = new HashSet<>(some);
        all.add(more);
        return Set.copyOf(all);
    }

    private static <T> Set<T> without(Set<T> some, T less) {
        Set<T> all = new HashSet<>(some);
        all.remove(less);
        return Set.copyOf(all);
    }

    private static Map<Integer, Integer> and(Map<Integer, Integer> some, int key, int value) {
        Map<Integer, Integer> all = new HashMap<>(some);
        all.put(key, value);
        return Map.copyOf(all);
    }
}
