package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.util.Set;

/**
 * Writes what a client says of itself over what a backend holds of it. What the other backend does not know of, or what
 * is an operator's to say, stays as it is. Stateless.
 */
final class ClientAmendment {

    private static final Operation GET = Catalogue.operation("client-get");
    private static final Operation UPDATE = Catalogue.operation("client-update");

    /** What a client does not say of itself. Its secret and its registration token are each backend's own. */
    private static final Set<String> OPERATORS = Set.of(
            "attributes",
            "automaticallyRegistered",
            "clientId",
            "clientIdAlias",
            "clientIdAliasEnabled",
            "clientSecret",
            "createdAt",
            "derivedSectorIdentifier",
            "developer",
            "dynamicallyRegistered",
            "explicitlyRegistered",
            "inScopeForTokenMigration",
            "locked",
            "modifiedAt",
            "number",
            "registrationAccessTokenHash",
            "serviceNumber");

    private ClientAmendment() {}

    /** Returns what of a client's metadata the other backend is to follow. */
    static ObjectNode followed(ObjectNode client) {
        return client.deepCopy().remove(OPERATORS);
    }

    /** Makes an amendment at a backend; one that does not know the client has nothing to amend. */
    static Attempt make(OutboxCommand.Amendment amendment, Side side, CallContext context) {
        Attempt held = context.ask(
                side, ApiCall.of(GET).path("clientId", amendment.client()).build());
        ApiResponse answer = held.answer();
        if (held.outcome() != Outcome.ACCEPTED || answer == null || !(answer.json() instanceof ObjectNode client)) {
            return held;
        }
        ObjectNode amended = client.deepCopy();
        amended.setAll(amendment.metadata());
        return context.ask(
                side,
                ApiCall.of(UPDATE)
                        .path("clientId", amendment.client())
                        .body(JsonFormat.write(amended))
                        .build());
    }
}
