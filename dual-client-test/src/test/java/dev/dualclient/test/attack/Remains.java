package dev.dualclient.test.attack;

import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backend still holds of a token that is dead. The row may go; nothing may be made of it.
 *
 * @param dead the token
 * @param side where it is held
 * @param row the id of its row
 * @param modification when the row was changed last
 */
record Remains(Thing dead, Side side, String row, long modification) {

    static List<Remains> of(Arena arena) {
        List<Remains> remains = new ArrayList<>();
        for (Side side : Side.values()) {
            for (Thing dead : List.of(Thing.SPENT_REFRESH, Thing.KILLED_REFRESH)) {
                String token = arena.value(dead);
                TokenRow row = arena.at(side).inspect(store -> store.tokens().ofRefreshToken(token));
                if (row != null) {
                    remains.add(new Remains(dead, side, row.id(), row.modification()));
                }
            }
        }
        if (remains.size() != 2) {
            throw new IllegalStateException(
                    "there should be a copy of each dead token, but there are " + remains.size());
        }
        return remains;
    }

    boolean hasRisen(Arena arena) {
        @Nullable TokenRow now = arena.at(side).inspect(store -> store.tokens().at(row));
        return now != null && now.modification() != modification;
    }

    @Override
    public String toString() {
        return "the copy of the " + dead + " at the " + side;
    }
}
