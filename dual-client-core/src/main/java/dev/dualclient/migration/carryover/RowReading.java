package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, by reads of the secondary, what no answer to a refresh has told of a row: whether two tokens share it, when the
 * refresh token expires, which scopes it has, and whether the access token is bound to a key. Thread-safe.
 */
final class RowReading {

    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final Locator SCOPE = Locator.of("/responseContent#/scope");
    private static final Locator TOKEN_TYPE = Locator.of("/responseContent#/token_type");
    private static final Locator CONFIRMATION = Locator.of("/responseContent#/cnf/jkt");

    private final Backends backends;

    RowReading(Backends backends) {
        this.backends = backends;
    }

    /** What was found out: either why the row is not carried over, or the row. */
    record Finding(@Nullable CarryReason reason, @Nullable Candidate candidate) {}

    Finding complete(Candidate candidate, Original original) {
        Attempt told = backends.ask(
                Side.SECONDARY, TokenRequests.standardIntrospection(candidate.access(), "access_token"), BUDGET);
        ApiResponse answer = told.answer();
        if (told.outcome() != Outcome.ACCEPTED || answer == null) {
            return new Finding(CarryReason.UNREADABLE, null);
        }
        if (!"Bearer".equalsIgnoreCase(answer.value(TOKEN_TYPE)) || answer.value(CONFIRMATION) != null) {
            return new Finding(CarryReason.BOUND, null);
        }
        return candidate.given() ? ofPair(candidate, original) : new Finding(null, candidate);
    }

    /** Whether the two are one row, only the token list tells; what scopes the refresh token has, introspection does. */
    private Finding ofPair(Candidate candidate, Original original) {
        ListedRow row = ListedRow.find(Side.SECONDARY, candidate.row(original), backends, BUDGET);
        if (row == null || !row.isWhole(candidate.row(original))) {
            return new Finding(CarryReason.ROW, null);
        }
        String refresh = candidate.refresh();
        if (refresh == null) {
            return new Finding(null, candidate);
        }
        Attempt told =
                backends.ask(Side.SECONDARY, TokenRequests.standardIntrospection(refresh, "refresh_token"), BUDGET);
        ApiResponse answer = told.answer();
        if (told.outcome() != Outcome.ACCEPTED || answer == null) {
            return new Finding(CarryReason.UNREADABLE, null);
        }
        boolean narrower = !scopes(answer.value(SCOPE)).equals(new TreeSet<>(original.scopes()));
        return new Finding(null, candidate.with(row.refreshExpiresAt(), narrower));
    }

    private static Set<String> scopes(@Nullable String text) {
        return text == null || text.isBlank()
                ? Set.of()
                : new TreeSet<>(Arrays.asList(text.trim().split(" +")));
    }
}
