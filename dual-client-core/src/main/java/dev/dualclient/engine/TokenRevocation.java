package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Revokes one token, and with it its row, for a client or the server (RFC 7009). The kill is written ahead with an
 * outbox row for each backend, sent to both backends in parallel, and settled by their answers. Thread-safe.
 */
final class TokenRevocation {

    private final Custody custody;
    private final Kills kills;
    private final ParallelAttempts parallel;
    private final TokenLookUp lookUp;
    private final LateCopies lateCopies;
    private final WriteAhead writeAhead;
    private final UnknownRevocationLimit bound;
    private final Duration timeout;

    TokenRevocation(
            Custody custody,
            ParallelAttempts parallel,
            TokenLookUp lookUp,
            LateCopies lateCopies,
            WriteAhead writeAhead,
            UnknownRevocationLimit bound,
            Duration timeout) {
        this.custody = custody;
        this.kills = custody.kills();
        this.parallel = parallel;
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.writeAhead = writeAhead;
        this.bound = bound;
        this.timeout = timeout;
    }

    /** Revokes a token within a budget of which each look-up may take a third. */
    List<Attempt> make(CallFacts facts, CustodySnapshot known, List<Side> sides, CallContext context) {
        CustodyStatus status = known.status();
        Credential token = Objects.requireNonNull(facts.subject());
        if (status.level() == CustodyLevel.SPENT) {
            return ofSpent(facts, token, sides, context);
        }
        List<TokenLookUp.Finding> looked = rowOf(token, known, sides, context);
        for (TokenLookUp.Finding finding : looked) {
            if (finding.reason() == Reason.THROTTLED) {
                return List.of(finding.attempt());
            }
        }
        TokenLookUp.Finding found = looked.stream()
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
            return ofUnclear(facts, token, unclear, sides, context);
        }
        boolean untouched = status.level().compareTo(CustodyLevel.CLAIMED) < 0; // else a backend may repeat its answer
        return found == null && untouched
                ? ofUnknown(facts, token, sides, context)
                : ofKnown(facts, status, found, sides, context);
    }

    private List<Attempt> ofKnown(
            CallFacts facts,
            CustodyStatus status,
            TokenLookUp.@Nullable Finding found,
            List<Side> sides,
            CallContext context) {
        Credential token = Objects.requireNonNull(facts.subject());
        List<String> owners = facts.names().clients();
        Parties names = ClientLookUp.allOf(
                facts.names(), sides, context, timeout.dividedBy(3)); // an answer may tell the owner by another one
        names = names == null ? facts.names() : names;
        List<CustodyKey> row = found != null ? found.row().keys() : List.of(custody.key(token));
        OutboxCommand command = new OutboxCommand.Revocation(
                token, owners, found == null ? Parties.NONE : found.holderOfPair(), facts.call());
        Kill.Reach reach = isDead(status) ? Kill.Reach.ONE : Kill.Reach.LINE; // what is dead takes nothing with it
        WriteAhead.Written written = writeAhead.open(command, row, reach, row, killer(names), sides, context);

        List<Attempt> asked = parallel.ask(sides, side -> context.ask(side, facts.call()));
        asked = completed(facts, token, WriteAhead.present(asked, context), context);

        boolean authenticated = asked.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        Reason owner = authenticated ? owner(asked, found, status, owners, context) : Reason.LOOK_UP_FAILED;
        boolean sure = owner == Reason.DONE;
        List<Attempt> attempts = PartialChange.standing(asked, sure);
        if (owner == Reason.SAID_NO // who does not know the token has said "OK" to a stranger
                || WriteAhead.isDenied(attempts)) {
            writeAhead.spare(written);
            return attempts;
        } else if (!authenticated) {
            writeAhead.spare(written);
            ofAnybody(facts, status, names, attempts, context);
            return attempts;
        }
        boolean mayBeCopied = !status.isOfPrimaryAlone();
        if (sure) {
            writeAhead.settle(written, attempts, true, mayBeCopied, context);
            return attempts;
        }
        return ofDoubtfulOwner(written, attempts, !owners.isEmpty(), mayBeCopied, context);
    }

    /**
     * A backend has authenticated the client, but whether it owns the token is open. Where the request names no client, only its
     * proof tells who it is, which may expire before the other backend gets it: nothing can be promised.
     */
    private List<Attempt> ofDoubtfulOwner(
            WriteAhead.Written written,
            List<Attempt> attempts,
            boolean named,
            boolean mayBeCopied,
            CallContext context) {
        if (named) {
            writeAhead.authenticated(written);
        }
        writeAhead.settle(written, attempts, false, named && mayBeCopied, context);
        return named
                ? attempts
                : attempts.stream()
                        .map(attempt -> attempt.outcome() == Outcome.ACCEPTED
                                ? attempt.refined(Reason.LOOK_UP_FAILED)
                                : attempt)
                        .toList();
    }

    /**
     * No backend has authenticated the client, so anybody may have asked, and the row lives on. Only the value that was
     * presented is pending where no answer came: that backend gets the request again, and judges who has sent it.
     */
    private void ofAnybody(
            CallFacts facts, CustodyStatus status, Parties names, List<Attempt> attempts, CallContext context) {
        Credential token = Objects.requireNonNull(facts.subject());
        if (!isDead(status) && !names.isEmpty() && bound.admits(custody.key(token))) {
            List<Side> open = attempts.stream()
                    .filter(attempt -> !attempt.outcome().isConclusive())
                    .map(Attempt::side)
                    .toList();
            writeAhead.leave(marked(facts, token, names, open, context), Reason.LOOK_UP_FAILED);
        }
    }

    /** Marks the value that was presented, and nothing else. */
    private WriteAhead.Written marked(
            CallFacts facts, Credential token, Parties names, List<Side> sides, CallContext context) {
        List<CustodyKey> target = List.of(custody.key(token));
        OutboxCommand command =
                new OutboxCommand.Revocation(token, facts.names().clients(), Parties.NONE, facts.call());
        return writeAhead.open(command, target, Kill.Reach.ONE, target, killer(names), sides, context);
    }

    /**
     * Revokes a token if a backend could not say whether it holds the token. Only the presented value is marked as
     * killed, and an outbox row makes that backend look up the token row later. The caller has to try again, because it
     * is not certain that the whole row is dead.
     */
    private List<Attempt> ofUnclear(
            CallFacts facts, Credential token, List<Side> unclear, List<Side> sides, CallContext context) {
        List<Attempt> later = List.of(Attempt.notSent(unclear.get(0), Reason.LOOK_UP_FAILED));
        Parties names = ClientLookUp.allOf(facts.names(), sides, context, timeout.dividedBy(3));
        if (unclear.stream().anyMatch(context::isAbsent) // it may be there, and hold the row
                || names == null
                || names.isEmpty() // whose word would count cannot be told
                || !bound.admits(custody.key(token))) {
            return later;
        }
        WriteAhead.Written written = marked(facts, token, names, unclear, context);
        List<Side> clear =
                sides.stream().filter(side -> !unclear.contains(side)).toList();
        List<Attempt> attempts =
                clear.isEmpty() ? List.of() : parallel.ask(clear, side -> context.ask(side, facts.call()));
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
            writeAhead.spare(written); // a stranger, or not who the client says to be
            return attempts;
        }
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)) {
            writeAhead.authenticated(written);
        }
        writeAhead.leave(written, Reason.LOOK_UP_FAILED);
        return later;
    }

    /**
     * Revokes a token that no backend knows. The request is recorded for as long as a migrator may still write the
     * token. No outbox row is written, because anybody can make up any number of tokens.
     */
    private List<Attempt> ofUnknown(CallFacts facts, Credential token, List<Side> sides, CallContext context) {
        List<CustodyKey> target = List.of(custody.key(token));
        if (!bound.admits(target.get(0))) {
            return List.of(Attempt.notSent(sides.get(0), Reason.LOOK_UP_FAILED));
        }
        List<Attempt> attempts =
                WriteAhead.present(parallel.ask(sides, side -> context.ask(side, facts.call())), context);
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)
                && !WriteAhead.isDenied(attempts)) {
            Parties names = ClientLookUp.allOf(facts.names(), sides, context, timeout.dividedBy(3));
            String client = killer(names == null ? facts.names() : names);
            if (client != null) { // or whose word it is cannot be told
                kills.unknown(target, client, custody.migratorLag());
            }
        }
        return attempts;
    }

    private static @Nullable String killer(Parties names) {
        return names.byId().clients().stream().findFirst().orElse(null);
    }

    /**
     * Revokes a token that was used up already. Its row is not revoked, because the row may belong to another client by
     * now. If the owner asks, the backend's repeated answer to the earlier use no longer counts.
     */
    private List<Attempt> ofSpent(CallFacts facts, Credential token, List<Side> sides, CallContext context) {
        List<Attempt> asked = parallel.ask(sides, side -> context.ask(side, facts.call()));
        List<Attempt> attempts = completed(facts, token, WriteAhead.present(asked, context), context);
        if (attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)) {
            Parties names = ClientLookUp.allOf(facts.names(), sides, context, timeout.dividedBy(3));
            String client = killer(names == null ? facts.names() : names);
            if (client != null) {
                kills.replaced(custody.key(token), client);
            }
        }
        return attempts;
    }

    /**
     * Returns whether the owner asked. An "OK" alone does not prove that: a backend also says it for a token that it
     * does not know (RFC 7009 section 2.2). For a dead token, the owner does not matter. If a request
     * names no client, because an assertion does, the backend that holds the token tells.
     */
    private Reason owner(
            List<Attempt> attempts,
            TokenLookUp.@Nullable Finding found,
            CustodyStatus status,
            List<String> owners,
            CallContext context) {
        if (isDead(status)) {
            return Reason.DONE;
        }
        if (found != null && owners.isEmpty()) {
            Side holder = found.attempt().side();
            return attempts.stream()
                            .anyMatch(attempt -> attempt.side() == holder && attempt.outcome() == Outcome.ACCEPTED)
                    ? Reason.DONE
                    : Reason.LOOK_UP_FAILED;
        }
        return found == null ? Reason.LOOK_UP_FAILED : lookUp.belongsTo(found, owners, context);
    }

    private static boolean isDead(CustodyStatus status) {
        return status.level().compareTo(CustodyLevel.SPENT) >= 0;
    }

    /**
     * Looks up the row of the token, first at the backend that is expected to hold it: the whole row is revoked. For a
     * dead token, nothing is looked up.
     */
    private List<TokenLookUp.Finding> rowOf(
            Credential token, CustodySnapshot known, List<Side> sides, CallContext context) {
        CustodyStatus status = known.status();
        List<Side> order = new ArrayList<>(sides);
        order.sort(Comparator.comparing(side -> side != status.side()));
        return isDead(status) ? List.of() : lookUp.findAny(token, known.row(), order, context, timeout.dividedBy(3));
    }

    /**
     * Where one backend could not authenticate the client that the other one did, it is asked who owns the token, and
     * loses it if that is the same client: a service can be imported without its clients' secrets.
     */
    private List<Attempt> completed(CallFacts facts, Credential token, List<Attempt> attempts, CallContext context) {
        if (attempts.stream().noneMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)) {
            return attempts;
        }
        return attempts.stream()
                .map(attempt -> attempt.reason() == Reason.UNKNOWN_CLIENT
                                || attempt.reason() == Reason.CLIENT_NOT_AUTHENTICATED
                        ? attempt.refined(killedForOwner(token, facts.names().clients(), attempt.side(), context))
                        : attempt)
                .toList();
    }

    private Reason killedForOwner(Credential token, List<String> clients, Side side, CallContext context) {
        TokenLookUp.Finding found = lookUp.owner(token, side, context);
        if (found.reason() != Reason.DONE) {
            return found.reason() == Reason.UNKNOWN_CREDENTIAL ? found.reason() : Reason.LOOK_UP_FAILED;
        }
        Reason owner = clients.isEmpty() ? Reason.LOOK_UP_FAILED : lookUp.belongsTo(found, clients, context);
        if (owner != Reason.DONE) {
            return owner;
        }
        return lateCopies.kill(side, token, context) ? Reason.DONE_FOR_OWNER : Reason.LOOK_UP_FAILED;
    }
}
