package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out, by reads alone, whether a backend holds a token, and which other token shares its row: standard
 * introspection (RFC 7662), then the token list, which names tokens by their hashes.
 */
final class LookUp {

    private static final Operation INTROSPECTION = Catalogue.operation("auth-introspection-standard");
    private static final Operation TOKEN_LIST = Catalogue.operation("auth-token-get-list");
    private static final Locator CLIENT = Locator.of("/responseContent#/client_id");
    private static final Locator SUBJECT = Locator.of("/responseContent#/sub");
    private static final int PAGE = 100;

    private final Custody custody;

    LookUp(Custody custody) {
        this.custody = custody;
    }

    /**
     * What a look-up found.
     *
     * @param reason {@link Reason#DONE} if the backend holds the token, {@link Reason#UNKNOWN_CREDENTIAL} if it does
     *     not, {@link Reason#LOOK_UP_FAILED} if that could not be found out
     * @param row the keys of its row, the token's own first; empty unless the backend holds it
     * @param client the client that owns it; empty unless the backend holds it
     */
    record Finding(Reason reason, List<CustodyKey> row, String client) {

        static Finding none(Reason reason) {
            return new Finding(reason, List.of(), "");
        }
    }

    /** Looks a token up at a backend. */
    Finding find(Credential token, Side side, Course course) {
        Attempt introspection = course.ask(side, introspectionOf(token));
        if (introspection.outcome() == Outcome.UNRECOGNIZED) {
            return Finding.none(Reason.UNKNOWN_CREDENTIAL);
        }
        ApiAnswer answer = introspection.answer();
        String client = answer == null ? null : answer.value(CLIENT);
        if (introspection.outcome() != Outcome.ACCEPTED || answer == null || client == null) {
            return Finding.none(Reason.LOOK_UP_FAILED);
        }
        return inList(token, client, answer.value(SUBJECT), side, course);
    }

    /**
     * Finds the row of a token at the first of these backends that holds it.
     *
     * @return {@link Reason#LOOK_UP_FAILED} if none is known to hold it, and one could not be asked
     */
    Finding findAny(Credential token, List<Side> sides, Course course) {
        Reason reason = Reason.UNKNOWN_CREDENTIAL;
        for (Side side : sides) {
            Finding found = find(token, side, course);
            if (found.reason() == Reason.DONE) {
                return found;
            }
            if (found.reason() == Reason.LOOK_UP_FAILED) {
                reason = Reason.LOOK_UP_FAILED;
            }
        }
        return Finding.none(reason);
    }

    private Finding inList(Credential token, String client, @Nullable String subject, Side side, Course course) {
        String own = Custody.listedHash(token);
        for (int start = 0; ; start += PAGE) {
            ApiCall.Builder list = ApiCall.of(TOKEN_LIST)
                    .query("clientIdentifier", client)
                    .query("start", String.valueOf(start))
                    .query("end", String.valueOf(start + PAGE));
            if (subject != null) {
                list.query("subject", subject);
            }
            Attempt listing = course.ask(side, list.build());
            if (listing.outcome() != Outcome.ACCEPTED) {
                return Finding.none(Reason.LOOK_UP_FAILED);
            }
            JsonNode rows = Objects.requireNonNull(listing.answer()).json();
            JsonNode tokens = rows == null ? JsonMapper.shared().createArrayNode() : rows.path("accessTokens");
            for (JsonNode row : tokens) {
                String access = row.path("accessTokenHash").asString("");
                String refresh = row.path("refreshTokenHash").asString("");
                if (own.equals(access) || own.equals(refresh)) {
                    String companion = own.equals(access) ? refresh : access;
                    return new Finding(Reason.DONE, custody.row(token, companion.isEmpty() ? null : companion), client);
                }
            }
            if (tokens.size() < PAGE) {
                // Introspection knows it and the list does not show it: its own key is all that can be covered.
                return new Finding(Reason.DONE, custody.row(token), client);
            }
        }
    }

    private static ApiCall introspectionOf(Credential token) {
        String hint = token.kind() == CredentialKind.REFRESH_TOKEN ? "refresh_token" : "access_token";
        String form = "token=" + URLEncoder.encode(token.value(), StandardCharsets.UTF_8) + "&token_type_hint=" + hint;
        return ApiCall.of(INTROSPECTION)
                .body(JsonMapper.shared().writeValueAsBytes(Map.of("parameters", form)))
                .build();
    }
}
