package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.operation.Side;

/**
 * Whether a pending revocation is from the client that it names. Anybody can name a client, so a backend judges: it gets the
 * request again, with whatever the client has proved itself by. Thread-safe.
 */
final class KillerProof {

    private final Custody custody;

    KillerProof(Custody custody) {
        this.custody = custody;
    }

    /** Returns whether a client has asked, and no backend has authenticated it yet. */
    boolean isOpen(OutboxCommand.Revocation revocation, OutboxEntry entry) {
        return revocation.request() != null && custody.kills().isClaimed(entry.kill(), entry.names());
    }

    /**
     * Returns {@link Reason#DONE} if a backend has authenticated the client, {@link Reason#SAID_NO} if none does, and
     * {@link Reason#LOOK_UP_FAILED} if that is open. Until a backend has authenticated it, it may be the one that is not asked
     * now which knows the client.
     */
    Reason of(OutboxCommand.Revocation revocation, OutboxEntry entry, CallContext context) {
        ApiCall request = revocation.request();
        if (request == null || !isOpen(revocation, entry)) {
            return Reason.DONE;
        }
        Attempt asked = context.ask(entry.side(), request);
        boolean ofOtherToo = !revocation.owners().isEmpty() && custody.outbox().isPendingAtOther(entry);
        if (asked.outcome() == Outcome.UNRECOGNIZED && ofOtherToo) {
            Side other = entry.side() == Side.PRIMARY ? Side.SECONDARY : Side.PRIMARY;
            asked = context.has(other) ? context.ask(other, request) : asked;
        }
        if (!asked.outcome().isConclusive() || asked.reason() == Reason.THROTTLED) {
            return Reason.LOOK_UP_FAILED;
        } else if (asked.outcome() != Outcome.ACCEPTED) {
            return Reason.SAID_NO;
        }
        custody.kills().authenticated(entry.kill(), entry.names());
        return Reason.DONE;
    }
}
