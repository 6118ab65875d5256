package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.Party;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Deletes a client by its id, because an alias may belong to another client later. Thread-safe. */
final class ClientDeletion {

    private final Custody custody;
    private final Kills kills;
    private final ParallelAttempts parallel;
    private final WriteAhead writeAhead;
    private final Duration timeout;

    ClientDeletion(Custody custody, ParallelAttempts parallel, WriteAhead writeAhead, Duration timeout) {
        this.custody = custody;
        this.kills = custody.kills();
        this.parallel = parallel;
        this.writeAhead = writeAhead;
        this.timeout = timeout;
    }

    /** Deletes a client by any of its names. */
    List<Attempt> make(CallFacts facts, List<Side> sides, CallContext context) {
        if (facts.names().clients().isEmpty()) { // no client is named: the backends say what is missing
            return parallel.ask(sides, side -> context.ask(side, facts.call()));
        }
        ClientLookUp.Finding found =
                ClientLookUp.find(facts.names().clients().get(0), sides, context, timeout.dividedBy(3));
        String name = found.id();
        if (name == null) {
            return List.of(found.attempt());
        }
        ApiCall byId = facts.call().withPath("clientId", name);
        Parties names = facts.names().and(found.names());
        return delete(byId, names, sides, context, asked -> parallel.ask(asked, side -> context.ask(side, byId)));
    }

    /**
     * Deletes a client.
     *
     * @param deletion the deletion by the id, which the outbox delivers to each backend that does not answer now
     * @param names all names of it
     * @param asking sends the deletion to these backends now
     */
    List<Attempt> delete(
            ApiCall deletion,
            Parties names,
            List<Side> sides,
            CallContext context,
            Function<List<Side>, List<Attempt>> asking) {
        String id = Objects.requireNonNull(deletion.pathVariables().get("clientId"));
        List<CustodyKey> targets = List.of(kills.key(new Party(Party.Kind.CLIENT, id)));
        OutboxCommand command = new OutboxCommand.Replay(deletion, false);
        // Until a backend has deleted it, its aliases there name a deleted client, so calls that use them wait.
        List<CustodyKey> called = kills.keys(names.ofClients());
        WriteAhead.Written written = writeAhead.open(command, targets, Kill.Reach.MANY, called, null, sides, context);
        List<Attempt> attempts = PartialChange.standing(WriteAhead.present(asking.apply(sides), context), true);
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
            writeAhead.spare(written);
        } else {
            boolean accepted = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
            writeAhead.settle(written, attempts, accepted, true, context);
            custody.clientDeleted(called);
        }
        return attempts;
    }
}
