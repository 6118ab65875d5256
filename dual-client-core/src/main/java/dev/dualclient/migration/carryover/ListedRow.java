package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.CarriedRow;
import dev.dualclient.operation.Side;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row as the token list of a backend shows it. Immutable.
 *
 * @param json the entry of the list
 */
record ListedRow(JsonNode json) {

    private static final int PAGES = 10;
    private static final int STEP = 90;

    /** Searches for the row of an access token, in pages that overlap; {@code null} if it is not found. */
    static @Nullable ListedRow find(Side side, CarriedRow row, Backends backends, Duration budget) {
        for (int page = 0; page < PAGES; page++) {
            Attempt attempt = backends.ask(side, TokenRequests.list(row.client(), row.subject(), page * STEP), budget);
            ApiResponse answer = attempt.answer();
            JsonNode json = answer == null ? null : answer.json();
            if (attempt.outcome() != Outcome.ACCEPTED || json == null) {
                return null;
            }
            for (JsonNode entry : json.path("accessTokens")) {
                if (entry.path("accessTokenHash").asString("").equals(row.access())) {
                    return new ListedRow(entry);
                }
            }
            if (json.path("totalCount").asInt(0) <= (page + 1) * STEP) {
                return null;
            }
        }
        return null;
    }

    /** Whether it has these two tokens. */
    boolean isWhole(CarriedRow row) {
        String refresh = json.path("refreshTokenHash").asString("");
        return refresh.equals(row.refresh() == null ? "" : row.refresh());
    }

    /** Returns when the refresh token expires, in milliseconds since the epoch. */
    long refreshExpiresAt() {
        return json.path("refreshTokenExpiresAt").asLong(0);
    }
}
