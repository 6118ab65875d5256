package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Parties;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token list of a backend, which names tokens by their hashes. It is read in pages that overlap, for rows come and go
 * between two of them. Stateless.
 */
final class TokenList {

    static final Operation OPERATION = Catalogue.operation("auth-token-get-list");

    static final int SIZE = 100;
    static final int OVERLAP = 10;

    private TokenList() {}

    /**
     * A row.
     *
     * @param access the hash of the access token, {@code null} for none
     * @param refresh the hash of the refresh token, {@code null} for none
     * @param id the id of the row, {@code null} if the list does not tell it
     * @param holder whose row it is, as far as the list tells that
     */
    record Row(
            @Nullable String access,
            @Nullable String refresh,
            @Nullable String id,
            Parties holder) {

        /** Returns the hashes of its tokens. */
        List<String> hashes() {
            List<String> hashes = new ArrayList<>(2);
            if (access != null) {
                hashes.add(access);
            }
            if (refresh != null) {
                hashes.add(refresh);
            }
            return hashes;
        }

        /** Returns the hash of the other token, {@code null} for none. */
        @Nullable
        String beside(String hash) {
            return hash.equals(access) ? refresh : access;
        }

        boolean isCalled(String identifier) {
            return identifier.equals(access) || identifier.equals(refresh) || identifier.equals(id);
        }
    }

    /**
     * A page.
     *
     * @param attempt how it was asked for
     * @param rows its rows; none unless that was accepted
     * @param total how many rows the whole list has
     * @param next where the next page begins, {@code null} if this is the last one
     */
    record Page(
            Attempt attempt,
            List<Row> rows,
            int total,
            @Nullable Integer next) {

        boolean isAccepted() {
            return attempt.outcome() == Outcome.ACCEPTED;
        }
    }

    /** Asks a backend for a page of the tokens of a client, a subject, or both. */
    static Page page(Parties names, int start, Side side, CallContext context) {
        ApiCall.Builder call =
                ApiCall.of(OPERATION).query("start", String.valueOf(start)).query("end", String.valueOf(start + SIZE));
        names.byId().clients().stream().findFirst().ifPresent(client -> call.query("clientIdentifier", client));
        if (names.subject() != null) {
            call.query("subject", names.subject());
        }
        Attempt attempt = context.ask(side, call.build());
        ApiResponse answer = attempt.outcome() == Outcome.ACCEPTED ? attempt.answer() : null;
        List<Row> rows = rows(answer);
        int end = start + rows.size();
        JsonNode json = answer == null ? null : answer.json();
        int total = json == null ? 0 : json.path("totalCount").asInt(end);
        boolean last = rows.isEmpty() || end >= total;
        return new Page(attempt, rows, total, last ? null : start + Math.max(1, rows.size() - OVERLAP));
    }

    /** Returns the rows that an answer shows. */
    static List<Row> rows(@Nullable ApiResponse answer) {
        List<Row> rows = new ArrayList<>();
        JsonNode list = answer == null ? null : answer.json();
        if (list != null) {
            for (JsonNode row : list.path("accessTokens")) {
                String client = text(row, "clientId");
                rows.add(new Row(
                        text(row, "accessTokenHash"),
                        text(row, "refreshTokenHash"),
                        text(row, "tokenId"),
                        new Parties(client == null ? List.of() : List.of(client), text(row, "subject"), null)));
            }
        }
        return rows;
    }

    private static @Nullable String text(JsonNode row, String member) {
        String text = row.path(member).asString("");
        return text.isEmpty() ? null : text;
    }
}
