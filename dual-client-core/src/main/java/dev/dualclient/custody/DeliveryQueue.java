package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.DebtChange;
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
 * order in which they were written, and each is in one node's hands at a time. Thread-safe.
 */
public final class DeliveryQueue implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);

    /** How many rows of a backend are looked at together. */
    private static final int PAGE = 100;

    /** Up to which rows are counted. */
    private static final int COUNTED = 10_000;

    private final Ledger ledger;
    private final KeyRing keys;
    private final OutboxSettings settings;
    private final OutboxTally tally = new OutboxTally();

    DeliveryQueue(Ledger ledger, KeyRing keys, OutboxSettings settings) {
        this.ledger = ledger;
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public List<Row> rows() {
        return rows(null, COUNTED).rows();
    }

    @Override
    public Page rows(@Nullable String from, int limit) {
        OutboxListing listing = new OutboxListing(ledger.store());
        return listing.page(from, limit);
    }

    @Override
    public Map<Side, OutboxState> state() {
        return tally.at(ledger.now());
    }

    @Override
    public boolean retry(String id) {
        return replace(id, debt -> debt.released(ledger.now(), debt.failure() == null ? "" : debt.failure())) != null;
    }

    @Override
    public boolean discard(String id, String reason) {
        Debt gone = replace(id, debt -> null);
        if (gone != null) {
            tally.discarded(gone.side());
            LOG.warn("Row {} of the outbox was discarded by hand: {}", id, reason);
        }
        return gone != null;
    }

    /** Returns the row as it was, {@code null} if there is none. */
    private @Nullable Debt replace(String id, Step step) {
        List<Debt> found = ledger.store().debts(List.of(id));
        if (found.isEmpty()) {
            return null;
        }
        Debt debt = found.get(0);
        boolean replaced = ledger.store().change(List.of(), List.of(new DebtChange(debt, step.of(debt))));
        return replaced ? debt : replace(id, step);
    }

    private interface Step {
        @Nullable
        Debt of(Debt debt);
    }

    // ---- for the engine ----

    /**
     * Makes a row that this node has in hand.
     *
     * @param kill names the request that it is a half of
     * @param names what it stands in the way of
     * @param ofMany whether it is about all that a client, a user or a grant has
     * @param errand what is to be done
     */
    public Debt inHand(Side side, String kill, Collection<CustodyKey> names, boolean ofMany, byte[] errand) {
        Instant now = ledger.now();
        return new Debt(
                UUID.randomUUID().toString(),
                side,
                kill,
                List.copyOf(names),
                ofMany,
                keys.seal(errand),
                now,
                now,
                now.plus(settings.hold()),
                0,
                null);
    }

    /** Makes a row that nobody has in hand. */
    public Debt owed(Side side, String kill, Collection<CustodyKey> names, boolean ofMany, byte[] errand) {
        return inHand(side, kill, names, ofMany, errand).released(ledger.now(), "");
    }

    /** Makes a row that stands in nobody's way, to be done later. */
    public Debt later(Side side, String kill, byte[] errand, Duration delay) {
        Debt debt = inHand(side, kill, List.of(), false, errand);
        return debt.released(ledger.now().plus(delay), "");
    }

    /**
     * Gives a row out of hand of which a part is done.
     *
     * @param errand what is to be done next
     * @param delay not before that has passed
     */
    public void goOn(Debt debt, byte[] errand, Duration delay) {
        Debt next = debt.next(keys.seal(errand), ledger.now().plus(delay));
        ledger.store().change(List.of(), List.of(new DebtChange(debt, next)));
    }

    /** Writes rows. */
    public void write(Collection<Debt> debts) {
        ledger.change(List.of(), Map.of(), (key, before, row) -> before, debts, List.of());
    }

    /**
     * Writes the rows of a change of a client, and returns them with their number: the store counts the changes of each
     * client, in the same step.
     */
    public List<Debt> writeInOrder(Names concerned, Collection<Debt> debts) {
        List<String> clients = concerned.byId().clients();
        List<CustodyKey> counters = (clients.isEmpty() ? List.of("") : clients)
                .stream().map(client -> keys.ofName(Name.Kind.CHANGES, client)).toList();
        return ledger.count(counters, debts);
    }

    /** Removes rows, whoever holds them. */
    public void paid(Collection<Debt> debts) {
        ledger.change(List.of(), Map.of(), (key, before, row) -> before, List.of(), debts);
    }

    /** Counts what the backends owe, for {@link #state}; to be called every second. */
    public void count() {
        for (Side side : Side.values()) {
            tally.count(side, ledger.store().owed(side, COUNTED));
        }
    }

    /**
     * Returns what a backend owes that is due now and not in anybody's hands, no row before an older one that shares a
     * name: at most so many as are looked at together, those first that have been due for longest.
     *
     * @param blocking whether what stands in somebody's way, or what does not
     */
    public List<Debt> due(Side side, boolean blocking) {
        Instant now = ledger.now();
        List<Debt> ready = ledger.store().due(side, blocking, now, PAGE);
        if (!blocking || ready.isEmpty()) {
            return ready;
        }
        List<CustodyKey> names =
                ready.stream().flatMap(debt -> debt.names().stream()).distinct().toList();
        Set<String> first = inTurn(ledger.store().look(names).debts()).stream()
                .map(Debt::id)
                .collect(Collectors.toSet());
        Map<Boolean, List<Debt>> byTurn =
                ready.stream().collect(Collectors.partitioningBy(debt -> first.contains(debt.id())));
        if (ready.size() == PAGE) { // whatever has to wait must not stand before what need not
            List<DebtChange> later = byTurn.get(false).stream()
                    .map(debt -> new DebtChange(debt, debt.released(now.plus(settings.backoff()), debt.failure())))
                    .toList();
            ledger.store().change(List.of(), later);
        }
        return byTurn.get(true);
    }

    /** Leaves out what somebody holds, and what has to wait for a row that precedes it. */
    public List<Debt> inTurn(List<Debt> debts) {
        Instant now = ledger.now();
        Map<List<Object>, Debt> first = new HashMap<>();
        for (Debt debt : debts) {
            for (List<Object> line : lines(debt)) {
                first.merge(line, debt, (one, other) -> other.precedes(one) ? other : one);
            }
        }
        return debts.stream()
                .filter(debt -> !debt.isHeld(now) && lines(debt).stream().allMatch(line -> debt == first.get(line)))
                .toList();
    }

    /** Returns in which lines a row stands: of one backend, one name, and either changes or ends. */
    private static List<List<Object>> lines(Debt debt) {
        return debt.names().stream()
                .map(name -> List.<Object>of(debt.side(), name, debt.number() > 0))
                .toList();
    }

    /** Notes that a row was delivered. */
    public void delivered(Debt debt) {
        tally.delivered(debt.side());
    }

    /** Returns whether a row of the same request at the other backend is still owed. */
    public boolean isOwedByOther(Debt debt) {
        return of(debt.kill()).stream().anyMatch(other -> other.side() != debt.side());
    }

    /** Returns the rows of a request that are still owed. */
    public List<Debt> of(String kill) {
        return ledger.store().debtsOf(kill).stream().filter(Debt::blocks).toList();
    }

    /** Returns whether nothing else is owed by the same backend that shares a name with a row. */
    public boolean isAlone(Debt debt) {
        return ledger.store().look(debt.names()).debts().stream()
                .noneMatch(other ->
                        other.side() == debt.side() && !other.id().equals(debt.id()) && other.names(debt.names()));
    }

    /**
     * Takes a row in hand; {@code null} if somebody else has it, or it is gone.
     *
     * @param more how much longer than usual it may take
     */
    public @Nullable Debt take(Debt debt, Duration more) {
        Instant now = ledger.now();
        if (debt.isHeld(now)) {
            return null;
        }
        Debt taken = debt.taken(now, settings.hold().plus(more));
        return ledger.store().change(List.of(), List.of(new DebtChange(debt, taken))) ? taken : null;
    }

    /**
     * Gives a row out of hand that could not be delivered; it is tried again after a while, longer each time.
     *
     * @param settle how long nobody touches it, for the backend may still be at it
     */
    public void failed(Debt debt, String reason, Duration settle) {
        tally.failed(debt.side());
        Duration backoff = settings.backoff().multipliedBy(1L << Math.min(Math.max(debt.attempts() - 1, 0), 16));
        Duration bounded = backoff.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : backoff;
        Instant now = ledger.now();
        if (debt.made().plus(settings.maxAge()).isBefore(now) && debt.attempts() % 10 == 1) {
            LOG.warn(
                    "The {} has owed row {} of the outbox since {} ({}): look at it, and discard it if it can never be done",
                    debt.side(),
                    debt.id(),
                    debt.made(),
                    reason);
        }
        ledger.store()
                .change(
                        List.of(),
                        List.of(new DebtChange(
                                debt, debt.released(now.plus(bounded), reason).heldUntil(now.plus(settle)))));
    }

    /**
     * Returns what is to be done.
     *
     * @throws UnreadableErrandException if the row cannot be read
     */
    public byte[] errand(Debt debt) {
        return keys.open(debt.errand());
    }
}
