package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.SecretStatuses;
import dev.dualclient.custody.SecretStatuses.Observation;
import dev.dualclient.custody.SecretStatuses.Repair;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.inventory.ClientRepairs;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a client at the primary what the secondary holds of it, in order with every other change of that client. The row of
 * the outbox is written on the condition that the client was not changed since it was observed; what gets no answer is
 * delivered later. Thread-safe.
 */
final class PrimaryRepair implements ClientRepairs {

    private final Custody custody;
    private final SecretStatuses statuses;
    private final DeliveryQueue outbox;
    private final Supplier<CallContext> contexts;
    private final Duration timeout;
    private final Duration settle;

    /**
     * Creates the repairs.
     *
     * @param timeout how long the primary may take
     * @param settle how long the primary may still be at a request that it did not answer
     */
    PrimaryRepair(Custody custody, Supplier<CallContext> contexts, Duration timeout, Duration settle) {
        this.custody = custody;
        this.statuses = custody.secretStatuses();
        this.outbox = custody.outbox();
        this.contexts = contexts;
        this.timeout = timeout;
        this.settle = settle;
    }

    @Override
    public @Nullable Change setSecret(Observation seen, Parties client, String secret, boolean authenticated) {
        Change made = made(call("client-secret-update", client, "clientSecret", secret), seen, client, authenticated);
        if (made != null && made.outcome() == Outcome.ACCEPTED) {
            statuses.learnEqual(made.after());
        }
        return made;
    }

    @Override
    public @Nullable Change amend(Observation seen, Parties client, ObjectNode metadata) {
        OutboxCommand.Amendment amendment = new OutboxCommand.Amendment(Objects.requireNonNull(client.id()), metadata);
        Repair repair = statuses.repair(seen, row(client, amendment), true);
        if (repair == null) {
            return null;
        }
        Attempt made = ClientAmendment.make(amendment, Side.PRIMARY, contexts.get());
        settle(repair.row(), made);
        return new Change(made.outcome(), repair.after());
    }

    @Override
    public @Nullable Change lock(Observation seen, Parties client) {
        return made(call("client-lock-flag-update", client, "clientLocked", true), seen, client, true);
    }

    private static ApiCall call(String operation, Parties client, String field, Object value) {
        return ApiCall.of(Catalogue.operation(operation))
                .path("clientIdentifier", Objects.requireNonNull(client.id()))
                .body(JsonFormat.write(Map.of(field, value)))
                .build();
    }

    private @Nullable Change made(ApiCall call, Observation seen, Parties client, boolean authenticated) {
        Repair repair = statuses.repair(seen, row(client, new OutboxCommand.Replay(call, true)), authenticated);
        if (repair == null) {
            return null;
        }
        Attempt made = contexts.get().ask(Side.PRIMARY, call, timeout);
        settle(repair.row(), made);
        return new Change(made.outcome(), repair.after());
    }

    private OutboxEntry row(Parties client, OutboxCommand command) {
        return outbox.inHand(
                Side.PRIMARY, Kills.newId(), custody.kills().keys(client.ofClients()), true, command.toBytes());
    }

    /** What may still be done stays in the outbox, so that no later change comes before it; what was refused does not. */
    private void settle(OutboxEntry row, Attempt made) {
        switch (made.outcome()) {
            case INDETERMINATE -> outbox.failed(row, made.reason().words(), settle);
            case UNAVAILABLE -> outbox.failed(row, made.reason().words(), Duration.ZERO);
            case ACCEPTED, REFUSED, UNRECOGNIZED -> outbox.acknowledged(List.of(row));
        }
    }
}
