package dev.dualclient.migration.readiness;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole list of a backend: pages from the end to the start, and the total before and after. Nobody promises an
 * order, so a list counts as read only if as many different rows were seen as there are. Used by one thread at a time.
 */
final class TokenListReader {

    static final Operation TOKENS = Catalogue.operation("auth-token-get-list");
    static final Operation CLIENTS = Catalogue.operation("client-get-list");

    private final BackendReader backends;
    private final Pace pace;
    private final int size;

    /**
     * Creates a reader.
     *
     * @param size how many rows a page has
     */
    TokenListReader(BackendReader backends, Pace pace, int size) {
        this.backends = backends;
        this.pace = pace;
        this.size = size;
    }

    /**
     * How a reading ended.
     *
     * @param end whether every row was seen
     * @param total how many rows there are
     * @param unknown whether the backend does not know the client
     */
    record Reading(ClientEvidence.End end, long total, boolean unknown) {

        static Reading failed(boolean unknown) {
            return new Reading(unknown ? ClientEvidence.End.CLEAN : ClientEvidence.End.FAILED, 0, unknown);
        }
    }

    private record Page(long total, List<JsonNode> rows) {}

    /** Returns how many tokens a backend lists of a client, {@code null} for all clients; -1 if it does not say. */
    long total(Side side, @Nullable String client) {
        Attempt attempt = ask(side, TOKENS, client, 0, 1);
        Page page = page(attempt, "accessTokens");
        return page == null ? -1 : page.total;
    }

    /** Reads the tokens of a client; hands them on page by page. */
    Reading tokens(Side side, String client, Consumer<List<ListedToken>> rows) {
        return read(side, TOKENS, client, "accessTokens", page -> {
            List<ListedToken> tokens = page.stream().map(ListedToken::of).toList();
            rows.accept(tokens);
            return tokens.stream().map(ListedToken::identity).toList();
        });
    }

    /** Reads the clients of a backend. */
    Reading clients(Side side, Consumer<JsonNode> clients) {
        return read(side, CLIENTS, null, "clients", page -> {
            page.forEach(clients);
            return page.stream()
                    .map(client -> client.path("clientId").asString(""))
                    .toList();
        });
    }

    private interface Identities {
        List<String> of(List<JsonNode> page);
    }

    private Reading read(Side side, Operation list, @Nullable String client, String member, Identities identities) {
        Attempt first = ask(side, list, client, 0, size);
        Page begin = page(first, member);
        if (begin == null) {
            return Reading.failed(first.outcome() == Outcome.UNRECOGNIZED);
        }
        Set<Long> seen = new HashSet<>();
        if (begin.total <= size) {
            identities.of(begin.rows).forEach(row -> seen.add(ListedToken.hash(row)));
            return new Reading(end(seen.size() == begin.total), begin.total, false);
        }
        for (long start = (begin.total - 1) / size * size; start >= 0; start -= size) {
            Page page = page(ask(side, list, client, start, start + size), member);
            if (page == null) {
                return Reading.failed(false);
            }
            if (page.total != begin.total) {
                return new Reading(ClientEvidence.End.UNCLEAN, page.total, false);
            }
            identities.of(page.rows).forEach(row -> seen.add(ListedToken.hash(row)));
        }
        Page after = page(ask(side, list, client, 0, 1), member);
        if (after == null) {
            return Reading.failed(false);
        }
        boolean clean = after.total == begin.total && seen.size() == begin.total;
        return new Reading(end(clean), after.total, false);
    }

    private static ClientEvidence.End end(boolean clean) {
        return clean ? ClientEvidence.End.CLEAN : ClientEvidence.End.UNCLEAN;
    }

    private Attempt ask(Side side, Operation list, @Nullable String client, long start, long end) {
        pace.await();
        ApiCall.Builder call =
                ApiCall.of(list).query("start", String.valueOf(start)).query("end", String.valueOf(end));
        if (client != null) {
            call.query("clientIdentifier", client);
        }
        return backends.ask(side, call.build());
    }

    /** Returns what an answer shows; {@code null} unless it is a list that says how long it is. */
    private static @Nullable Page page(Attempt attempt, String member) {
        ApiResponse answer = attempt.outcome() == Outcome.ACCEPTED ? attempt.answer() : null;
        JsonNode json = answer == null ? null : answer.json();
        if (json == null || !json.path("totalCount").isNumber()) {
            return null;
        }
        List<JsonNode> rows = new ArrayList<>();
        json.path(member).forEach(rows::add);
        return new Page(json.path("totalCount").asLong(), rows);
    }
}
