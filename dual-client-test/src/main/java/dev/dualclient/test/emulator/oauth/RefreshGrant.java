package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.oauth.TokenIssuer.Issued;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenDurations;
import dev.dualclient.test.emulator.state.TokenRow;
import dev.dualclient.test.emulator.state.TokenRowChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refresh token grant (RFC 6749 section 6). Both tokens of the row are replaced, unless the service keeps refresh
 * tokens. Where refreshes are idempotent, the refresh token replaced last gives the same tokens again for a while.
 */
final class RefreshGrant {

    private static final long IDEMPOTENT_WINDOW = 60_000;

    private final Store store;
    private final TokenIssuer issuer;
    private final NativeSso nativeSso;

    RefreshGrant(Store store, TokenIssuer issuer, NativeSso nativeSso) {
        this.store = store;
        this.issuer = issuer;
        this.nativeSso = nativeSso;
    }

    Answer answer(Authenticated authenticated, Parameters parameters, Call call) {
        String presented = TokenRequests.required(parameters, "refresh_token", "A053301", "A053302");
        TokenRow row = store.tokens().ofRefreshToken(presented);
        boolean repeated = row == null;
        if (row == null) {
            row = repeatable(presented);
        }
        if (row == null) {
            throw invalid("A053305", "The refresh token passed to the token endpoint does not exist.");
        }
        Client client = authenticated.client();
        if (row.clientId() != client.clientId()) {
            throw invalid("A053307", "The refresh token does not belong to the client.");
        }
        if (!row.refreshTokenLives(store.now())) {
            throw invalid("A053308", "The refresh token has already expired.");
        }
        checkKey(row, authenticated);
        Issued issued = repeated ? again(row, presented) : refresh(row, authenticated, presented, parameters, call);
        Answer answer = issuer.answer(
                        Answer.action(
                                reissuable(issued.row()) ? "ID_TOKEN_REISSUABLE" : "OK",
                                "A053001",
                                "The token request (grant_type=refresh_token) was processed successfully."),
                        client,
                        issued,
                        null)
                .with("previousRefreshTokenUsed", repeated);
        return nativeSso.continued(answer, issued.row(), parameters);
    }

    /** Whether the authorization server may have an ID token made for the new access token. */
    private boolean reissuable(TokenRow row) {
        return store.service().is("idTokenReissuable")
                && row.subject() != null
                && row.scopes().contains("openid");
    }

    private @Nullable TokenRow repeatable(String presented) {
        TokenRow row = store.tokens().ofPreviousRefreshToken(presented);
        boolean inTime = row != null && store.now() < row.lastRefreshedAt() + IDEMPOTENT_WINDOW;
        return inTime && store.service().is("refreshTokenIdempotent") ? row : null;
    }

    private Issued again(TokenRow row, String presented) {
        String accessToken = store.successor("access", presented);
        if (!Opaque.matches(accessToken, row.accessTokenHash())) {
            throw invalid("A053310", "The access token of that refresh is not there any more.");
        }
        return issuer.issued(row, accessToken, store.successor("refresh", presented));
    }

    private Issued refresh(
            TokenRow row, Authenticated authenticated, String presented, Parameters parameters, Call call) {
        Client client = authenticated.client();
        Service service = store.service();
        long now = store.now();
        boolean kept = service.is("refreshTokenKept");
        boolean idempotent = !kept && service.is("refreshTokenIdempotent");
        String accessToken = idempotent && !call.body().has("accessToken")
                ? store.successor("access", presented)
                : issuer.accessToken(call.body());
        String refreshToken = kept ? presented : idempotent ? store.successor("refresh", presented) : Opaque.random();

        List<String> scopes = scopes(row, parameters.get("scope"));
        TokenRowChange change = row.change()
                .scopes(scopes)
                .privileges(RequestedPrivileges.narrowed(row.privileges(), parameters))
                .binding(authenticated.binding())
                .accessToken(accessToken)
                .accessTokenExpiresAt(
                        now + TokenDurations.ACCESS_TOKEN.milliseconds(store, client, scopes, call.body()))
                .refreshedAt(now);
        if (!kept) {
            change.refreshToken(refreshToken);
        }
        if (kept ? service.is("refreshTokenDurationReset") : !service.is("refreshTokenDurationKept")) {
            change.refreshTokenExpiresAt(
                    now + TokenDurations.REFRESH_TOKEN.milliseconds(store, client, scopes, call.body()));
        }
        return issuer.issued(store.tokens().put(change.build()), accessToken, refreshToken);
    }

    /** The refresh token of a public client is bound to the key that it was issued with (RFC 9449 section 5). */
    private static void checkKey(TokenRow row, Authenticated authenticated) {
        String bound = row.binding().dpopThumbprint();
        if (bound != null
                && !authenticated.client().confidential()
                && !bound.equals(authenticated.binding().dpopThumbprint())) {
            throw TokenRequests.refused(
                    OAuth2Error.INVALID_DPOP_PROOF,
                    "A053311",
                    "The DPoP thumbprint for the refresh token did not match the thumbprint presented in the request.");
        }
    }

    private static List<String> scopes(TokenRow row, @Nullable String requested) {
        Scope scope = Scope.parse(requested);
        if (scope == null || scope.isEmpty()) {
            return row.refreshTokenScopes();
        }
        if (!row.refreshTokenScopes().containsAll(scope.toStringList())) {
            throw TokenRequests.refused(
                    OAuth2Error.INVALID_SCOPE,
                    "A053309",
                    "The value of 'scope' in the token request contains a scope which is not covered by the old access"
                            + " token.");
        }
        return scope.toStringList();
    }

    private static Refusal invalid(String code, String message) {
        return TokenRequests.refused(OAuth2Error.INVALID_GRANT, code, message);
    }
}
