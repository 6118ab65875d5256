package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.AuthorizationCode;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Privileges;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.ArrayList;
import java.util.List;

/** The authorization code grant (RFC 6749 section 4.1.3) with PKCE (RFC 7636 section 4.6). */
final class CodeGrant {

    private final Store store;
    private final TokenIssuer issuer;
    private final IdTokens idTokens;
    private final NativeSso nativeSso;

    CodeGrant(Store store, TokenIssuer issuer, IdTokens idTokens, NativeSso nativeSso) {
        this.store = store;
        this.issuer = issuer;
        this.idTokens = idTokens;
        this.nativeSso = nativeSso;
    }

    Answer answer(Authenticated authenticated, Parameters parameters, Call call) {
        String value = TokenRequests.required(parameters, "code", "A050301", "A050302");
        OneTime.Held<AuthorizationCode> held = store.authorizationCodes().find(value);
        if (held == null) {
            throw invalid("A050305", "No such authorization code.");
        }
        AuthorizationCode code = held.thing();
        AuthorizationTicket request = code.request();
        if (request.clientId() != authenticated.client().clientId()) {
            throw invalid("A050307", "The authorization code does not belong to the client.");
        }
        if (code.rowId() != null) {
            throw replayed(code.rowId());
        }
        if (store.now() >= held.expiresAt()) {
            throw invalid("A050311", "The authorization code has already expired.");
        }
        checkRedirectUri(request, parameters);
        checkVerifier(request, parameters);
        checkKey(request, authenticated);
        Privileges privileges = RequestedPrivileges.narrowed(code.approval().privileges(), parameters);

        Approval approval = code.approval();
        List<Property> properties = new ArrayList<>(approval.properties());
        properties.addAll(Property.of(call.body()));
        TokenIssuer.Issued issued = issuer.issue(
                authenticated.client(),
                new TokenGrant(
                                authenticated.client().clientId(),
                                authenticated.aliasUsed(),
                                approval.subject(),
                                "AUTHORIZATION_CODE",
                                approval.scopes(),
                                properties,
                                approval.acr(),
                                approval.authTime(),
                                privileges,
                                authenticated.binding())
                        .within(approval),
                true,
                call.body());
        store.authorizationCodes().replace(value, code.usedFor(issued.row()));
        String idToken = approval.scopes().contains("openid")
                ? idTokens.issue(authenticated.client(), request, approval, issued.presented(), null)
                : null;
        Answer answer = issuer.answer(
                Answer.action(
                        "OK",
                        "A050001",
                        "The token request (grant_type=authorization_code) was processed successfully."),
                authenticated.client(),
                issued,
                idToken);
        return nativeSso.continued(answer, issued.row(), parameters);
    }

    /** A code used twice was stolen once: what it returned is revoked (RFC 6749 section 4.1.2). */
    private Refusal replayed(String rowId) {
        TokenRow row = store.tokens().at(rowId);
        if (row != null) {
            store.tokens().remove(row);
        }
        return invalid("A050305", "No such authorization code.");
    }

    private static void checkRedirectUri(AuthorizationTicket request, Parameters parameters) {
        String uri = parameters.get("redirect_uri");
        if (uri == null && request.redirectUriGiven()) {
            throw invalid(
                    "A050308",
                    "The authorization code was created with a redirect URI specified explicitly, but the token request"
                            + " does not contain 'redirect_uri' parameter.");
        }
        if (uri != null && !request.redirectUriGiven()) {
            throw invalid(
                    "A050310",
                    "The token request contains 'redirect_uri' although the authorization code was created without"
                            + " specifying any redirect URI explicitly.");
        }
        if (uri != null && !uri.equals(request.redirectUri())) {
            throw invalid(
                    "A050309",
                    "The redirect URI contained in the token request does not match the one which was specified when"
                            + " the authorization code was created.");
        }
    }

    private static void checkVerifier(AuthorizationTicket request, Parameters parameters) {
        String presented = parameters.get("code_verifier");
        if (request.codeChallenge() == null) {
            if (presented != null) {
                throw invalid(
                        "A050317",
                        "The token request contains 'code_verifier' although its corresponding authorization request"
                                + " did not contain 'code_challenge'.");
            }
            return;
        }
        if (presented == null) {
            throw invalid(
                    parameters.has("code_verifier") ? "A050313" : "A050312",
                    "The token request does not contain 'code_verifier' although the authorization code was created"
                            + " with 'code_challenge'.");
        }
        CodeVerifier verifier;
        try {
            verifier = new CodeVerifier(presented);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    "A050316",
                    "The value of 'code_verifier' in the token request does not conform to the format defined in"
                            + " RFC 7636.");
        }
        CodeChallengeMethod method =
                "S256".equals(request.codeChallengeMethod()) ? CodeChallengeMethod.S256 : CodeChallengeMethod.PLAIN;
        if (!CodeChallenge.compute(method, verifier).getValue().equals(request.codeChallenge())) {
            throw invalid(
                    "A050315",
                    "The code challenge value computed with 'code_verifier' is different from 'code_challenge'"
                            + " contained in the authorization request.");
        }
    }

    private static void checkKey(AuthorizationTicket request, Authenticated authenticated) {
        String wanted = request.dpopThumbprint();
        if (wanted != null && !wanted.equals(authenticated.binding().dpopThumbprint())) {
            throw invalid(
                    "A254301", "The authorization code is to be redeemed with a DPoP proof of the key of the request.");
        }
    }

    private static Refusal invalid(String code, String message) {
        return TokenRequests.refused(OAuth2Error.INVALID_GRANT, code, message);
    }
}
