package dev.dualclient.engine;

import dev.dualclient.call.ApiAnswer;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Names;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client that changes or deletes itself (RFC 7592). One backend alone accepts its registration token, which an import
 * leaves behind: that one is asked what the client asked, and the other follows by {@code client-update} or
 * {@code client-delete}. Thread-safe.
 */
final class SelfManagement {

    private static final Operation READ = Catalogue.operation("client-registration-get");
    private static final Operation DELETION = Catalogue.operation("client-delete");

    private final StateChange stateChange;
    private final Killing killing;
    private final Duration timeout;

    SelfManagement(StateChange stateChange, Killing killing, Duration timeout) {
        this.stateChange = stateChange;
        this.killing = killing;
        this.timeout = timeout;
    }

    /**
     * Makes a change, or deletes.
     *
     * @param owing who still owes an older change of the same client, and has to be told in order
     */
    List<Attempt> make(Question question, List<Side> sides, Set<Side> owing, Course whole) {
        Course course = whole.within(timeout);
        List<Attempt> looked = lookUp(question.call(), sides, course);
        Attempt found = looked.get(looked.size() - 1);
        ApiAnswer shown = found.answer();
        String id = shown == null ? null : shown.value("/client/clientId");
        if (found.outcome() != Outcome.ACCEPTED || id == null) {
            return refused(looked);
        }
        Names names = question.names().and(Revealed.names(READ, found));
        return question.setsState()
                ? updated(question.call(), id, names, sides, found.side(), owing, course)
                : deleted(question.call(), id, names, sides, found.side(), course);
    }

    /** Asks by a read, which harms nobody, until one backend accepts the token, or says no. */
    private List<Attempt> lookUp(ApiCall call, List<Side> sides, Course course) {
        ApiCall.Builder read = ApiCall.of(READ);
        call.headers().forEach(read::header);
        byte[] body = call.body();
        ApiCall asking = body == null ? read.build() : read.body(body).build();
        List<Attempt> attempts = new ArrayList<>();
        for (Side side : sides) {
            if (course.isAbsent(side) || course.stage() == Stage.PRIMARY_ONLY && side != Side.PRIMARY) {
                continue;
            }
            Attempt attempt = course.ask(side, asking, timeout.dividedBy(3));
            attempts.add(attempt);
            if (attempt.outcome() == Outcome.ACCEPTED || attempt.outcome() == Outcome.REFUSED) {
                break;
            }
        }
        return attempts;
    }

    /** What a read is refused with is said to a change as well. Whoever could not be asked may hold the client. */
    private static List<Attempt> refused(List<Attempt> looked) {
        return looked.stream()
                .map(attempt -> attempt.outcome() == Outcome.INDETERMINATE || attempt.outcome() == Outcome.ACCEPTED
                        ? Attempt.notSent(attempt.side(), Reason.LOOK_UP_FAILED)
                        : attempt)
                .toList();
    }

    private List<Attempt> updated(
            ApiCall call, String id, Names names, List<Side> sides, Side owner, Set<Side> owing, Course course) {
        if (owing.contains(owner)) {
            return List.of(Attempt.notSent(owner, Reason.OWES));
        }
        Attempt update = course.ask(owner, call);
        ApiAnswer answer = update.answer();
        JsonNode client =
                answer == null || answer.json() == null ? null : answer.json().path("client");
        if (update.outcome() != Outcome.ACCEPTED || !(client instanceof ObjectNode metadata)) {
            return List.of(update);
        }
        Errand.Amendment amendment = new Errand.Amendment(id, ClientAmendment.followed(metadata));
        List<Attempt> attempts = new ArrayList<>(List.of(update));
        for (Side side : sides) {
            if (side != owner && !stateChange.follow(side, names, amendment, owing.contains(side), course)) {
                attempts.add(Attempt.notSent(side, Reason.OWES));
            }
        }
        return attempts;
    }

    private List<Attempt> deleted(ApiCall call, String id, Names names, List<Side> sides, Side owner, Course course) {
        ApiCall byId = ApiCall.of(DELETION).path("clientId", id).build();
        List<Attempt> attempts = killing.endOfClient(byId, names, sides, course, asked -> {
            Attempt own = course.ask(owner, call);
            List<Attempt> all = new ArrayList<>(List.of(own));
            for (Side side : asked) {
                if (side != owner && own.outcome() != Outcome.REFUSED && !course.isAbsent(side)) {
                    all.add(afterOwner(course.ask(side, byId)));
                }
            }
            return all;
        });
        // The answer is the owner's, in its own form; of the other counts only whether there is anything left to do.
        return attempts.stream()
                .filter(attempt -> attempt.side() == owner || attempt.reason() == Reason.OWES)
                .toList();
    }

    /** The owner has spoken: who cannot follow, or does not want to, goes on owing. */
    private static Attempt afterOwner(Attempt attempt) {
        boolean done = attempt.outcome() == Outcome.ACCEPTED || attempt.outcome() == Outcome.UNRECOGNIZED;
        return done ? attempt : Attempt.notSent(attempt.side(), Reason.OWES);
    }
}
