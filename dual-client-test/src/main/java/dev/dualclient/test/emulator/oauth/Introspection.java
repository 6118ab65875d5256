package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an access token may be used, for a resource server that asks Authlete itself: {@code auth-introspection}. */
final class Introspection {

    private final Store store;
    private final BoundTokens boundTokens;

    Introspection(Store store) {
        this.store = store;
        this.boundTokens = new BoundTokens(store, BoundTokens.Use.INTROSPECTION);
    }

    Answer introspect(Call call) {
        Document request = call.body();
        String token = request.text("token");
        if (token == null) {
            return BearerChallenge.badRequest("A057301", "The request does not contain a valid access token.");
        }
        TokenRow row = store.tokens().ofAccessToken(token);
        if (row == null) {
            return flags(
                    BearerChallenge.unauthorized("A057302", "The access token does not exist."), false, false, false);
        }
        store.use(row);
        return describe(verdict(row, token, call), row).with("dpopNonce", boundTokens.nonce(row, call));
    }

    private Answer verdict(TokenRow row, String token, Call call) {
        Document request = call.body();
        Client client = store.clients().at(row.clientId());
        if (client == null) {
            return flags(
                    BearerChallenge.unauthorized(
                            "A097301",
                            "The client application associated with the presented access token does not exist any"
                                    + " longer."),
                    true,
                    false,
                    false);
        }
        if (client.locked()) {
            return flags(
                    BearerChallenge.unauthorized(
                            "A097303", "The client application associated with the presented access token is locked."),
                    true,
                    false,
                    false);
        }
        if (!row.accessTokenLives(store.now())) {
            store.forgetExpired(row);
            return flags(expired(row), true, false, false);
        }
        Answer unbound = boundTokens.refusal(row, token, call);
        if (unbound != null) {
            return flags(unbound, true, false, false);
        }
        List<String> required = request.texts("scopes");
        if (!row.scopes().containsAll(required)) {
            return flags(
                    row.scopes().isEmpty()
                            ? BearerChallenge.forbidden(
                                    required, "A064301", "No scopes are associated with the access token.")
                            : BearerChallenge.forbidden(
                                    required, "A064302", "The access token does not cover the required scopes."),
                    true,
                    true,
                    false);
        }
        String subject = request.text("subject");
        if (subject != null && !subject.equals(row.subject())) {
            return flags(wrongSubject(row.subject()), true, true, false);
        }
        return flags(Answer.action("OK", "A056001", "The access token is valid."), true, true, true)
                .with("responseContent", "Bearer error=\"invalid_request\"");
    }

    private Answer expired(TokenRow row) {
        if (row.refreshTokenHash() == null) {
            return BearerChallenge.unauthorized("A065303", "The access token has expired.");
        }
        return row.refreshTokenLives(store.now())
                ? BearerChallenge.unauthorized(
                        "A065301",
                        "The access token has expired but it can be refreshed using the corresponding refresh token.")
                : BearerChallenge.unauthorized("A065302", "Both the access token and the refresh token have expired.");
    }

    private static Answer wrongSubject(@Nullable String subject) {
        return subject == null
                ? BearerChallenge.forbidden(
                        List.of(), "A066301", "The access token is not associated with any subject.")
                : BearerChallenge.forbidden(
                        List.of(),
                        "A066302",
                        "The subject associated with the access token is different from the subject required to access"
                                + " the protected resource.");
    }

    private static Answer flags(Answer answer, boolean existent, boolean usable, boolean sufficient) {
        return answer.with("existent", existent)
                .with("usable", usable)
                .with("sufficient", sufficient)
                .with("refreshable", false);
    }

    private Answer describe(Answer answer, TokenRow row) {
        Client client = store.clients().at(row.clientId());
        return RequestedPrivileges.shownOfToken(answer, row.privileges())
                .with("certificateThumbprint", row.binding().certificateThumbprint())
                .with("refreshable", row.refreshTokenLives(store.now()))
                .with("clientId", row.clientId())
                .with("clientIdAlias", client == null ? null : client.alias())
                .with("clientIdAliasUsed", row.aliasUsed() != null)
                .with("subject", row.subject())
                .with("scopes", row.scopes())
                .with("expiresAt", row.accessTokenExpiresAt())
                .with("properties", row.properties().isEmpty() ? null : row.properties())
                .with("grantId", row.grantId())
                .with("grantType", row.grantType())
                .with("acr", row.acr())
                .with("authTime", row.authTime());
    }
}
