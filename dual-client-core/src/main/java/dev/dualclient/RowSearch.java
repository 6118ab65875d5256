package dev.dualclient;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks for the row of a token in the list of all that a user has at a client. Rows come and go between two pages, so each
 * page begins within the one before; where it shows none of that one's rows, the search goes back. Not thread-safe.
 */
final class RowSearch {

    private static final Operation TOKEN_LIST = Catalogue.operation("auth-token-get-list");
    private static final int PAGE = 100;
    private static final int OVERLAP = 10;

    /** How many pages in a row may show nothing new before the search is given up. */
    private static final int MAX_FRUITLESS = 3;

    private final Side side;
    private final String client;
    private final @Nullable String subject;
    private final Course course;
    private final Set<String> seen = new HashSet<>();

    /**
     * Prepares a search.
     *
     * @param subject the user, {@code null} for tokens without one
     */
    RowSearch(Side side, String client, @Nullable String subject, Course course) {
        this.side = side;
        this.client = client;
        this.subject = subject;
        this.course = course;
    }

    /**
     * What a search has shown.
     *
     * @param failure the attempt with which it ended early, {@code null} if the list could be read
     * @param found whether the row was found
     * @param companion the hash of the other token of the row, {@code null} if it has none or was not found
     * @param inOneAnswer whether one answer showed the whole list, so that no row can have come or gone meanwhile
     */
    record Result(
            @Nullable Attempt failure,
            boolean found,
            @Nullable String companion,
            boolean inOneAnswer) {

        private static Result failed(Attempt attempt) {
            return new Result(attempt, false, null, false);
        }

        private static Result found(String companion) {
            return new Result(null, true, companion.isEmpty() ? null : companion, false);
        }

        private static Result notShown(boolean inOneAnswer) {
            return new Result(null, false, null, inOneAnswer);
        }
    }

    /**
     * Searches until the row is found, the list or the time is at its end.
     *
     * @param own the hash of the token
     * @param maxPages how many answers are read at most
     */
    Result find(String own, int maxPages) {
        int start = 0;
        int fruitless = 0;
        for (int pages = 0; pages < maxPages && fruitless < MAX_FRUITLESS; pages++) {
            Attempt listing = course.ask(side, page(start));
            JsonNode list = listing.answer() == null ? null : listing.answer().json();
            if (listing.outcome() != Outcome.ACCEPTED || list == null) {
                return Result.failed(listing);
            }
            JsonNode rows = list.path("accessTokens");
            int known = seen.size();
            boolean adjacent = start == 0;
            for (JsonNode row : rows) {
                String access = row.path("accessTokenHash").asString("");
                String refresh = row.path("refreshTokenHash").asString("");
                if (own.equals(access) || own.equals(refresh)) {
                    return Result.found(own.equals(access) ? refresh : access);
                }
                adjacent |= !seen.add(access + ' ' + refresh);
            }
            int total = list.path("totalCount").asInt(rows.size());
            int reached = start + Math.min(rows.size(), PAGE);
            if (reached >= total && adjacent && seen.size() >= total) {
                return Result.notShown(pages == 0 && total > 0);
            }
            fruitless = seen.size() > known ? 0 : fruitless + 1;
            start = Math.max(
                    0,
                    adjacent && reached < total
                            ? reached - Math.min(OVERLAP, rows.size() / 2)
                            : Math.min(start, total) - PAGE);
        }
        return Result.notShown(false);
    }

    private ApiCall page(int start) {
        ApiCall.Builder list = ApiCall.of(TOKEN_LIST)
                .query("clientIdentifier", client)
                .query("start", String.valueOf(start))
                .query("end", String.valueOf(start + PAGE));
        return subject == null ? list.build() : list.query("subject", subject).build();
    }
}
