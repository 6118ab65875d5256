package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Names;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.custody.UnreadableErrandException;
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
 * Delivers what the backends owe: in the background when it is due, and before a call that it stands in the way of.
 * Thread-safe.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** The budget of the end of one token in the background, where the list of all tokens of its user may be long. */
    static final Duration UNHURRIED = Duration.ofMinutes(2);

    private final Custody custody;
    private final DeliveryQueue outbox;
    private final LookUp lookUp;
    private final LateCopies lateCopies;
    private final RemainingTokens remainingTokens;
    private final Duration timeout;
    private final Duration settle;

    /**
     * Creates a delivery.
     *
     * @param timeout the budget of one row, unless it ends a token in the background
     * @param settle how long a backend may still be at a request that it did not answer
     */
    Delivery(
            Custody custody,
            LookUp lookUp,
            LateCopies lateCopies,
            RemainingTokens remainingTokens,
            Duration timeout,
            Duration settle) {
        this.custody = custody;
        this.outbox = custody.outbox();
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.remainingTokens = remainingTokens;
        this.timeout = timeout;
        this.settle = settle;
    }

    /** How one row came out. */
    private enum Result {
        /** The backend has done it, or there was nothing to do. */
        ACKNOWLEDGED,
        /** The backend has done it, and it was the owner who had asked. */
        OWNER_ASKED,
        /** It was not the owner who had asked. */
        STRANGER_ASKED,
        /** The backend shows no such token, so it is not that of whoever had asked. */
        NOT_SHOWN,
        /** The backend has not answered, or not conclusively. */
        FAILED
    }

    /**
     * Delivers what is due, each row with a budget of its own. What stands in nobody's way comes last. Each backend gets as
     * long as one row may take, so that a slow one does not keep the other waiting. The rest follows the next time.
     *
     * @param courses begins what takes {@link #UNHURRIED} at most
     */
    void deliverDue(Supplier<Course> courses) {
        outbox.count();
        for (boolean blocking : new boolean[] {true, false}) {
            for (Side side : Side.values()) {
                deliverDue(side, blocking, courses);
            }
        }
    }

    private void deliverDue(Side side, boolean blocking, Supplier<Course> courses) {
        Course first = courses.get();
        Set<String> tried = new HashSet<>();
        while (true) { // a row that waits for an older one is next once that is gone
            List<Debt> due = outbox.due(side, blocking).stream()
                    .filter(debt -> tried.add(debt.id()))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            for (Debt debt : due) {
                if (first.elapsed().compareTo(timeout) >= 0) {
                    return;
                }
                boolean done = deliverDue(debt, courses.get());
                if (!done && first.isGivenUp(side)) { // one row is enough to find out whether it is there again
                    return;
                }
            }
        }
    }

    private boolean deliverDue(Debt debt, Course course) {
        if (!course.has(debt.side())) {
            return outbox.discard(debt.id(), "there is no " + debt.side() + " any more");
        }
        // Also to who is not there yet: that is how it is found out that he is.
        boolean hurried = debt.ofMany() || !debt.blocks();
        return deliver(debt, hurried ? course.within(timeout) : course, !hurried);
    }

    /** Tries at once what stands in the way of a call; returns whether anything was done. */
    boolean tryAtOnce(Collection<Debt> debts, Course course) {
        boolean done = false;
        List<Debt> left = new ArrayList<>(debts);
        while (!left.isEmpty()) { // a row that waits for an older one is next once that is gone
            List<Debt> ready = outbox.inTurn(left);
            left.removeAll(ready);
            boolean progress = false;
            for (Debt debt : ready) {
                progress |= course.has(debt.side())
                        && !course.isAbsent(debt.side())
                        && deliver(debt, course.within(timeout), false);
            }
            done |= progress;
            if (!progress) {
                break;
            }
        }
        return done;
    }

    private boolean deliver(Debt owed, Course whole, boolean patiently) {
        Course course = whole.as(Purpose.DELIVERY);
        Debt debt = outbox.take(owed, patiently ? UNHURRIED : Duration.ZERO);
        if (debt == null) {
            return false;
        }
        Errand errand;
        try {
            errand = Errand.of(outbox.errand(debt));
        } catch (UnreadableErrandException unreadable) {
            LOG.warn("Row {} of the outbox cannot be read: {}", debt.id(), unreadable.getMessage());
            outbox.failed(debt, "unreadable", settle);
            return false;
        }
        if (errand instanceof Errand.Revocation revocation) {
            Revoked revoked = revoke(revocation, debt, course);
            return settled(debt, revoked.errand(), revoked.result(), Reason.LOOK_UP_FAILED);
        }
        if (errand instanceof Errand.Remaining remaining) {
            return debt.blocks() ? begun(debt, remaining, course) : wentOn(debt, remaining, course);
        }
        Attempt attempt = errand instanceof Errand.Amendment amendment
                ? ClientAmendment.make(amendment, debt.side(), course)
                : course.ask(debt.side(), ((Errand.Replay) errand).call());
        boolean conclusive = isConclusive(attempt);
        if (conclusive && attempt.outcome() == Outcome.REFUSED) {
            LOG.warn("The {} refused row {} of the outbox for good: {}", debt.side(), debt.id(), errand);
        }
        return settled(debt, errand, conclusive ? Result.ACKNOWLEDGED : Result.FAILED, attempt.reason());
    }

    private static boolean isConclusive(Attempt attempt) {
        return WriteAhead.isConclusive(attempt) && attempt.reason() != Reason.THROTTLED;
    }

    /**
     * A backend that has not answered a kill of many is not asked the same again: it would end what was issued since. As
     * soon as it answers at all, the kill holds by what custody knows of it, and stands in nobody's way any more.
     */
    private boolean begun(Debt debt, Errand.Remaining errand, Course course) {
        Attempt listed = TokenList.page(errand.names(), 0, debt.side(), course).attempt();
        if (!isConclusive(listed)) {
            outbox.failed(debt, listed.reason().words(), Duration.ZERO);
            return false;
        }
        Debt rest = outbox.later(debt.side(), debt.kill(), errand.toBytes(), Duration.ZERO);
        List<Debt> owed = debt.side() == Side.SECONDARY ? List.of(rest, repeat(debt.kill(), errand)) : List.of(rest);
        custody.kills().assure(debt.kill(), debt.names(), false, List.of(debt), owed);
        outbox.delivered(debt);
        return true;
    }

    private boolean wentOn(Debt debt, Errand.Remaining errand, Course course) {
        RemainingTokens.Step step = remainingTokens.step(errand, debt.side(), course);
        if (step.failure() != null) {
            outbox.failed(debt, step.failure().words(), Duration.ZERO);
            return false;
        } else if (step.next() != null) {
            outbox.goOn(debt, step.next().toBytes(), step.delay());
        } else {
            outbox.paid(List.of(debt));
            outbox.delivered(debt);
        }
        return true;
    }

    /**
     * How the end of a token came out.
     *
     * @param errand what was done, with what was found out by it
     */
    private record Revoked(Result result, Errand.Revocation errand) {}

    private Revoked revoke(Errand.Revocation revocation, Debt debt, Course course) {
        Side side = debt.side();
        Credential token = revocation.token();
        if (token.isHash()) { // known to custody, and nothing that a backend could be asked about
            return new Revoked(lateCopies.kill(side, token, course) ? Result.ACKNOWLEDGED : Result.FAILED, revocation);
        }
        TokenRow known = custody.of(token, Names.NONE).row();
        LookUp.Finding found = lookUp.findPatiently(token, known, side, course);
        if (found.reason() == Reason.UNKNOWN_CREDENTIAL) {
            boolean rest = debt.blocks() || endedBeside(revocation, side, course);
            return new Revoked(rest ? unshown(revocation, side, course) : Result.FAILED, revocation);
        }
        Result result = found.reason() == Reason.DONE ? revoke(revocation, found, side, course) : Result.FAILED;
        return new Revoked(
                result, found.reason() == Reason.DONE ? revocation.heldBy(found.holderOfPair()) : revocation);
    }

    /**
     * Where refresh tokens are kept, a late copy has an older access token beside the same refresh token: the list alone
     * can name that. Returns whether no such copy is left.
     */
    private boolean endedBeside(Errand.Revocation revocation, Side side, Course course) {
        if (revocation.holder().isEmpty()) {
            return true;
        }
        RowSearch.Result result =
                new RowSearch(side, revocation.holder(), course).find(this::isKilled, Integer.MAX_VALUE);
        Attempt failure = result.failure();
        TokenList.Row row = result.row();
        return row == null
                ? failure == null || failure.outcome() == Outcome.UNRECOGNIZED
                : lateCopies.kill(side, refreshTokenOf(row), course);
    }

    private boolean isKilled(TokenList.Row row) {
        return row.refresh() != null
                && custody.of(refreshTokenOf(row), Names.NONE).standing().firmness() == Firmness.KILLED;
    }

    private static Credential refreshTokenOf(TokenList.Row row) {
        return Credential.ofHash(CredentialKind.REFRESH_TOKEN, Objects.requireNonNull(row.refresh()));
    }

    private Result revoke(Errand.Revocation revocation, LookUp.Finding found, Side side, Course course) {
        Reason owner =
                revocation.owners().isEmpty() ? Reason.DONE : lookUp.belongsTo(found, revocation.owners(), course);
        if (owner == Reason.SAID_NO) {
            return Result.STRANGER_ASKED;
        } else if (owner != Reason.DONE) {
            return Result.FAILED;
        }
        custody.kills().killed(found.row().keys());
        return lateCopies.kill(side, revocation.token(), course) ? Result.OWNER_ASKED : Result.FAILED;
    }

    /** What is not shown may be there: the tokens of a locked client are not shown until it is unlocked. */
    private Result unshown(Errand.Revocation revocation, Side side, Course course) {
        if (revocation.owners().isEmpty()) { // nobody has to own it, so it is killed unseen
            return lateCopies.kill(side, revocation.token(), course) ? Result.ACKNOWLEDGED : Result.FAILED;
        }
        ClientLookUp.Finding owner = ClientLookUp.find(revocation.owners().get(0), List.of(side), course, timeout);
        return owner.isUnclear() || owner.isLocked() ? Result.FAILED : Result.NOT_SHOWN;
    }

    private boolean settled(Debt debt, Errand errand, Result result, Reason reason) {
        List<CustodyKey> targets = debt.names();
        switch (result) {
            case FAILED -> {
                boolean maybeAtIt = errand.setsState() && reason.outcome() == Outcome.INDETERMINATE;
                outbox.failed(debt, reason.words(), maybeAtIt ? settle : Duration.ZERO);
                return false;
            }
            case STRANGER_ASKED -> custody.kills().spare(debt.kill(), targets, outbox.of(debt.kill()));
            case NOT_SHOWN -> notShown(debt, (Errand.Revocation) errand);
            case OWNER_ASKED, ACKNOWLEDGED -> {
                if (result == Result.OWNER_ASKED || !outbox.isOwedByOther(debt)) {
                    custody.kills().assure(debt.kill(), targets, isForGood(errand), List.of(debt));
                } else {
                    outbox.paid(List.of(debt));
                }
                if (isForGood(errand)) {
                    custody.clientDeleted(targets);
                }
                if (debt.side() == Side.SECONDARY && isRepeated(errand)) {
                    outbox.write(List.of(repeat(debt.kill(), errand)));
                }
            }
        }
        outbox.delivered(debt);
        return true;
    }

    /** If the kill was made sure by the other backend, it stays; else it is one of a token that nobody knows. */
    private void notShown(Debt debt, Errand.Revocation revocation) {
        if (outbox.isOwedByOther(debt)) {
            outbox.paid(List.of(debt));
        } else {
            custody.kills().spare(debt.kill(), debt.names(), List.of(debt));
            custody.kills().unknown(debt.names(), revocation.owners().get(0), custody.migratorLag());
        }
    }

    /** The primary's half once more, when all that the migrator had read before the secondary's half has arrived. */
    Debt repeat(String kill, Errand errand) {
        return outbox.later(Side.PRIMARY, kill, errand.toBytes(), custody.migratorLag());
    }

    /** Whether a repeat can harm nobody: the end of a token or a client, and not of a grant as it is by then. */
    static boolean isRepeated(Errand errand) {
        return errand instanceof Errand.Revocation || isForGood(errand);
    }

    private static boolean isForGood(Errand errand) {
        return errand instanceof Errand.Replay replay
                && replay.call().kind().effect() == Effect.KILL
                && replay.call().kind().kills() == Kills.CLIENT;
    }
}
