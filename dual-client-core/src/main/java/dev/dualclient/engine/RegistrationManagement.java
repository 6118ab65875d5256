package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Parties;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A client that changes or deletes itself (RFC 7592). One backend alone accepts its registration token, which an import
 * leaves behind: that one is asked what the client asked, and the other follows by {@code client-update} or
 * {@code client-delete}. Thread-safe.
 */
final class RegistrationManagement {

    private static final Operation READ = Catalogue.operation("client-registration-get");
    private static final Operation DELETION = Catalogue.operation("client-delete");

    private final ClientUpdate clientUpdates;
    private final ClientDeletion deletion;
    private final Duration timeout;

    RegistrationManagement(ClientUpdate clientUpdates, ClientDeletion deletion, Duration timeout) {
        this.clientUpdates = clientUpdates;
        this.deletion = deletion;
        this.timeout = timeout;
    }

    /**
     * Makes a change, or deletes.
     *
     * @param lagging the backends that have not acknowledged an older change of the same client; they are told in order
     */
    List<Attempt> make(CallFacts facts, List<Side> sides, Set<Side> lagging, CallContext whole) {
        CallContext context = whole.within(timeout);
        List<Attempt> looked = lookUp(facts.call(), sides, context);
        Attempt found = looked.get(looked.size() - 1);
        ApiResponse shown = found.answer();
        String id = shown == null ? null : shown.value("/client/clientId");
        if (found.outcome() != Outcome.ACCEPTED || id == null) {
            return refused(looked);
        }
        Parties names = facts.names().and(AnswerContents.names(READ, found));
        return facts.setsState()
                ? updated(facts.call(), id, names, sides, found.side(), lagging, context)
                : deleted(facts.call(), id, names, sides, found.side(), context);
    }

    /** Asks by a read, which harms nobody, until one backend accepts the token, or says no. */
    private List<Attempt> lookUp(ApiCall call, List<Side> sides, CallContext context) {
        ApiCall.Builder read = ApiCall.of(READ);
        call.headers().forEach(read::header);
        byte[] body = call.body();
        ApiCall asking = body == null ? read.build() : read.body(body).build();
        List<Attempt> attempts = new ArrayList<>();
        for (Side side : sides) {
            if (context.isAbsent(side) || context.stage() == Stage.PRIMARY_ONLY && side != Side.PRIMARY) {
                continue;
            }
            Attempt attempt = context.ask(side, asking, timeout.dividedBy(3));
            attempts.add(attempt);
            if (attempt.outcome() == Outcome.ACCEPTED || attempt.outcome() == Outcome.REFUSED) {
                break;
            }
        }
        return attempts;
    }

    /** What a read is refused with is said to a change as well. A backend that could not be asked may hold the client. */
    private static List<Attempt> refused(List<Attempt> looked) {
        return looked.stream()
                .map(attempt -> attempt.outcome() == Outcome.INDETERMINATE || attempt.outcome() == Outcome.ACCEPTED
                        ? Attempt.notSent(attempt.side(), Reason.LOOK_UP_FAILED)
                        : attempt)
                .toList();
    }

    private List<Attempt> updated(
            ApiCall call,
            String id,
            Parties names,
            List<Side> sides,
            Side owner,
            Set<Side> lagging,
            CallContext context) {
        if (lagging.contains(owner)) {
            return List.of(Attempt.notSent(owner, Reason.UNDELIVERED));
        }
        Attempt update = context.ask(owner, call);
        ApiResponse answer = update.answer();
        JsonNode client =
                answer == null || answer.json() == null ? null : answer.json().path("client");
        if (update.outcome() != Outcome.ACCEPTED || !(client instanceof ObjectNode metadata)) {
            return List.of(update);
        }
        OutboxCommand.Amendment amendment = new OutboxCommand.Amendment(id, ClientAmendment.followed(metadata));
        List<Attempt> attempts = new ArrayList<>(List.of(update));
        for (Side side : sides) {
            if (side != owner && !clientUpdates.follow(side, names, amendment, lagging.contains(side), context)) {
                attempts.add(Attempt.notSent(side, Reason.UNDELIVERED));
            }
        }
        return attempts;
    }

    private List<Attempt> deleted(
            ApiCall call, String id, Parties names, List<Side> sides, Side owner, CallContext context) {
        ApiCall byId = ApiCall.of(DELETION).path("clientId", id).build();
        List<Attempt> attempts = deletion.delete(byId, names, sides, context, asked -> {
            Attempt own = context.ask(owner, call);
            List<Attempt> all = new ArrayList<>(List.of(own));
            for (Side side : asked) {
                if (side != owner && own.outcome() != Outcome.REFUSED && !context.isAbsent(side)) {
                    all.add(afterOwner(context.ask(side, byId)));
                }
            }
            return all;
        });
        // The answer is the owner's, in its own form; of the other counts only whether there is anything left to do.
        return attempts.stream()
                .filter(attempt -> attempt.side() == owner || attempt.reason() == Reason.UNDELIVERED)
                .toList();
    }

    /** The owner has spoken: who cannot follow, or does not want to, goes on lagging. */
    private static Attempt afterOwner(Attempt attempt) {
        boolean done = attempt.outcome() == Outcome.ACCEPTED || attempt.outcome() == Outcome.UNRECOGNIZED;
        return done ? attempt : Attempt.notSent(attempt.side(), Reason.UNDELIVERED);
    }
}
