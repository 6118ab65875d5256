package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.List;

/**
 * Native SSO for mobile apps (OpenID Connect Native SSO 1.0): one session of an end user, whose id the authorization
 * server told when it issued the first code, and a device secret, which the authorization server makes and checks.
 */
final class NativeSso {

    private final Store store;
    private final TokenIssuer issuer;
    private final IdTokens idTokens;
    private final InputTokens inputTokens;
    private final TokenResponses responses;

    NativeSso(Store store, TokenIssuer issuer, IdTokens idTokens) {
        this.store = store;
        this.issuer = issuer;
        this.idTokens = idTokens;
        this.inputTokens = new InputTokens(store);
        this.responses = new TokenResponses(store);
    }

    /** Returns whether the service takes part. */
    boolean supported() {
        return store.service().is("nativeSsoSupported");
    }

    /** Tells the authorization server to go on with {@code nativesso} where tokens were issued within a session. */
    Answer continued(Answer answer, TokenRow row, Parameters parameters) {
        if (!supported() || row.sessionId() == null || !row.scopes().contains("device_sso")) {
            return answer;
        }
        return answer.with("action", "NATIVE_SSO")
                .with("sessionId", row.sessionId())
                .with("deviceSecret", parameters.get("device_secret"));
    }

    /** Issues tokens to another app of the device, which presents an ID token and the device secret (section 4). */
    Answer exchanged(
            Authenticated authenticated, Parameters parameters, Call call, String idToken, String deviceSecret) {
        JWTClaimsSet claims = inputTokens.idToken("subject", idToken);
        Object hash = claims.getClaim("ds_hash");
        Object session = claims.getClaim("sid");
        if (!(hash instanceof String) || !(session instanceof String) || claims.getSubject() == null) {
            throw TokenRequests.refused(
                    OAuth2Error.INVALID_REQUEST, "A920301", "The subject token lacks 'sub', 'sid' or 'ds_hash'.");
        }
        Client client = authenticated.client();
        List<String> scopes = Scopes.granted(store.service(), client, parameters.get("scope"));
        Approval approval = Approvals.none(claims.getSubject(), scopes).within(null, (String) session);
        TokenIssuer.Issued issued = issuer.issue(
                client,
                new TokenGrant(
                                client.clientId(),
                                authenticated.aliasUsed(),
                                claims.getSubject(),
                                "TOKEN_EXCHANGE",
                                scopes,
                                Property.of(call.body()),
                                null,
                                0)
                        .with(approval.privileges(), authenticated.binding())
                        .within(approval),
                true,
                call.body());
        return issuer.answer(
                        Answer.action("NATIVE_SSO", "A920001", "The token exchange request of native SSO is valid."),
                        client,
                        issued,
                        null)
                .with("sessionId", session)
                .with("deviceSecret", deviceSecret)
                .with("deviceSecretHash", hash);
    }

    /** Prepares the token response with an ID token that binds device and session: {@code nativesso}. */
    Answer issue(Call call) {
        Document request = call.body();
        String accessToken = request.text("accessToken");
        String refreshToken = request.text("refreshToken");
        String deviceSecret = request.text("deviceSecret");
        if (accessToken == null || deviceSecret == null) {
            throw wrong("A921201", "The call needs 'accessToken' and 'deviceSecret'.");
        }
        TokenRow row = responses.row(accessToken, refreshToken);
        Client client = row == null ? null : store.clients().at(row.clientId());
        if (row == null || client == null || row.sessionId() == null || row.subject() == null) {
            throw wrong("A921202", "The tokens do not exist, or belong to no session of an end user.");
        }
        Approval approval = Approvals.again(row, request, () -> wrong("A921203", "'claims' is not a JSON object."));
        Document bound = approval.claims()
                .with("sid", row.sessionId())
                .with("ds_hash", request.text("deviceSecretHash", Opaque.hash(deviceSecret)));
        String idToken = idTokens.issue(client, row.clientIdentifier(), approval.withClaims(bound), accessToken);
        return Answer.action("OK", "A921001", "A token response of native SSO was prepared.")
                .with("idToken", idToken)
                .with(
                        "responseContent",
                        responses
                                .content(row, accessToken, refreshToken, idToken)
                                .put("device_secret", deviceSecret)
                                .put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token")
                                .toString());
    }

    /** Removes all tokens of a session: {@code nativesso-logout}. */
    Answer logout(Call call) {
        String session = call.body().text("sessionId");
        if (session == null) {
            throw wrong("A922201", "The call needs 'sessionId'.");
        }
        int count = store.tokens().removeIf(row -> session.equals(row.sessionId()));
        return Answer.action("OK", "A922001", "The tokens of the session were deleted.")
                .with("count", count);
    }

    private static Refusal wrong(String code, String message) {
        return new Refusal(Answer.action("CALLER_ERROR", code, message));
    }
}
