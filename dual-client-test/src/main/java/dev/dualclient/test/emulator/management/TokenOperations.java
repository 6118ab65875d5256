package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import dev.dualclient.test.emulator.state.TokenRowChange;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Tokens as operators see them: listed by hash, changed, deleted, revoked. */
final class TokenOperations {

    private final Store store;
    private final TokenList pages;

    TokenOperations(Store store) {
        this.store = store;
        this.pages = new TokenList(store.behaviour());
    }

    Answer list(Call call) {
        Page page = Page.of(call, "A159");
        String identifier = call.value("clientIdentifier");
        Client client = identifier == null ? null : NamedClient.of(store, identifier);
        String subject = call.value("subject");
        String status = store.behaviour().has(Trait.TOKEN_STATUS_IGNORED) ? null : call.value("tokenStatus");
        List<TokenRow> all = store.tokens().all().stream()
                .filter(row -> row.belongsTo(client == null ? null : client.clientId(), subject))
                .filter(row -> has(status == null ? "ALL" : status.toUpperCase(Locale.ROOT), row))
                .toList();
        ArrayNode rows = Document.MAPPER.createArrayNode();
        Set<String> unknown = store.differences().unknownAnswerFields();
        pages.page(page, all).forEach(row -> rows.add(json(row).without(unknown).json()));
        return page.describe(Answer.ok(), all.size())
                .with("client", client == null ? null : ClientMetadata.limited(client))
                .with("subject", subject)
                .with("accessTokens", rows);
    }

    private boolean has(String status, TokenRow row) {
        boolean valid = row.accessTokenLives(store.now());
        return switch (status) {
            case "VALID" -> valid;
            case "INVALID" -> !valid;
            default -> true;
        };
    }

    private @Nullable String listed(@Nullable String hash) {
        return hash != null && store.behaviour().has(Trait.OTHER_LIST_HASHES) ? Opaque.hash(hash) : hash;
    }

    private Document json(TokenRow row) {
        return Document.empty()
                .with("accessTokenHash", listed(row.accessTokenHash()))
                .with("refreshTokenHash", listed(row.refreshTokenHash()))
                .with("clientId", row.clientId())
                .with("subject", row.subject())
                .with("grantType", row.grantType())
                .with("scopes", row.scopes())
                .with("accessTokenExpiresAt", row.accessTokenExpiresAt())
                .with("refreshTokenExpiresAt", row.refreshTokenExpiresAt())
                .with("createdAt", row.createdAt())
                .with("lastRefreshedAt", row.lastRefreshedAt())
                .with("properties", row.properties())
                .with("refreshTokenScopes", row.refreshTokenScopes());
    }

    Answer update(Call call) {
        Document request = call.body();
        TokenRow row = updated(request);
        TokenRowChange change = row.change();
        if (request.has("scopes")) {
            change.scopes(request.texts("scopes"));
        }
        if (request.has("properties")) {
            change.properties(Property.of(request));
        }
        if (request.number("accessTokenExpiresAt") > 0) {
            change.accessTokenExpiresAt(request.number("accessTokenExpiresAt"));
        } else if (request.has("scopes") && request.flag("accessTokenExpiresAtUpdatedOnScopeUpdate")) {
            change.accessTokenExpiresAt(store.now() + store.service().milliseconds("accessTokenDuration", 86400));
        }
        if (request.flag("accessTokenPersistent")) {
            change.accessTokenExpiresAt(0);
        }
        if (request.number("refreshTokenExpiresAt") > 0 && row.refreshTokenHash() != null) {
            change.refreshTokenExpiresAt(request.number("refreshTokenExpiresAt"));
        }
        String value = request.text("accessToken");
        if (request.flag("accessTokenValueUpdated")) {
            value = Opaque.random();
            change.accessToken(value);
        }
        TokenRow changed = store.tokens().put(change.build());
        return Answer.action("OK", "A135001", "Updated the access token successfully.")
                .with("accessToken", value)
                .with("tokenType", "Bearer")
                .with("accessTokenExpiresAt", changed.accessTokenExpiresAt())
                .with("refreshTokenExpiresAt", changed.refreshTokenExpiresAt())
                .with("scopes", changed.scopes())
                .with("properties", changed.properties())
                .with("tokenId", changed.id());
    }

    private TokenRow updated(Document request) {
        String value = request.text("accessToken");
        String hash = value == null ? request.text("accessTokenHash") : Opaque.hash(value);
        String id = store.differences().tokenIds() ? request.text("tokenId") : null;
        if (hash == null && id == null) {
            throw new Refusal(Answer.action(
                    "BAD_REQUEST",
                    "A134201",
                    "The /api/auth/token/update API call must contain either the 'accessToken' or 'accessTokenHash'"
                            + " parameter."));
        }
        TokenRow row = hash == null ? store.tokens().at(id) : store.tokens().ofAccessTokenHash(hash);
        if (row == null) {
            throw new Refusal(Answer.action("NOT_FOUND", "A134202", "The access token does not exist."));
        }
        return row;
    }

    Answer delete(Call call) {
        TokenRow row = identified(call.pathVariable("token"));
        if (row == null) {
            throw Refusal.ofCall(
                    store.differences().unknownNameStatus(), "A161202", "The specified token does not exist.");
        }
        store.tokens().remove(row);
        return Answer.nothing();
    }

    /**
     * Revokes one token, else those of a client and a subject, else those of either: the first that the request names. Of
     * many tokens one call ends only so many, the oldest first.
     */
    Answer revoke(Call call) {
        Document request = call.body();
        String token = request.text("accessTokenIdentifier", request.text("refreshTokenIdentifier", ""));
        String clientIdentifier = request.text("clientIdentifier");
        String subject = request.text("subject");
        int count;
        if (!token.isEmpty()) {
            TokenRow row = identified(token);
            count = row == null ? 0 : 1;
            if (row != null) {
                store.tokens().remove(row);
            }
        } else if (clientIdentifier != null || subject != null) {
            Long clientId = clientIdentifier == null
                    ? null
                    : (Long) NamedClient.of(store, clientIdentifier).clientId();
            count = store.tokens()
                    .removeIf(
                            row -> row.belongsTo(clientId, subject),
                            store.behaviour().bulkRevocationLimit());
        } else {
            throw Refusal.ofCall(400, "A161201", "No token identifier is specified.");
        }
        return Answer.result("A161001", "Tokens revoked: " + count + ".").with("count", count);
    }

    private @Nullable TokenRow identified(String identifier) {
        TokenRow row = store.tokens().ofAnyToken(identifier);
        return row == null && store.differences().tokenIds() ? store.tokens().at(identifier) : row;
    }
}
