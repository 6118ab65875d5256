package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the secondary that carry-over copies to the primary: each at most once, by a mark that is set before anything
 * is sent, and none that was used or killed meanwhile. Thread-safe. Methods throw {@link StoreUnavailableException} when the
 * store is down.
 */
public final class CarriedRows {

    private final KeyRing keys;
    private final Kills kills;
    private final Families families;
    private final RecordUpdater updater;
    private final LocalCustodyCache localCache;
    private final StoreMonitor monitor;

    CarriedRows(
            KeyRing keys,
            Kills kills,
            Families families,
            RecordUpdater updater,
            LocalCustodyCache localCache,
            StoreMonitor monitor) {
        this.keys = keys;
        this.kills = kills;
        this.families = families;
        this.updater = updater;
        this.localCache = localCache;
        this.monitor = monitor;
    }

    /** How a row stands. */
    public enum Standing {
        /** Nothing is known that forbids a copy. */
        FREE,
        /** It was copied, or may have been. */
        CARRIED,
        /** The primary holds it already. */
        AT_PRIMARY,
        /** The primary has used it, or may have. */
        USED_AT_PRIMARY,
        /** The secondary has used it, or may have. */
        USED_AT_SECONDARY,
        /** A kill is under way that may be about it. */
        PENDING,
        /** It was killed, alone or with many. */
        DEAD
    }

    /** What has become of a copy. */
    public enum Result {
        /** The copy counts: the primary answers for the row from now on. */
        RECORDED,
        /** The primary has used the row already. */
        USED,
        /** The secondary has used the row, or it was killed: the copy is to be ended. */
        UNDONE
    }

    /** Returns how a row stands, by all that custody knows of its tokens and its owner. */
    public Standing standing(CarriedRow row) {
        monitor.requireRightStore();
        List<CustodyKey> tokens = tokens(row);
        List<CustodyKey> names = kills.keys(row.owner().all());
        List<CustodyKey> asked = new ArrayList<>(tokens);
        asked.addAll(names);
        View view = updater.look(asked);
        Map<CustodyKey, CustodyRecord> records = families.judged(tokens, view.records());
        List<CustodyRecord> own = of(tokens, records);
        List<CustodyKey> ids = kills.keys(row.owner().byId().all());
        boolean cut = AcceptanceDecision.isOlderThanKill(records.get(tokens.get(0)), ids, records);
        if (cut || own.stream().anyMatch(CustodyRecord::isKilled)) {
            return Standing.DEAD;
        }
        Standing living = ofLiving(own);
        if (living == Standing.USED_AT_SECONDARY || living == Standing.USED_AT_PRIMARY) {
            return living;
        }
        boolean pending = view.entries().stream().anyMatch(entry -> entry.names(asked));
        return pending || own.stream().anyMatch(record -> !record.kills().isEmpty()) ? Standing.PENDING : living;
    }

    /**
     * Returns whether the secondary has used a row, whatever has become of its line since.
     *
     * @param surely whether that has to be certain; otherwise it is enough that it may have
     */
    public boolean isUsedAtSecondary(CarriedRow row, boolean surely) {
        List<CustodyKey> tokens = tokens(row);
        return of(tokens, updater.look(tokens).records()).stream()
                .anyMatch(record ->
                        record.isTakenFrom(Side.PRIMARY) && (!surely || record.level() == CustodyLevel.SPENT));
    }

    private static Standing ofLiving(Collection<CustodyRecord> row) {
        if (row.stream().anyMatch(record -> record.isTakenFrom(Side.PRIMARY))) {
            return Standing.USED_AT_SECONDARY;
        } else if (row.stream().anyMatch(record -> record.isTakenFrom(Side.SECONDARY))) {
            return Standing.USED_AT_PRIMARY;
        } else if (isCarried(row)) {
            return Standing.CARRIED;
        }
        return row.stream().anyMatch(CarriedRows::isAtPrimary) ? Standing.AT_PRIMARY : Standing.FREE;
    }

    private static boolean isAtPrimary(CustodyRecord record) {
        return record.level() != CustodyLevel.UNKNOWN && record.side() == Side.PRIMARY;
    }

    private static boolean isCarried(Collection<CustodyRecord> row) {
        return row.stream().anyMatch(CustodyRecord::isCarried);
    }

    /**
     * Marks a row before it is copied, unless it is marked, used or killed.
     *
     * @param carry names the copy
     * @param settle the row of the outbox that settles the copy if nobody else does
     * @return whether this copy has marked it
     */
    public boolean mark(CarriedRow row, String carry, OutboxEntry settle) {
        List<CustodyKey> tokens = tokens(row);
        Instant expires = updater.forgetAt();
        Map<CustodyKey, CustodyRecord> stand = updater.change(
                tokens,
                null,
                (key, before, whole) -> isFree(tokens, whole)
                        ? CustodyRecord.carrying(before, carry, expires).beside(beside(key, before, tokens))
                        : before,
                before -> isFree(tokens, before) ? List.of(settle) : List.of(),
                List.of());
        CustodyRecord marked = stand.get(tokens.get(0));
        return marked != null && marked.isCarriedBy(carry);
    }

    /** Of a row that was issued through Dual Client, it is known whether its tokens belong together. */
    private static @Nullable CustodyKey beside(
            CustodyKey key, @Nullable CustodyRecord before, List<CustodyKey> tokens) {
        return before != null || tokens.size() < 2 ? null : tokens.get(key.equals(tokens.get(0)) ? 1 : 0);
    }

    private boolean isFree(List<CustodyKey> tokens, Map<CustodyKey, CustodyRecord> records) {
        List<CustodyRecord> row = of(tokens, families.judged(tokens, records));
        return !isCarried(row) && !isLost(row) && row.stream().noneMatch(record -> record.isTakenFrom(Side.SECONDARY));
    }

    /** Takes a mark back, because the primary was not sent anything, and with it the row of the outbox. */
    public void takeBack(CarriedRow row, String carry, OutboxEntry settle) {
        updater.change(
                tokens(row),
                null,
                (key, before, whole) -> CustodyRecord.notCarried(before, carry),
                List.of(),
                List.of(settle));
    }

    /**
     * Records that the primary holds a copy, unless the row was used or killed meanwhile.
     *
     * @param undo the row of the outbox that ends the copy; written if it is {@linkplain Result#UNDONE undone}
     * @param tidy the row of the outbox that ends the secondary's row, {@code null} if that is to stay; written if the copy is
     *     {@linkplain Result#RECORDED recorded}, and the row is the primary's for good then
     * @param settled the rows of the outbox that would have settled the copy
     */
    public Result record(
            CarriedRow row, OutboxEntry undo, @Nullable OutboxEntry tidy, Collection<OutboxEntry> settled) {
        List<CustodyKey> tokens = tokens(row);
        Instant expires = updater.forgetAt();
        AtomicReference<Result> result = new AtomicReference<>(Result.USED);
        updater.change(
                tokens,
                null,
                (key, before, whole) -> result(tokens, whole) == Result.RECORDED
                        ? CustodyRecord.carried(before, tidy != null, expires)
                        : before,
                before -> {
                    Result now = result(tokens, before);
                    result.set(now);
                    return switch (now) {
                        case UNDONE -> List.of(undo);
                        case RECORDED -> tidy == null ? List.of() : List.of(tidy);
                        case USED -> List.of();
                    };
                },
                settled);
        localCache.forget(tokens); // this process takes them for the secondary's
        return Objects.requireNonNull(result.get());
    }

    private Result result(List<CustodyKey> tokens, Map<CustodyKey, CustodyRecord> records) {
        List<CustodyRecord> row = of(tokens, families.judged(tokens, records));
        if (isLost(row)) {
            return Result.UNDONE;
        }
        return row.stream().anyMatch(record -> record.isTakenFrom(Side.SECONDARY)) ? Result.USED : Result.RECORDED;
    }

    /** Whether a row was used at the secondary, or killed, since it was found free. */
    private static boolean isLost(Collection<CustodyRecord> row) {
        return row.stream()
                .anyMatch(record ->
                        record.isTakenFrom(Side.PRIMARY) || !record.kills().isEmpty());
    }

    private static List<CustodyRecord> of(List<CustodyKey> tokens, Map<CustodyKey, CustodyRecord> records) {
        return tokens.stream().map(records::get).filter(Objects::nonNull).toList();
    }

    /** Returns the keys of the tokens of a row, that of the one first by which it is named. */
    public List<CustodyKey> tokens(CarriedRow row) {
        return row.tokens().stream().map(keys::of).toList();
    }
}
