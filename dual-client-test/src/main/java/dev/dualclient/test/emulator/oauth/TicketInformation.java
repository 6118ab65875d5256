package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Store;

/**
 * The note that an authorization server attaches to a ticket: {@code auth-authorization-ticket-info} and
 * {@code auth-authorization-ticket-update}.
 */
final class TicketInformation {

    private final Store store;

    TicketInformation(Store store) {
        this.store = store;
    }

    Answer info(Call call) {
        return answer("A908001", ticket(call));
    }

    Answer update(Call call) {
        AuthorizationTicket changed = ticket(call).withContext(context(call.body()));
        store.authorizationTickets().replace(call.body().text("ticket", ""), changed);
        return answer("A908002", changed);
    }

    /** The vendor's library sends an object, the documentation has a text. */
    private static String context(Document request) {
        Document info = request.document("info");
        return info.has("context") ? info.text("context", "") : request.text("info", "");
    }

    private AuthorizationTicket ticket(Call call) {
        String value = call.body().text("ticket");
        if (value == null) {
            throw refused("CALLER_ERROR", "A908201", "The value of 'ticket' in the request is null or empty.");
        }
        OneTime.Held<AuthorizationTicket> held = store.authorizationTickets().find(value);
        if (held == null || store.now() >= held.expiresAt()) {
            throw refused("NOT_FOUND", "A908202", "There is no entity having the ticket specified in the request.");
        }
        return held.thing();
    }

    private static Answer answer(String code, AuthorizationTicket ticket) {
        return Answer.action("OK", code, "The ticket was found.")
                .with("info", Document.empty().with("context", ticket.context()));
    }

    private static Refusal refused(String action, String code, String message) {
        return new Refusal(Answer.action(action, code, message));
    }
}
