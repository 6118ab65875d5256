package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.AuthorizationDetails;
import dev.dualclient.test.emulator.state.Binding;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Clients;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Privileges;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenDurations;
import dev.dualclient.test.emulator.state.TokenGrant;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens issued without a client's request: {@code auth-token-create}. The caller may choose their values. */
final class TokenCreation {

    private static final Set<String> WITHOUT_REFRESH_TOKEN = Set.of("IMPLICIT", "CLIENT_CREDENTIALS");

    private final Store store;

    TokenCreation(Store store) {
        this.store = store;
    }

    /** Tokens that a request describes and that no rule forbids. */
    record Prepared(
            TokenRow row, String accessToken, @Nullable String refreshToken) {

        /** Returns the id of the row alone. */
        @Override
        public String toString() {
            return "tokens of row " + row.id();
        }
    }

    Answer create(Call call) {
        Prepared prepared = prepare(call.body());
        TokenRow row = store.issue(prepared.row());
        long life = row.accessTokenExpiresAt() - store.now();
        return Answer.action("OK", "A109001", "An access token was created successfully: " + row.grantType() + ".")
                .with("accessToken", prepared.accessToken())
                .with("jwtAccessToken", store.jwtAccessToken(row, prepared.accessToken()))
                .with("refreshToken", prepared.refreshToken())
                .with("clientId", row.clientId())
                .with("subject", row.subject())
                .with("grantType", row.grantType())
                .with("scopes", row.scopes())
                .with("properties", row.properties())
                .with("tokenType", row.binding().tokenType())
                .with("expiresAt", row.accessTokenExpiresAt())
                .with("expiresIn", row.accessTokenExpiresAt() == 0 ? 0 : life / 1000)
                .with("tokenId", row.id())
                .with("refreshTokenScopes", row.refreshTokenScopes());
    }

    /** Checks a request without storing anything. */
    Prepared prepare(Document request) {
        String grantType = grantType(request);
        String subject = request.text("subject");
        if (subject == null && !grantType.equals("CLIENT_CREDENTIALS")) {
            throw wrong("A105201", "The 'subject' parameter is empty.");
        }
        List<String> scopes = request.texts("scopes");
        if (!store.service().scopes().containsAll(scopes)) {
            throw wrong("A106201", "Unsupported scope.");
        }
        Client client = client(request);
        long now = store.now();
        TokenGrant.Value accessToken = accessToken(request, client, now);
        TokenGrant.Value refreshToken = refreshToken(request, client, grantType, now);
        TokenGrant grant = new TokenGrant(
                client.clientId(),
                request.flag("clientIdAliasUsed") ? client.alias() : null,
                subject,
                grantType,
                scopes,
                Property.of(request),
                request.text("acr"),
                request.number("authTime"),
                Privileges.of(
                        request.texts("resources"),
                        AuthorizationDetails.ofApi(request.document("authorizationDetails"), List.of())),
                new Binding(request.text("certificateThumbprint"), request.text("dpopKeyThumbprint")));
        return new Prepared(
                grant.row(accessToken, refreshToken, now),
                accessToken.value(),
                refreshToken == null ? null : refreshToken.value());
    }

    private String grantType(Document request) {
        String grantType = request.text("grantType");
        if (grantType == null) {
            throw wrong("A104201", "The 'grantType' parameter is empty.");
        }
        if (grantType.equals("REFRESH_TOKEN")) {
            throw wrong("A104202", "REFRESH_TOKEN is not allowed as a value for the 'grantType' parameter.");
        }
        if (!store.service().supports("supportedGrantTypes", grantType)) {
            throw wrong("A104203", "The specified grant type is not supported by this service.");
        }
        return grantType;
    }

    private Client client(Document request) {
        String number = request.text("clientId", "0");
        String identifier = number.equals("0") && store.differences().clientIdentifierAtTokenCreate()
                ? request.text("clientIdentifier", number)
                : number;
        Clients.Search search = store.search(identifier);
        Client client = search.client();
        if (client == null) {
            throw wrong("A107201", "No client has the client ID.");
        }
        if (client.locked()) {
            throw refused("FORBIDDEN", "A107203", "The client identified by the client ID is locked.");
        }
        return client;
    }

    private TokenGrant.Value accessToken(Document request, Client client, long now) {
        String chosen = request.text("accessToken");
        if (chosen != null && store.tokens().ofAnyToken(chosen) != null) {
            throw wrong(
                    "A144201",
                    "Cannot create an access token because the specified access token value is already in use.");
        }
        long life = TokenDurations.ACCESS_TOKEN.milliseconds(store, client, request.texts("scopes"), request);
        return new TokenGrant.Value(
                chosen == null ? Opaque.random() : chosen, request.flag("accessTokenPersistent") ? 0 : now + life);
    }

    private TokenGrant.@Nullable Value refreshToken(Document request, Client client, String grantType, long now) {
        String chosen = request.text("refreshToken");
        boolean supported = store.service().supports("supportedGrantTypes", "REFRESH_TOKEN");
        if (WITHOUT_REFRESH_TOKEN.contains(grantType) || !supported) {
            if (chosen != null) {
                throw wrong("A108202", "The 'refreshToken' parameter cannot be specified for the grant type.");
            }
            return null;
        }
        if (chosen != null && store.tokens().ofAnyToken(chosen) != null) {
            throw wrong(
                    "A144202",
                    "Cannot create an access token because the specified refresh token value is already in use.");
        }
        return new TokenGrant.Value(
                chosen == null ? Opaque.random() : chosen,
                now + TokenDurations.REFRESH_TOKEN.milliseconds(store, client, request.texts("scopes"), request));
    }

    private static Refusal wrong(String code, String message) {
        return refused("BAD_REQUEST", code, message);
    }

    private static Refusal refused(String action, String code, String message) {
        return new Refusal(Answer.action(action, code, message));
    }
}
