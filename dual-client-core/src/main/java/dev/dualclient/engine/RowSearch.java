package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.custody.Parties;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Side;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the row of a token in the list of all that a user has at a client. Rows come and go between two pages, so each
 * page begins within the one before; where it shows none of that one's rows, the search goes back. Not thread-safe.
 */
final class RowSearch {

    /** How many pages are read while a caller waits. */
    static final int PAGES_IN_A_CALL = 10;

    /** How many pages in a row may show nothing new before the search is given up. */
    private static final int MAX_FRUITLESS = 3;

    private final Side side;
    private final Parties names;
    private final CallContext context;
    private final Set<List<String>> seen = new HashSet<>();

    /**
     * Prepares a search.
     *
     * @param names the client, the user, or both, whose list it is
     */
    RowSearch(Side side, Parties names, CallContext context) {
        this.side = side;
        this.names = names;
        this.context = context.as(Purpose.LOOK_UP);
    }

    /**
     * What a search has shown.
     *
     * @param failure the attempt with which it ended early, {@code null} if the list could be read
     * @param row the row, {@code null} if it was not found
     * @param whole whether the list was read to its end
     * @param inOneAnswer whether one answer showed the whole list, so that no row can have come or gone meanwhile
     */
    record Result(@Nullable Attempt failure, TokenList.@Nullable Row row, boolean whole, boolean inOneAnswer) {}

    /**
     * Searches for the row of an identifier.
     *
     * @param identifier the hash of a token, or the id of the row
     * @param maxPages how many answers are read at most
     */
    Result find(String identifier, int maxPages) {
        return find(row -> row.isCalled(identifier), maxPages);
    }

    /**
     * Searches until a row is found, the list or the time is at its end.
     *
     * @param wanted which row
     * @param maxPages how many answers are read at most
     */
    Result find(Predicate<TokenList.Row> wanted, int maxPages) {
        int start = 0;
        int fruitless = 0;
        for (int pages = 0; pages < maxPages && fruitless < MAX_FRUITLESS; pages++) {
            TokenList.Page page = TokenList.page(names, start, side, context);
            if (!page.isAccepted()) {
                return new Result(page.attempt(), null, false, false);
            }
            int known = seen.size();
            boolean adjacent = start == 0;
            for (TokenList.Row row : page.rows()) {
                if (wanted.test(row)) {
                    return new Result(null, row, false, false);
                }
                adjacent |= !seen.add(row.hashes());
            }
            int shown = page.rows().size();
            int reached = start + Math.min(shown, TokenList.SIZE);
            if (reached >= page.total() && adjacent && seen.size() >= page.total()) {
                return new Result(null, null, true, pages == 0 && page.total() > 0);
            }
            fruitless = seen.size() > known ? 0 : fruitless + 1;
            start = Math.max(
                    0,
                    adjacent && reached < page.total()
                            ? reached - Math.min(TokenList.OVERLAP, shown / 2)
                            : Math.min(start, page.total()) - TokenList.SIZE);
        }
        return new Result(null, null, false, false);
    }
}
