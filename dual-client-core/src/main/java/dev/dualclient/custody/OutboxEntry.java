package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kill or an update that a backend has not acknowledged: a row of the outbox. Until then it blocks calls at that
 * backend that name the same, and no others. Immutable.
 *
 * @param id the id of the row
 * @param side the backend that has to acknowledge it
 * @param kill the id of the kill or update that it belongs to
 * @param names what it stands in the way of at that backend; empty for what blocks no call: a repeat, and what is
 *     left of a kill of many
 * @param ofMany whether it is about all that a client, a user or a grant has, so that a call that names nobody may be
 *     about the same
 * @param command what is to be done, encrypted
 * @param made when it was written
 * @param due when it is tried next
 * @param heldUntil when the lease of the node that delivers it ends
 * @param attempts how often it was tried
 * @param failure how the last try ended, {@code null} if there was none
 * @param number which change of its client it is, as the store counts them; 0 for what is no change of a client
 * @param revision how often it was changed: a store changes the revision that was read, and no other
 */
public record OutboxEntry(
        String id,
        Side side,
        String kill,
        List<CustodyKey> names,
        boolean ofMany,
        Encrypted command,
        Instant made,
        Instant due,
        Instant heldUntil,
        int attempts,
        @Nullable String failure,
        long number,
        long revision) {

    /** Creates a row of what is no change of a client. */
    public OutboxEntry(
            String id,
            Side side,
            String kill,
            List<CustodyKey> names,
            boolean ofMany,
            Encrypted command,
            Instant made,
            Instant due,
            Instant heldUntil,
            int attempts,
            @Nullable String failure) {
        this(id, side, kill, names, ofMany, command, made, due, heldUntil, attempts, failure, 0, 0);
    }

    /** Copies the names. */
    public OutboxEntry {
        names = List.copyOf(names);
    }

    /** Whether it blocks any call. */
    public boolean blocks() {
        return !names.isEmpty();
    }

    /** Whether it is a change of a client, which no record of custody stands in for. */
    public boolean changesClient() {
        return number > 0;
    }

    /** Whether it names any of these. */
    public boolean names(Collection<CustodyKey> keys) {
        return names.stream().anyMatch(keys::contains);
    }

    /** Returns this row with other names, which is no change of it. */
    OutboxEntry with(Collection<CustodyKey> otherNames) {
        return new OutboxEntry(
                id,
                side,
                kill,
                List.copyOf(otherNames),
                ofMany,
                command,
                made,
                due,
                heldUntil,
                attempts,
                failure,
                number,
                revision);
    }

    /** Whether it may concern a call that names no client, user or grant. */
    public boolean concernsAnybody() {
        return ofMany && blocks();
    }

    /** Returns when it is due and not leased. */
    public Instant readyAt() {
        return due.isAfter(heldUntil) ? due : heldUntil;
    }

    /** Returns this row with its next command. */
    OutboxEntry next(Encrypted other, Instant when) {
        return changed(other, when, Instant.EPOCH, 0, null);
    }

    /** Returns this row, which is not written yet, as a change of its client. */
    OutboxEntry counted(long counted) {
        return new OutboxEntry(
                id, side, kill, names, ofMany, command, made, due, heldUntil, attempts, failure, counted, revision);
    }

    /**
     * Whether it has to be delivered before another row of the same backend that shares a name. Changes of a client are
     * in the order in which the store took them, whatever clocks say; anything else is by age. A change and an end need
     * not wait for each other.
     */
    boolean precedes(OutboxEntry other) {
        return number > 0 || other.number > 0
                ? number > 0 && number < other.number
                : made.isBefore(other.made) || made.equals(other.made) && id.compareTo(other.id) < 0;
    }

    /** Whether a node has leased it. */
    boolean isHeld(Instant now) {
        return heldUntil.isAfter(now);
    }

    OutboxEntry taken(Instant now, Duration hold) {
        return changed(command, due, now.plus(hold), attempts + 1, failure);
    }

    OutboxEntry heldUntil(Instant until) {
        return changed(command, due, until, attempts, failure);
    }

    OutboxEntry released(Instant next, @Nullable String reason) {
        return changed(command, next, Instant.EPOCH, attempts, reason);
    }

    private OutboxEntry changed(Encrypted what, Instant when, Instant held, int tries, @Nullable String reason) {
        return new OutboxEntry(
                id, side, kill, names, ofMany, what, made, when, held, tries, reason, number, revision + 1);
    }
}
