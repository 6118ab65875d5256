package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The order of a token list from one page to the next. Nobody promises that it stays the same: rows come and go between two
 * calls. What happens depends on the number of pages asked for so far alone.
 */
final class TokenList {

    private final Behaviour behaviour;
    private int pages;

    TokenList(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Returns a page of rows, which are in their usual order. */
    List<TokenRow> page(Page page, List<TokenRow> all) {
        int before = pages++;
        List<TokenRow> rows = new ArrayList<>(all);
        if (behaviour.has(Trait.LISTS_SHIFT)) {
            Collections.rotate(rows, -before);
        }
        boolean repeats = behaviour.has(Trait.ROWS_REPEATED) && page.start() > 0;
        List<TokenRow> shown = (repeats ? new Page(page.start() - 1, page.end()) : page).of(rows);
        boolean lacks = behaviour.has(Trait.ROWS_MISSING) && before % 2 == 0 && !shown.isEmpty();
        return lacks ? shown.subList(0, shown.size() - 1) : shown;
    }
}
