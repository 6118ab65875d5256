package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ciba.CIBAError;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.BackchannelRequest;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Store;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows the identification of the end user: {@code backchannel-authentication-issue}, which lets the client wait, and
 * {@code backchannel-authentication-fail}, which does not.
 */
final class BackchannelDecisions {

    private static final Map<String, ErrorObject> REASONS = Map.of(
            "ACCESS_DENIED", OAuth2Error.ACCESS_DENIED,
            "EXPIRED_LOGIN_HINT_TOKEN", CIBAError.EXPIRED_LOGIN_HINT_TOKEN,
            "INVALID_BINDING_MESSAGE", CIBAError.INVALID_BINDING_MESSAGE,
            "INVALID_TARGET", OAuth2Error.INVALID_TARGET,
            "INVALID_USER_CODE", CIBAError.INVALID_USER_CODE,
            "MISSING_USER_CODE", CIBAError.MISSING_USER_CODE,
            "UNAUTHORIZED_CLIENT", OAuth2Error.UNAUTHORIZED_CLIENT,
            "UNKNOWN_USER_ID", CIBAError.UNKNOWN_USER_ID);

    private final Store store;

    BackchannelDecisions(Store store) {
        this.store = store;
    }

    Answer issue(Call call) {
        String ticket = call.body().text("ticket");
        if (ticket == null) {
            return Answer.action(
                    "INTERNAL_SERVER_ERROR",
                    "A182201",
                    "The request to /api/backchannel/authentication/issue API does not contain the 'ticket' request"
                            + " parameter or its value is empty.");
        }
        OneTime.Held<BackchannelRequest> held = store.backchannelTickets().find(ticket);
        if (held == null) {
            return Answer.action("INVALID_TICKET", "A181201", "The ticket does not exist.");
        }
        long now = store.now();
        if (now >= held.expiresAt()) {
            return Answer.action("INVALID_TICKET", "A181203", "The ticket has already expired.");
        }
        BackchannelRequest request = held.thing();
        if (request.request().polling().decision() != null) {
            return Answer.action("INVALID_TICKET", "A181204", "The ticket has already been consumed.");
        }
        if (request.authReqId() != null) {
            return Answer.action(
                    "INVALID_TICKET", "A181205", "The ticket has already been used to issue an auth_req_id.");
        }
        String id = store.authReqIds().handOut(request, now + request.duration(), now);
        store.backchannelTickets().replace(ticket, request.issued(id));
        return issued(id, request);
    }

    private Answer issued(String id, BackchannelRequest request) {
        long seconds = request.duration() / 1000;
        long interval = store.service().milliseconds("backchannelPollingInterval", 5) / 1000;
        Document content = Document.empty().with("auth_req_id", id).with("expires_in", seconds);
        boolean polls = !request.deliveryMode().equals("PUSH");
        return Answer.action("OK", "A183001", "An auth_req_id was issued successfully.")
                .with(
                        "responseContent",
                        (polls ? content.with("interval", interval) : content)
                                .json()
                                .toString())
                .with("authReqId", id)
                .with("expiresIn", seconds)
                .with("interval", interval);
    }

    Answer fail(Call call) {
        String ticket = call.body().text("ticket");
        if (ticket == null) {
            throw wrong("A186201", "The 'ticket' request parameter is missing or its value is empty.");
        }
        if (store.backchannelTickets().find(ticket) == null) {
            throw wrong("A186202", "No record that holds the ticket.");
        }
        store.backchannelTickets().remove(ticket);
        String reason = call.body().text("reason", "SERVER_ERROR");
        ErrorObject error = REASONS.getOrDefault(reason, OAuth2Error.SERVER_ERROR);
        String code = "A185001";
        String words = words(call.body().text("errorDescription"));
        return Answer.action(action(reason), code, words).with("responseContent", Refusal.content(error, code, words));
    }

    private static String action(String reason) {
        return switch (reason) {
            case "ACCESS_DENIED" -> "FORBIDDEN";
            default -> REASONS.containsKey(reason) ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR";
        };
    }

    private static String words(@Nullable String description) {
        return description == null
                ? "Successfully generated an error response for the backchannel authentication request."
                : description;
    }

    private static Refusal wrong(String code, String message) {
        return Refusal.toClient("INTERNAL_SERVER_ERROR", OAuth2Error.SERVER_ERROR, code, message);
    }
}
