package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.TokenIssuer.Issued;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.BackchannelRequest;
import dev.dualclient.test.emulator.state.Binding;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Polling;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The end user's decision in CIBA: {@code backchannel-authentication-complete}. The client polls for it, or the
 * authorization server tells it so (ping), or sends it the tokens at once (push).
 */
final class BackchannelCompletion {

    private final Store store;
    private final TokenIssuer issuer;
    private final IdTokens idTokens;

    BackchannelCompletion(Store store, TokenIssuer issuer, IdTokens idTokens) {
        this.store = store;
        this.issuer = issuer;
        this.idTokens = idTokens;
    }

    Answer complete(Call call) {
        Document body = call.body();
        BackchannelRequest request = request(body.text("ticket"));
        String id = request.authReqId();
        Polling.Result result = PolledRequests.result(body);
        if (result == null) {
            throw wrong("A187201", "The mandatory request parameter 'result' is missing.");
        }
        if (id == null) {
            throw wrong("A196204", "No auth_req_id has been issued for the ticket.");
        }
        if (result == Polling.Result.AUTHORIZED && body.text("subject") == null) {
            throw wrong("A188201", "The 'subject' request parameter is missing or its value is empty.");
        }
        Client client = store.clients().at(request.request().clientId());
        if (client == null) {
            throw wrong("A199301", "The client that has made the backchannel authentication request does not exist.");
        }
        Approval approval = result == Polling.Result.AUTHORIZED
                ? PolledRequests.approval(
                        store,
                        body,
                        request.request(),
                        () -> wrong(
                                "A190201", "The value of the 'claims' request parameter failed to be parsed as JSON."))
                : null;
        Polling.Decision decision = new Polling.Decision(result, approval, body.text("errorDescription"));
        request.request().polling().decide(decision);
        return shown(
                        switch (request.deliveryMode()) {
                            case "PUSH" -> pushed(client, request, id, decision, call);
                            case "PING" ->
                                told("NOTIFICATION", decision, "PING").with("responseContent", content(id));
                            default -> told("NO_ACTION", decision, "POLL");
                        },
                        client,
                        request)
                .with("authReqId", id);
    }

    private BackchannelRequest request(@Nullable String ticket) {
        OneTime.Held<BackchannelRequest> held =
                ticket == null ? null : store.backchannelTickets().find(ticket);
        if (held == null) {
            throw wrong("A196201", "The ticket is not found.");
        }
        if (store.now() >= held.expiresAt()) {
            throw wrong("A196202", "The ticket has already expired.");
        }
        if (held.thing().request().polling().decision() != null) {
            throw wrong("A196203", "The ticket has already been consumed by the previous API call.");
        }
        return held.thing();
    }

    private static Answer told(String action, Polling.Decision decision, String mode) {
        boolean authorized = decision.approval() != null;
        return Answer.action(
                action,
                authorized ? "A198001" : "A198002",
                "Successfully updated the database so that the token endpoint can answer (mode = "
                        + mode.toLowerCase(Locale.ROOT) + ", result = " + decision.result() + ").");
    }

    private static String content(String id) {
        return Document.empty().with("auth_req_id", id).json().toString();
    }

    private Answer shown(Answer answer, Client client, BackchannelRequest request) {
        answer.with("clientId", client.clientId())
                .with("clientIdAlias", client.alias())
                .with("clientIdAliasUsed", request.request().aliasUsed() != null)
                .with("clientName", client.metadata().text("clientName"))
                .with("deliveryMode", request.deliveryMode())
                .with("clientNotificationEndpoint", client.metadata().text("bcNotificationEndpoint"))
                .with("clientNotificationToken", request.notificationToken());
        return RequestedPrivileges.shown(answer, request.request().privileges());
    }

    private Answer pushed(Client client, BackchannelRequest request, String id, Polling.Decision decision, Call call) {
        Approval approval = decision.approval();
        if (approval == null) {
            return Answer.action(
                            "NOTIFICATION",
                            "A198004",
                            "Successfully prepared an error content that is to be reported to the client notification"
                                    + " endpoint.")
                    .with("responseContent", failure(id, decision));
        }
        Issued issued = issuer.issue(
                client,
                new TokenGrant(
                        client.clientId(),
                        request.request().aliasUsed(),
                        approval.subject(),
                        "CIBA",
                        approval.scopes(),
                        approval.properties(),
                        approval.acr(),
                        approval.authTime(),
                        approval.privileges(),
                        Binding.NONE),
                true,
                call.body());
        String idToken = idTokens.pushed(client, request.request().clientIdentifier(), approval, issued, id);
        return tokens(id, issued, idToken);
    }

    private static String failure(String id, Polling.Decision decision) {
        ErrorObject error = PolledGrant.error(decision.result());
        String words = decision.description();
        return Document.empty()
                .with("auth_req_id", id)
                .with("error", error.getCode())
                .with("error_description", words == null ? "The end user has not authorized the request." : words)
                .json()
                .toString();
    }

    private Answer tokens(String id, Issued issued, String idToken) {
        long now = store.now();
        long seconds = (issued.row().accessTokenExpiresAt() - now) / 1000;
        ObjectNode content = Document.MAPPER
                .createObjectNode()
                .put("auth_req_id", id)
                .put("access_token", issued.presented())
                .put("token_type", "Bearer")
                .put("expires_in", seconds)
                .put("id_token", idToken);
        Answer answer = Answer.action(
                        "NOTIFICATION",
                        "A198003",
                        "Successfully generated tokens that are to be delivered to the client notification endpoint.")
                .with("accessToken", issued.accessToken())
                .with("jwtAccessToken", issued.jwt())
                .with("accessTokenDuration", seconds)
                .with("idToken", idToken)
                .with("idTokenDuration", store.service().milliseconds("idTokenDuration", 86400) / 1000);
        if (issued.refreshToken() != null) {
            content.put("refresh_token", issued.refreshToken());
            answer.with("refreshToken", issued.refreshToken())
                    .with("refreshTokenDuration", (issued.row().refreshTokenExpiresAt() - now) / 1000);
        }
        return answer.with("responseContent", content.toString());
    }

    private static Refusal wrong(String code, String message) {
        return new Refusal(Answer.action("SERVER_ERROR", code, message));
    }
}
