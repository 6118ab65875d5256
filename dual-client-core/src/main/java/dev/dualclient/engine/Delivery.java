package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.custody.UnreadableCommandException;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Case.Kills;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers outbox rows: in the background when they are due, and before a call that they block.
 * Thread-safe.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** The budget for revoking one token in the background, where the token list of its user may be long. */
    static final Duration UNHURRIED = Duration.ofMinutes(2);

    private final Custody custody;
    private final DeliveryQueue outbox;
    private final TokenLookUp lookUp;
    private final LateCopies lateCopies;
    private final RemainingTokens remainingTokens;
    private final CarrySettlement carries;
    private final KillerProof killerProof;
    private final Duration timeout;
    private final Duration settle;

    /**
     * Creates a delivery.
     *
     * @param timeout the budget of one row, unless it ends a token in the background
     * @param settle how long a backend may still be processing a request that it did not answer
     */
    Delivery(
            Custody custody,
            TokenLookUp lookUp,
            LateCopies lateCopies,
            RemainingTokens remainingTokens,
            CarrySettlement carries,
            Duration timeout,
            Duration settle) {
        this.custody = custody;
        this.outbox = custody.outbox();
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.remainingTokens = remainingTokens;
        this.carries = carries;
        this.killerProof = new KillerProof(custody);
        this.timeout = timeout;
        this.settle = settle;
    }

    /** The result of delivering one row. */
    private enum Result {
        /** The backend has done it, or there was nothing to do. */
        ACKNOWLEDGED,
        /** The backend revoked the token, and the owner had asked for it. */
        OWNER_ASKED,
        /** Somebody other than the owner had asked. */
        STRANGER_ASKED,
        /** The backend shows no such token, so the caller does not own it. */
        NOT_SHOWN,
        /** The backend has not answered, or not conclusively. */
        FAILED
    }

    /**
     * Delivers what is due, each row with a budget of its own. Rows that block no call come last. Each backend gets as
     * long as one row may take, so that a slow one does not keep the other waiting. The rest follows the next time.
     *
     * @param switchedOff whether all nodes have left the secondary for good; rows for it that this node cannot deliver are
     *     then given up, and left to the nodes that have it otherwise
     * @param contexts creates contexts with a budget of {@link #UNHURRIED}
     */
    void deliverDue(boolean switchedOff, Supplier<CallContext> contexts) {
        outbox.count();
        for (boolean blocking : new boolean[] {true, false}) {
            for (Side side : Side.values()) {
                CallContext context = contexts.get();
                if (context.has(side)) {
                    deliverDue(side, blocking, context, contexts);
                } else if (switchedOff) {
                    outbox.due(side, blocking).forEach(outbox::giveUp);
                }
            }
        }
    }

    private void deliverDue(Side side, boolean blocking, CallContext first, Supplier<CallContext> contexts) {
        Set<String> tried = new HashSet<>();
        while (true) { // a row that waits for an older one is next once that is gone
            List<OutboxEntry> due = outbox.due(side, blocking).stream()
                    .filter(entry -> tried.add(entry.id()))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            for (OutboxEntry entry : due) {
                if (first.elapsed().compareTo(timeout) >= 0) {
                    return;
                }
                boolean done = deliverDue(entry, contexts.get());
                if (!done && first.isCircuitOpen(side)) { // one row is enough to find out whether it is there again
                    return;
                }
            }
        }
    }

    private boolean deliverDue(OutboxEntry entry, CallContext context) {
        // Also to a backend that has never answered: this is how the node notices that it is up.
        boolean hurried = entry.ofMany() || !entry.blocks();
        return deliver(entry, hurried ? context.within(timeout) : context, !hurried);
    }

    /** Tries to deliver now the rows that block a call; returns whether any was delivered. */
    boolean tryAtOnce(Collection<OutboxEntry> entries, CallContext context) {
        boolean done = false;
        List<OutboxEntry> left = new ArrayList<>(entries);
        while (!left.isEmpty()) { // a row that waits for an older one is next once that is gone
            List<OutboxEntry> ready = outbox.inTurn(left);
            left.removeAll(ready);
            boolean progress = false;
            for (OutboxEntry entry : ready) {
                progress |= !context.end().expired()
                        && context.has(entry.side())
                        && !context.isAbsent(entry.side())
                        && deliver(entry, context.within(timeout), false);
            }
            done |= progress;
            if (!progress) {
                break;
            }
        }
        return done;
    }

    private boolean deliver(OutboxEntry pending, CallContext whole, boolean patiently) {
        CallContext context = whole.as(Purpose.DELIVERY);
        OutboxEntry entry = outbox.take(pending, patiently ? UNHURRIED : Duration.ZERO);
        if (entry == null) {
            return false;
        }
        OutboxCommand command;
        try {
            command = OutboxCommand.of(outbox.command(entry));
        } catch (UnreadableCommandException unreadable) {
            LOG.warn("Row {} of the outbox cannot be read: {}", entry.id(), unreadable.getMessage());
            outbox.failed(entry, "unreadable", settle);
            return false;
        }
        if (command instanceof OutboxCommand.Revocation revocation) {
            Revoked revoked = revoke(revocation, entry, context);
            return settled(entry, revoked.command(), revoked.result(), Reason.LOOK_UP_FAILED);
        }
        if (command instanceof OutboxCommand.Remaining remaining) {
            return entry.blocks() ? begun(entry, remaining, context) : wentOn(entry, remaining, context);
        }
        if (command instanceof OutboxCommand.Carry carry) {
            return settled(entry, carries.make(carry.step(), entry, context));
        }
        Attempt attempt = command instanceof OutboxCommand.Amendment amendment
                ? ClientAmendment.make(amendment, entry.side(), context)
                : context.ask(entry.side(), ((OutboxCommand.Replay) command).call());
        boolean conclusive = isConclusive(attempt);
        if (conclusive && attempt.outcome() == Outcome.REFUSED) {
            LOG.warn("The {} refused row {} of the outbox for good: {}", entry.side(), entry.id(), command);
        }
        Result result = isOfGrant(command) ? ofGrant(attempt, entry) : Result.ACKNOWLEDGED;
        return settled(entry, command, conclusive ? result : Result.FAILED, attempt.reason());
    }

    private static boolean isOfGrant(OutboxCommand command) {
        return command instanceof OutboxCommand.Replay replay
                && replay.call().kind().kills() == Kills.GRANT;
    }

    /** Who does not accept the access token of a request says nothing of the grant that it is to end. */
    private Result ofGrant(Attempt attempt, OutboxEntry entry) {
        if (attempt.outcome() == Outcome.ACCEPTED) {
            return Result.OWNER_ASKED;
        }
        return outbox.isPendingAtOther(entry) ? Result.ACKNOWLEDGED : Result.STRANGER_ASKED;
    }

    /** Settles a row of carry-over. No kill belongs to it, so nothing but the outbox changes. */
    private boolean settled(OutboxEntry entry, Reason reason) {
        if (reason != Reason.DONE) {
            outbox.failed(entry, reason.words(), Duration.ZERO);
            return false;
        }
        outbox.acknowledged(List.of(entry));
        outbox.delivered(entry);
        return true;
    }

    private static boolean isConclusive(Attempt attempt) {
        return attempt.outcome().isConclusive() && attempt.reason() != Reason.THROTTLED;
    }

    /**
     * A bulk kill that a backend did not answer is not sent again: it would revoke tokens issued since. As soon as the
     * backend answers any request, the custody record makes the kill sure, and the row no longer blocks calls.
     */
    private boolean begun(OutboxEntry entry, OutboxCommand.Remaining command, CallContext context) {
        Attempt listed =
                TokenList.page(command.names(), 0, entry.side(), context).attempt();
        if (!isConclusive(listed)) {
            outbox.failed(entry, listed.reason().words(), Duration.ZERO);
            return false;
        }
        OutboxEntry rest = outbox.later(entry.side(), entry.kill(), command.toBytes(), Duration.ZERO);
        List<OutboxEntry> pending =
                entry.side() == Side.SECONDARY ? List.of(rest, repeat(entry.kill(), command)) : List.of(rest);
        custody.kills().assure(entry.kill(), entry.names(), false, List.of(entry), pending);
        outbox.delivered(entry);
        return true;
    }

    private boolean wentOn(OutboxEntry entry, OutboxCommand.Remaining command, CallContext context) {
        RemainingTokens.Step step = remainingTokens.step(command, entry.side(), context);
        if (step.failure() != null) {
            outbox.failed(entry, step.failure().words(), Duration.ZERO);
            return false;
        } else if (step.next() != null) {
            outbox.goOn(entry, step.next().toBytes(), step.delay());
        } else {
            outbox.acknowledged(List.of(entry));
            outbox.delivered(entry);
        }
        return true;
    }

    /**
     * The result of the revocation of a token.
     *
     * @param command what was done, with what was found out by it
     */
    private record Revoked(Result result, OutboxCommand.Revocation command) {}

    private Revoked revoke(OutboxCommand.Revocation revocation, OutboxEntry entry, CallContext context) {
        Side side = entry.side();
        Credential token = revocation.token();
        if (token.isHash()) { // known to custody, and nothing that a backend could be asked about
            return new Revoked(lateCopies.kill(side, token, context) ? Result.ACKNOWLEDGED : Result.FAILED, revocation);
        }
        TokenRow known = custody.of(token, Parties.NONE).row();
        TokenLookUp.Finding found = lookUp.findPatiently(token, known, side, context);
        if (found.reason() == Reason.UNKNOWN_CREDENTIAL) {
            boolean rest = entry.blocks() || endedBeside(revocation, side, context);
            return new Revoked(rest ? unshown(revocation, entry, context) : Result.FAILED, revocation);
        }
        Result result = found.reason() == Reason.DONE ? revoke(revocation, found, entry, context) : Result.FAILED;
        return new Revoked(
                result, found.reason() == Reason.DONE ? revocation.heldBy(found.holderOfPair()) : revocation);
    }

    /**
     * Without refresh token rotation, a late copy has an older access token beside the same refresh token: only the
     * token list shows it. Returns whether no such copy is left.
     */
    private boolean endedBeside(OutboxCommand.Revocation revocation, Side side, CallContext context) {
        if (revocation.holder().isEmpty()) {
            return true;
        }
        RowSearch.Result result =
                new RowSearch(side, revocation.holder(), context).find(this::isKilled, Integer.MAX_VALUE);
        Attempt failure = result.failure();
        TokenList.Row row = result.row();
        return row == null
                ? failure == null || failure.outcome() == Outcome.UNRECOGNIZED
                : lateCopies.kill(side, refreshTokenOf(row), context);
    }

    private boolean isKilled(TokenList.Row row) {
        return row.refresh() != null
                && custody.of(refreshTokenOf(row), Parties.NONE).status().level() == CustodyLevel.KILLED;
    }

    private static Credential refreshTokenOf(TokenList.Row row) {
        return Credential.ofHash(CredentialKind.REFRESH_TOKEN, Objects.requireNonNull(row.refresh()));
    }

    private Result revoke(
            OutboxCommand.Revocation revocation, TokenLookUp.Finding found, OutboxEntry entry, CallContext context) {
        Reason owner =
                revocation.owners().isEmpty() ? Reason.DONE : lookUp.belongsTo(found, revocation.owners(), context);
        Reason proof = owner == Reason.DONE ? killerProof.of(revocation, entry, context) : owner;
        if (proof == Reason.SAID_NO) {
            return Result.STRANGER_ASKED;
        } else if (proof != Reason.DONE) {
            return Result.FAILED;
        }
        custody.kills().killed(found.row().keys());
        return lateCopies.kill(entry.side(), revocation.token(), context) ? Result.OWNER_ASKED : Result.FAILED;
    }

    /** A token that is not shown may exist: a backend does not show the tokens of a locked client. */
    private Result unshown(OutboxCommand.Revocation revocation, OutboxEntry entry, CallContext context) {
        Side side = entry.side();
        if (revocation.owners().isEmpty()) {
            if (killerProof.isOpen(revocation, entry)) { // only who shows the token could tell whose it is
                return Result.STRANGER_ASKED;
            }
            // Nobody has to own it, so it is killed unseen.
            return lateCopies.kill(side, revocation.token(), context) ? Result.ACKNOWLEDGED : Result.FAILED;
        }
        ClientLookUp.Finding owner = ClientLookUp.find(revocation.owners().get(0), List.of(side), context, timeout);
        if (owner.isUnclear() || owner.isLocked()) {
            return Result.FAILED;
        }
        return switch (killerProof.of(revocation, entry, context)) {
            case DONE -> Result.NOT_SHOWN;
            case SAID_NO -> Result.STRANGER_ASKED;
            default -> Result.FAILED;
        };
    }

    private boolean settled(OutboxEntry entry, OutboxCommand command, Result result, Reason reason) {
        List<CustodyKey> targets = entry.names();
        switch (result) {
            case FAILED -> {
                boolean maybeAtIt = command.setsState() && reason.outcome() == Outcome.INDETERMINATE;
                outbox.failed(entry, reason.words(), maybeAtIt ? settle : Duration.ZERO);
                return false;
            }
            case STRANGER_ASKED -> custody.kills().spare(entry.kill(), targets, outbox.of(entry.kill()));
            case NOT_SHOWN -> notShown(entry, (OutboxCommand.Revocation) command);
            case OWNER_ASKED, ACKNOWLEDGED -> {
                if (entry.side() == Side.SECONDARY && isRepeated(command)) {
                    outbox.write(List.of(repeat(entry.kill(), command))); // first: a crash must not lose it
                }
                if (result == Result.OWNER_ASKED || !outbox.isPendingAtOther(entry)) {
                    custody.kills().assure(entry.kill(), targets, isForGood(command), List.of(entry));
                } else {
                    outbox.acknowledged(List.of(entry));
                }
                if (isForGood(command)) {
                    custody.clientDeleted(targets);
                }
            }
        }
        outbox.delivered(entry);
        return true;
    }

    /**
     * A backend does not show a token that it revoked without answering, that belongs to a locked client, or that it
     * never had. In each case the primary may still get a copy, so it gets the kill again. If the kill is not sure, it
     * becomes the kill of an unknown token.
     */
    private void notShown(OutboxEntry entry, OutboxCommand.Revocation revocation) {
        if (entry.side() == Side.SECONDARY) {
            outbox.write(List.of(repeat(entry.kill(), revocation)));
        }
        if (outbox.isPendingAtOther(entry)) {
            outbox.acknowledged(List.of(entry));
        } else {
            custody.kills().spare(entry.kill(), entry.names(), List.of(entry)); // which leaves a sure one as it is
            custody.kills().unknown(entry.names(), revocation.owners().get(0), custody.migratorLag());
        }
    }

    /** Makes a row that repeats the kill at the primary after the migrator's lag, when all late copies have arrived. */
    OutboxEntry repeat(String kill, OutboxCommand command) {
        OutboxCommand again =
                command instanceof OutboxCommand.Revocation revocation ? revocation.authenticated() : command;
        return outbox.later(Side.PRIMARY, kill, again.toBytes(), custody.migratorLag());
    }

    /** Whether a repeat is harmless: for a token or a client it is, but a grant may have new tokens by then. */
    static boolean isRepeated(OutboxCommand command) {
        return command instanceof OutboxCommand.Revocation || isForGood(command);
    }

    private static boolean isForGood(OutboxCommand command) {
        return command instanceof OutboxCommand.Replay replay
                && replay.call().kind().effect() == Effect.KILL
                && replay.call().kind().kills() == Kills.CLIENT;
    }
}
