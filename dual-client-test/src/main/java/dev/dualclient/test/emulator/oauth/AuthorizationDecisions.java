package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.TokenIssuer.Issued;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.AuthorizationCode;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.Binding;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** What follows the end user's decision: {@code auth-authorization-issue} and {@code auth-authorization-fail}. */
final class AuthorizationDecisions {

    private final Store store;
    private final TokenIssuer issuer;
    private final IdTokens idTokens;
    private final ManagedGrants grants;

    AuthorizationDecisions(Store store, TokenIssuer issuer, IdTokens idTokens) {
        this.store = store;
        this.issuer = issuer;
        this.idTokens = idTokens;
        this.grants = new ManagedGrants(store);
    }

    Answer issue(Call call) {
        AuthorizationTicket ticket = ticket(call, "A041");
        Approval agreed = approval(call, ticket);
        Client client = store.clients().at(ticket.clientId());
        if (client == null) {
            throw gone("A045301", "The client application has been deleted.");
        }
        store.authorizationTickets().remove(call.body().text("ticket", ""));
        Approval approval;
        try {
            approval = grants.settle(ticket.grantRequest(), client.clientId(), agreed);
        } catch (RequestError e) {
            return AuthorizationResponse.toClient(store, client, ticket).error(e.error(), e.code(), e.words());
        }
        store.consents().grant(client.clientId(), approval.subject(), approval.scopes(), store.now());

        String code = ticket.asksFor("code") ? code(ticket, approval) : null;
        Issued issued = ticket.asksFor("token") ? token(call, client, ticket, approval) : null;
        String accessToken = issued == null ? null : issued.presented();
        String idToken =
                ticket.asksFor("id_token") ? idTokens.issue(client, ticket, approval, accessToken, code) : null;

        AuthorizationResponse response = AuthorizationResponse.toClient(store, client, ticket);
        AuthenticationSuccessResponse message = new AuthenticationSuccessResponse(
                response.redirectUri(),
                code == null ? null : new com.nimbusds.oauth2.sdk.AuthorizationCode(code),
                jwt(idToken),
                issued == null ? null : bearer(issued),
                response.state(),
                null,
                response.issuer(),
                response.mode());
        Answer answer = response.deliver(message, "A040001", "The authorization request was processed successfully.")
                .with("authorizationCode", code)
                .with(
                        "ticketInfo",
                        ticket.context() == null ? null : Document.empty().with("context", ticket.context()))
                .with("idToken", idToken);
        if (issued != null) {
            long expiresAt = issued.row().accessTokenExpiresAt();
            answer.with("accessToken", issued.accessToken())
                    .with("jwtAccessToken", issued.jwt())
                    .with("accessTokenExpiresAt", expiresAt)
                    .with("accessTokenDuration", (expiresAt - store.now()) / 1000);
        }
        return answer;
    }

    Answer fail(Call call) {
        AuthorizationTicket ticket = ticket(call, "A059");
        String reason = call.body().text("reason");
        if (reason == null) {
            throw wrongCall("A060201", "The /api/auth/authorization/fail request does not contain 'reason' parameter.");
        }
        store.authorizationTickets().remove(call.body().text("ticket", ""));
        FailureReason failure = FailureReason.of(reason);
        return AuthorizationResponse.toClient(store, store.clients().at(ticket.clientId()), ticket)
                .error(failure.error(), failure.code(), failure.words());
    }

    private AuthorizationTicket ticket(Call call, String module) {
        String value = call.body().text("ticket");
        if (value == null) {
            throw wrongCall(module + "201", "The value of 'ticket' in the request is null or empty.");
        }
        OneTime.Held<AuthorizationTicket> held = store.authorizationTickets().find(value);
        if (held == null) {
            throw gone(module + "202", "There is no entity having the ticket specified in the request.");
        }
        if (store.now() >= held.expiresAt()) {
            throw gone(module + "301", "The ticket in the request has expired.");
        }
        return held.thing();
    }

    private static Approval approval(Call call, AuthorizationTicket ticket) {
        String subject = call.body().text("subject");
        if (subject == null) {
            throw wrongCall(
                    "A042201", "The value of 'subject' in the /api/auth/authorization/issue request is null or empty.");
        }
        return Approvals.of(
                        call.body(),
                        subject,
                        ticket.scopes(),
                        ticket.privileges(),
                        () -> CollectedClaims.refusal("A044201"))
                .within(null, call.body().text("sessionId"));
    }

    private String code(AuthorizationTicket ticket, Approval approval) {
        long now = store.now();
        return store.authorizationCodes()
                .handOut(
                        new AuthorizationCode(ticket, approval, null),
                        now + store.service().milliseconds("authorizationCodeDuration", 600),
                        now);
    }

    private Issued token(Call call, Client client, AuthorizationTicket ticket, Approval approval) {
        return issuer.issue(
                client,
                new TokenGrant(
                                client.clientId(),
                                ticket.aliasUsed(),
                                approval.subject(),
                                "IMPLICIT",
                                approval.scopes(),
                                approval.properties(),
                                approval.acr(),
                                approval.authTime(),
                                approval.privileges(),
                                Binding.NONE)
                        .within(approval),
                false,
                call.body());
    }

    private BearerAccessToken bearer(Issued issued) {
        return new BearerAccessToken(
                issued.presented(),
                (issued.row().accessTokenExpiresAt() - store.now()) / 1000,
                new Scope(issued.row().scopes().toArray(new String[0])));
    }

    private static @Nullable JWT jwt(@Nullable String idToken) {
        try {
            return idToken == null ? null : JWTParser.parse(idToken);
        } catch (ParseException e) {
            throw new IllegalStateException("an ID token just signed is no JWT", e);
        }
    }

    private static Refusal gone(String code, String message) {
        return refused("BAD_REQUEST", OAuth2Error.INVALID_REQUEST, code, message);
    }

    private static Refusal wrongCall(String code, String message) {
        return refused("INTERNAL_SERVER_ERROR", OAuth2Error.SERVER_ERROR, code, message);
    }

    private static Refusal refused(String action, ErrorObject error, String code, String message) {
        return Refusal.toClient(action, error, code, message);
    }
}
