package dev.dualclient.migration.inventory;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Custody;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.operation.Catalogue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a repair works with: the survey that it is made from, and the ways to change something.
 *
 * @param request what was asked for
 * @param report the comparison
 * @param survey what the comparison was made from
 * @param primary the conversation with the primary
 * @param secondary the conversation with the secondary
 * @param custody what is known of clients
 * @param repairs changes clients at the primary, in order
 * @param engine executes ordinary operations
 */
record RepairContext(
        RepairRequest request,
        InventoryReport report,
        Survey survey,
        Conversation primary,
        Conversation secondary,
        Custody custody,
        ClientRepairs repairs,
        Function<ApiCall, CallResult> engine) {

    /** Reads a client as a backend holds it now, {@code null} if it cannot be read. */
    static @Nullable HeldClient client(Conversation backend, String id) {
        Attempt attempt = backend.ask(ApiCall.of(Catalogue.operation("client-get"))
                .path("clientId", id)
                .build());
        JsonNode json = body(attempt);
        return json instanceof ObjectNode ? HeldClient.of(json) : null;
    }

    /** Asks a backend to change something, past the engine. */
    static Attempt change(
            Conversation backend, String operation, @Nullable String variable, String name, JsonNode body) {
        ApiCall.Builder call = ApiCall.of(Catalogue.operation(operation)).body(JsonFormat.write(body));
        return backend.ask((variable == null ? call : call.path(variable, name)).build());
    }

    /** Returns the body of an answer that counts, {@code null} without one. */
    static @Nullable JsonNode body(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        return attempt.outcome() != Outcome.ACCEPTED || answer == null ? null : answer.json();
    }

    @Override
    public String toString() {
        return "repair";
    }
}
