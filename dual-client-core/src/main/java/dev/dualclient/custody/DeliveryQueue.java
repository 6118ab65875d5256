package dev.dualclient.custody;

import dev.dualclient.call.Deadline;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kills and updates that a backend has not acknowledged. Rows of one backend that share a name are delivered in the
 * order in which they were written, and one node at a time delivers a row. Thread-safe.
 */
public final class DeliveryQueue implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);

    /** How many rows of a backend are looked at together. */
    private static final int PAGE = 100;

    /** Up to which rows are counted. */
    private static final int COUNTED = 10_000;

    private final RecordUpdater updater;
    private final KeyRing keys;
    private final OutboxSettings settings;
    private final OutboxTally tally = new OutboxTally();

    DeliveryQueue(RecordUpdater updater, KeyRing keys, OutboxSettings settings) {
        this.updater = updater;
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public List<Row> rows() {
        return rows(null, COUNTED).rows();
    }

    @Override
    public Page rows(@Nullable String from, int limit) {
        OutboxListing listing = new OutboxListing(updater.store());
        return listing.page(from, limit);
    }

    @Override
    public Map<Side, OutboxState> state() {
        return tally.at(updater.now());
    }

    @Override
    public boolean retry(String id) {
        return replace(id, entry -> entry.released(updater.now(), entry.failure() == null ? "" : entry.failure()))
                != null;
    }

    @Override
    public boolean discard(String id, String reason) {
        return discard(id, reason, entry -> {
            if (entry.changesClient()) {
                throw new DiscardRefusedException(entry.id(), entry.side());
            }
            return null;
        });
    }

    @Override
    public boolean discardChange(String id, String reason) {
        return discard(id, reason, entry -> null);
    }

    private boolean discard(String id, String reason, Step step) {
        OutboxEntry gone = replace(id, step);
        if (gone != null) {
            tally.discarded(gone.side());
            LOG.warn("Row {} of the outbox was discarded by hand: {}", id, reason);
        }
        return gone != null;
    }

    /** Returns the row as it was, {@code null} if there is none. */
    private @Nullable OutboxEntry replace(String id, Step step) {
        List<OutboxEntry> found = updater.store().entries(List.of(id));
        if (found.isEmpty()) {
            return null;
        }
        OutboxEntry entry = found.get(0);
        boolean replaced = updater.store().change(List.of(), List.of(new EntryChange(entry, step.of(entry))));
        return replaced ? entry : replace(id, step);
    }

    private interface Step {
        @Nullable
        OutboxEntry of(OutboxEntry entry);
    }

    // ---- for the engine ----

    /**
     * Makes a row that this node has leased.
     *
     * @param kill names the request that it is a half of
     * @param names what it stands in the way of
     * @param ofMany whether it is about all that a client, a user or a grant has
     * @param command what is to be done
     */
    public OutboxEntry inHand(Side side, String kill, Collection<CustodyKey> names, boolean ofMany, byte[] command) {
        Instant now = updater.now();
        return new OutboxEntry(
                UUID.randomUUID().toString(),
                side,
                kill,
                List.copyOf(names),
                ofMany,
                keys.seal(command),
                now,
                now,
                now.plus(settings.hold()),
                0,
                null);
    }

    /** Makes a row that no node has leased. */
    public OutboxEntry newEntry(Side side, String kill, Collection<CustodyKey> names, boolean ofMany, byte[] command) {
        return inHand(side, kill, names, ofMany, command).released(updater.now(), "");
    }

    /** Makes a row that blocks no call, to be delivered later. */
    public OutboxEntry later(Side side, String kill, byte[] command, Duration delay) {
        OutboxEntry entry = inHand(side, kill, List.of(), false, command);
        return entry.released(updater.now().plus(delay), "");
    }

    /**
     * Releases a row that is partly done, with its next command.
     *
     * @param command what is to be done next
     * @param delay not before that has passed
     */
    public void goOn(OutboxEntry entry, byte[] command, Duration delay) {
        OutboxEntry next = entry.next(keys.seal(command), updater.now().plus(delay));
        updater.store().change(List.of(), List.of(new EntryChange(entry, next)));
    }

    /** Writes rows. */
    public void write(Collection<OutboxEntry> entries) {
        updater.change(List.of(), Map.of(), (key, before, row) -> before, entries, List.of());
    }

    /**
     * Writes the rows of a change of a client, and returns them with their number: the store counts the changes of each
     * client, in the same step.
     *
     * @param end the end of the call, after which they are not written
     * @throws StoreUnavailableException if other changes of the client keep it from being written until then
     */
    public List<OutboxEntry> writeInOrder(Parties concerned, Collection<OutboxEntry> entries, Deadline end) {
        List<String> clients = concerned.byId().clients();
        List<CustodyKey> counters = (clients.isEmpty() ? List.of("") : clients)
                .stream().map(client -> keys.ofName(Party.Kind.CHANGES, client)).toList();
        return updater.until(end).count(counters, entries);
    }

    /** Removes rows, whichever node has leased them. */
    public void acknowledged(Collection<OutboxEntry> entries) {
        updater.change(List.of(), Map.of(), (key, before, row) -> before, List.of(), entries);
    }

    /** Counts what the backends have not acknowledged, for {@link #state}; to be called every second. */
    public void count() {
        for (Side side : Side.values()) {
            tally.count(side, updater.store().countPending(side, COUNTED));
        }
    }

    /**
     * Returns rows of a backend that are due and that no node has leased, no row before an older one that shares a
     * name: at most so many as are looked at together, those first that have been due for longest.
     *
     * @param blocking whether what stands in somebody's way, or what does not
     */
    public List<OutboxEntry> due(Side side, boolean blocking) {
        Instant now = updater.now();
        List<OutboxEntry> ready = updater.store().due(side, blocking, now, PAGE);
        if (!blocking || ready.isEmpty()) {
            return ready;
        }
        List<CustodyKey> names = ready.stream()
                .flatMap(entry -> entry.names().stream())
                .distinct()
                .toList();
        Set<String> first = inTurn(updater.store().look(names).entries()).stream()
                .map(OutboxEntry::id)
                .collect(Collectors.toSet());
        if (ready.size() == PAGE) { // whatever has to wait must not stand before what need not
            List<EntryChange> later = ready.stream()
                    .filter(entry -> !first.contains(entry.id()))
                    .map(entry -> new EntryChange(entry, entry.released(now.plus(settings.backoff()), entry.failure())))
                    .toList();
            updater.store().change(List.of(), later);
        }
        return ready.stream().filter(entry -> first.contains(entry.id())).toList();
    }

    /** Returns the rows that no node has leased and that need not wait for an older row. */
    public List<OutboxEntry> inTurn(List<OutboxEntry> entries) {
        Instant now = updater.now();
        Map<List<Object>, OutboxEntry> first = new HashMap<>();
        for (OutboxEntry entry : entries) {
            for (List<Object> line : lines(entry)) {
                first.merge(line, entry, (one, other) -> other.precedes(one) ? other : one);
            }
        }
        return entries.stream()
                .filter(entry -> !entry.isHeld(now) && lines(entry).stream().allMatch(line -> entry == first.get(line)))
                .toList();
    }

    /** Returns the queues of a row: one for each name at its backend, with changes and kills apart. */
    private static List<List<Object>> lines(OutboxEntry entry) {
        return entry.names().stream()
                .map(name -> List.<Object>of(entry.side(), name, entry.number() > 0))
                .toList();
    }

    /** Gives up a row for the secondary, which is switched off. */
    public void giveUp(OutboxEntry entry) {
        if (updater.store().change(List.of(), List.of(new EntryChange(entry, null)))) {
            tally.discarded(entry.side());
            LOG.warn(
                    "Row {} of the outbox was discarded: the stage is primary-only and the settings have no secondary",
                    entry.id());
        }
    }

    /** Notes that a row was delivered. */
    public void delivered(OutboxEntry entry) {
        tally.delivered(entry.side());
    }

    /** Returns whether a row of the same request at the other backend is still pending. */
    public boolean isPendingAtOther(OutboxEntry entry) {
        return of(entry.kill()).stream().anyMatch(other -> other.side() != entry.side());
    }

    /** Returns the rows of a request that are still pending. */
    public List<OutboxEntry> of(String kill) {
        return updater.store().entriesOf(kill).stream()
                .filter(OutboxEntry::blocks)
                .toList();
    }

    /** Returns whether no other row of the same backend shares a name with a row. */
    public boolean isAlone(OutboxEntry entry) {
        return updater.store().look(entry.names()).entries().stream()
                .noneMatch(other ->
                        other.side() == entry.side() && !other.id().equals(entry.id()) && other.names(entry.names()));
    }

    /**
     * Leases a row; {@code null} if another node has leased it, or it is gone.
     *
     * @param more how much longer than usual it may take
     */
    public @Nullable OutboxEntry take(OutboxEntry entry, Duration more) {
        Instant now = updater.now();
        if (entry.isHeld(now)) {
            return null;
        }
        OutboxEntry taken = entry.taken(now, settings.hold().plus(more));
        return updater.store().change(List.of(), List.of(new EntryChange(entry, taken))) ? taken : null;
    }

    /**
     * Gives a row out of hand that could not be delivered; it is tried again after a while, longer each time.
     *
     * @param settle how long nobody touches it, for the backend may still be at it
     */
    public void failed(OutboxEntry entry, String reason, Duration settle) {
        tally.failed(entry.side());
        Duration backoff = settings.backoff().multipliedBy(1L << Math.min(Math.max(entry.attempts() - 1, 0), 16));
        Duration bounded = backoff.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : backoff;
        Instant now = updater.now();
        if (entry.made().plus(settings.maxAge()).isBefore(now) && entry.attempts() % 10 == 1) {
            LOG.warn(
                    "Row {} of the outbox has been pending for the {} since {} ({}). Check it, and discard it if it can never"
                            + " be delivered",
                    entry.id(),
                    entry.side(),
                    entry.made(),
                    reason);
        }
        updater.store()
                .change(
                        List.of(),
                        List.of(new EntryChange(
                                entry, entry.released(now.plus(bounded), reason).heldUntil(now.plus(settle)))));
    }

    /**
     * Returns what is to be done.
     *
     * @throws UnreadableCommandException if the row cannot be read
     */
    public byte[] command(OutboxEntry entry) {
        return keys.open(entry.command());
    }
}
