package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.Knowledge;
import dev.dualclient.custody.Name;
import dev.dualclient.custody.Names;
import dev.dualclient.custody.Standing;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kill: written ahead with what both backends owe by it, carried out at both at once, and settled by what they say.
 * What one of them does not acknowledge stays in the outbox. Thread-safe.
 */
final class Killing {

    private final Custody custody;
    private final Kills kills;
    private final DeliveryQueue outbox;
    private final Together together;
    private final LookUp lookUp;
    private final LateCopies lateCopies;
    private final WriteAhead writeAhead;
    private final KillByIdentifier byIdentifier;
    private final KillOfMany ofMany;
    private final UnknownKills bound;
    private final Duration timeout;

    Killing(
            Custody custody,
            Together together,
            LookUp lookUp,
            LateCopies lateCopies,
            Delivery delivery,
            UnknownKills bound,
            Duration timeout) {
        this.custody = custody;
        this.kills = custody.kills();
        this.outbox = custody.outbox();
        this.together = together;
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.writeAhead = new WriteAhead(custody, delivery);
        this.byIdentifier = new KillByIdentifier(custody, together, lookUp, writeAhead, bound, timeout);
        this.ofMany = new KillOfMany(custody, together, writeAhead, timeout);
        this.bound = bound;
        this.timeout = timeout;
    }

    /** Kills within the budget of a kill, of which each look-up before it may take a third. */
    List<Attempt> make(Question question, Knowledge known, List<Side> sides, Course whole) {
        Course course = whole.within(timeout);
        if (question.kind().kills() == Case.Kills.CLIENT) {
            return ofClient(question, sides, course);
        }
        if (question.kind().kills() == Case.Kills.TOKEN && question.subject() == null) {
            // Nobody's token dies: the backends say what is missing.
            return WriteAhead.present(together.ask(sides, side -> course.ask(side, question.call())), course);
        }
        if (question.killsByIdentifier()) {
            return byIdentifier.make(question, known, sides, course);
        }
        return question.killsOneToken()
                ? ofToken(question, known, sides, course)
                : ofMany.make(question, sides, course);
    }

    // ---- one token that a client wants ended, and with it its row ----

    private List<Attempt> ofToken(Question question, Knowledge known, List<Side> sides, Course course) {
        Standing standing = known.standing();
        Credential token = Objects.requireNonNull(question.subject());
        List<String> owners = question.names().clients();
        if (standing.firmness() == Firmness.SPENT && !owners.isEmpty()) {
            return ofSpent(question, token, sides, course);
        }
        List<LookUp.Finding> looked = rowOf(token, known, sides, course);
        for (LookUp.Finding finding : looked) {
            if (finding.reason() == Reason.THROTTLED) {
                return List.of(finding.attempt());
            }
        }
        LookUp.Finding found = looked.stream()
                .filter(finding -> finding.reason() == Reason.DONE)
                .findFirst()
                .orElse(null);
        List<Side> unclear = found != null
                ? List.of()
                : looked.stream()
                        .filter(finding -> finding.reason() != Reason.UNKNOWN_CREDENTIAL)
                        .map(finding -> finding.attempt().side())
                        .toList();
        if (!unclear.isEmpty()) {
            return ofUnclear(question, token, unclear, sides, course);
        }
        boolean untouched = standing.firmness().compareTo(Firmness.CLAIMED) < 0; // else a backend may repeat its answer
        if (found == null && untouched && !owners.isEmpty()) {
            return ofUnknown(question, token, sides, course);
        }
        Names names = ClientLookUp.allOf(
                question.names(), sides, course, timeout.dividedBy(3)); // an answer may tell the owner by another one
        names = names == null ? question.names() : names;
        List<CustodyKey> row = found != null ? found.row().keys() : List.of(custody.key(token));
        Errand errand = new Errand.Revocation(token, owners, found == null ? Names.NONE : found.holderOfPair());
        Kill.Reach reach = isDead(standing) ? Kill.Reach.ONE : Kill.Reach.LINE; // what is dead takes nothing with it
        WriteAhead.Entry entry = writeAhead.open(errand, row, reach, row, killer(names), sides, course);

        List<Attempt> attempts = together.ask(sides, side -> course.ask(side, question.call()));
        attempts = completed(question, token, WriteAhead.present(attempts, course), course);

        boolean accepted = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        if (WriteAhead.isDenied(attempts)) {
            writeAhead.spare(entry);
            return attempts;
        }
        Reason owner = accepted ? owner(found, standing, owners, course) : Reason.LOOK_UP_FAILED;
        if (owner == Reason.SAID_NO) { // who does not know the token has said "OK" to a stranger
            writeAhead.spare(entry);
            return attempts;
        }
        boolean mayBeCopied = !standing.isOfPrimaryAlone();
        writeAhead.settle(entry, attempts, owner == Reason.DONE, mayBeCopied, course);
        return attempts;
    }

    /**
     * A token of which it cannot be told now whether a backend holds it, and with it a row. Only the value that was
     * presented is marked, and owed by that backend, which looks the row up when it is back. Nobody else is concerned, and
     * the caller is told to try again: that the row is dead cannot be promised.
     */
    private List<Attempt> ofUnclear(
            Question question, Credential token, List<Side> unclear, List<Side> sides, Course course) {
        List<Attempt> later = List.of(Attempt.notSent(unclear.get(0), Reason.LOOK_UP_FAILED));
        Names names = ClientLookUp.allOf(question.names(), sides, course, timeout.dividedBy(3));
        List<CustodyKey> target = List.of(custody.key(token));
        if (unclear.stream().anyMatch(course::isAbsent) // it may be there, and hold the row
                || names == null
                || names.isEmpty() // whose word would count cannot be told
                || !bound.admits(target.get(0))) {
            return later;
        }
        Errand errand = new Errand.Revocation(token, question.names().clients(), Names.NONE);
        WriteAhead.Entry entry =
                writeAhead.open(errand, target, Kill.Reach.ONE, target, killer(names), unclear, course);
        List<Side> clear =
                sides.stream().filter(side -> !unclear.contains(side)).toList();
        List<Attempt> attempts =
                clear.isEmpty() ? List.of() : together.ask(clear, side -> course.ask(side, question.call()));
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
            writeAhead.spare(entry); // a stranger, or not who the client says to be
            return attempts;
        }
        entry.debts().forEach(debt -> outbox.failed(debt, Reason.LOOK_UP_FAILED.words(), Duration.ZERO));
        return later;
    }

    /**
     * A token that nobody shows. That this client has asked is remembered for as long as a migrator may still write the
     * token, and nothing is owed: whoever likes can make up as many as he likes.
     */
    private List<Attempt> ofUnknown(Question question, Credential token, List<Side> sides, Course course) {
        List<CustodyKey> target = List.of(custody.key(token));
        if (!bound.admits(target.get(0))) {
            return List.of(Attempt.notSent(sides.get(0), Reason.LOOK_UP_FAILED));
        }
        List<Attempt> attempts =
                WriteAhead.present(together.ask(sides, side -> course.ask(side, question.call())), course);
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)
                && !WriteAhead.isDenied(attempts)) {
            Names names = ClientLookUp.allOf(question.names(), sides, course, timeout.dividedBy(3));
            String client = killer(names == null ? question.names() : names);
            kills.unknown(target, Objects.requireNonNull(client), custody.migratorLag());
        }
        return attempts;
    }

    private static @Nullable String killer(Names names) {
        return names.byId().clients().stream().findFirst().orElse(null);
    }

    /**
     * What was used up is dead whoever asks, and what shares a row with its old copy may be a stranger's and alive: it
     * takes nothing with it. But a backend that repeats its answer to the use of a refresh token repeats it no more.
     */
    private List<Attempt> ofSpent(Question question, Credential token, List<Side> sides, Course course) {
        List<Attempt> asked = together.ask(sides, side -> course.ask(side, question.call()));
        List<Attempt> attempts = completed(question, token, WriteAhead.present(asked, course), course);
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)) {
            kills.replaced(custody.key(token));
        }
        return attempts;
    }

    /**
     * Returns whether an "OK" is known to mean that the owner asked: a backend that does not know the token, or not any
     * more, says it to anybody. What is dead can be said to be so by whoever likes.
     */
    private Reason owner(LookUp.@Nullable Finding found, Standing standing, List<String> owners, Course course) {
        if (owners.isEmpty() || isDead(standing)) {
            return Reason.DONE;
        }
        return found == null ? Reason.LOOK_UP_FAILED : lookUp.belongsTo(found, owners, course);
    }

    private static boolean isDead(Standing standing) {
        return standing.firmness().compareTo(Firmness.SPENT) >= 0;
    }

    /**
     * Looks for the other token of the row, which dies too, where the token is expected first. What is dead already takes
     * nothing with it.
     */
    private List<LookUp.Finding> rowOf(Credential token, Knowledge known, List<Side> sides, Course course) {
        Standing standing = known.standing();
        List<Side> order = new ArrayList<>(sides);
        order.sort(Comparator.comparing(side -> side != standing.side()));
        return isDead(standing) ? List.of() : lookUp.findAny(token, known.row(), order, course, timeout.dividedBy(3));
    }

    /**
     * Where one backend could not authenticate the client that the other one did, it is asked who owns the token, and
     * loses it if that is the same client: a service can be imported without its clients' secrets.
     */
    private List<Attempt> completed(Question question, Credential token, List<Attempt> attempts, Course course) {
        if (attempts.stream().noneMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)) {
            return attempts;
        }
        return attempts.stream()
                .map(attempt -> attempt.reason() == Reason.UNKNOWN_CLIENT
                                || attempt.reason() == Reason.CLIENT_NOT_AUTHENTICATED
                        ? attempt.refined(killedForOwner(token, question.names().clients(), attempt.side(), course))
                        : attempt)
                .toList();
    }

    private Reason killedForOwner(Credential token, List<String> clients, Side side, Course course) {
        LookUp.Finding found = lookUp.owner(token, side, course);
        if (found.reason() != Reason.DONE) {
            return found.reason() == Reason.UNKNOWN_CREDENTIAL ? found.reason() : Reason.LOOK_UP_FAILED;
        }
        Reason owner = clients.isEmpty() ? Reason.LOOK_UP_FAILED : lookUp.belongsTo(found, clients, course);
        if (owner != Reason.DONE) {
            return owner;
        }
        return lateCopies.kill(side, token, course) ? Reason.DONE_FOR_OWNER : Reason.LOOK_UP_FAILED;
    }

    // ---- a client, by the id that it never shares ----

    private List<Attempt> ofClient(Question question, List<Side> sides, Course course) {
        if (question.names().clients().isEmpty()) { // nobody's client dies: the backends say what is missing
            return together.ask(sides, side -> course.ask(side, question.call()));
        }
        ClientLookUp.Finding found =
                ClientLookUp.find(question.names().clients().get(0), sides, course, timeout.dividedBy(3));
        String name = found.id();
        if (name == null) {
            return List.of(found.attempt());
        }
        ApiCall byId = question.call().withPath("clientId", name);
        Names names = question.names().and(found.names());
        return endOfClient(byId, names, sides, course, asked -> together.ask(asked, side -> course.ask(side, byId)));
    }

    /**
     * Kills a client.
     *
     * @param deletion by the id that it never shares: what each backend is asked that does not do it at once
     * @param names all names of it
     * @param asking how all of them are asked now
     */
    List<Attempt> endOfClient(
            ApiCall deletion,
            Names names,
            List<Side> sides,
            Course course,
            Function<List<Side>, List<Attempt>> asking) {
        String id = Objects.requireNonNull(deletion.pathVariables().get("clientId"));
        List<CustodyKey> targets = List.of(kills.key(new Name(Name.Kind.CLIENT, id)));
        Errand errand = new Errand.Replay(deletion, false);
        // Until a backend has deleted it, what that says of its other names is said of a client that is no more.
        List<CustodyKey> called = kills.keys(names.ofClients());
        WriteAhead.Entry entry = writeAhead.open(errand, targets, Kill.Reach.MANY, called, null, sides, course);
        List<Attempt> attempts = WriteAhead.present(asking.apply(sides), course);
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
            writeAhead.spare(entry);
        } else {
            boolean accepted = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
            writeAhead.settle(entry, attempts, accepted, true, course);
            custody.clientDeleted(called);
        }
        return attempts;
    }
}
