package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claims of credentials that both backends may hold: made before a credential is consumed, and settled after it
 * (compare-and-set: of two requests at once, one wins). Thread-safe. Methods throw {@link StoreUnavailableException} when
 * the store is down.
 */
public final class Claims {

    private final KeyRing keys;
    private final Kills kills;
    private final Families families;
    private final RecordUpdater updater;
    private final LocalCustodyCache localCache;
    private final OutageCache outageCache;
    private final IssuedCredentials issuedCredentials;

    Claims(
            KeyRing keys,
            Kills kills,
            Families families,
            RecordUpdater updater,
            LocalCustodyCache localCache,
            OutageCache outageCache,
            IssuedCredentials issuedCredentials) {
        this.keys = keys;
        this.kills = kills;
        this.families = families;
        this.updater = updater;
        this.localCache = localCache;
        this.outageCache = outageCache;
        this.issuedCredentials = issuedCredentials;
    }

    /**
     * Claims a row for a backend before it is consumed there.
     *
     * @param user whom the request names, who says to be its owner
     * @return the claim, {@code null} if the row belongs to the other backend, was killed, or may be
     */
    public @Nullable Claim claim(TokenRow row, Side side, Parties user) {
        return claim(row, side, user, Map.of(), null);
    }

    /**
     * The same of what has just been looked up.
     *
     * @param known what is known of it; where that is not all of the row, the store is asked first
     * @param endOfCopy makes the row of the outbox that ends the primary's copy of a row that was carried over, and that the
     *     secondary is to use
     */
    public @Nullable Claim claim(TokenRow row, Side side, Parties user, CustodySnapshot known, EndOfCopy endOfCopy) {
        Set<CustodyKey> found = known.records().keySet();
        boolean part = row.keys().stream().anyMatch(found::contains) && !found.containsAll(row.keys());
        return claim(row, side, user, part ? null : known.records(), endOfCopy);
    }

    private @Nullable Claim claim(
            TokenRow row,
            Side side,
            Parties user,
            @Nullable Map<CustodyKey, CustodyRecord> guess,
            @Nullable EndOfCopy endOfCopy) {
        String claimant = UUID.randomUUID().toString();
        List<CustodyKey> owner = kills.keys(user.ofClients());
        Instant expires = updater.forgetAt();
        RecordUpdater.Rule claimed = (key, before, whole) -> {
            CustodyRecord used = whole.get(row.keys().get(0));
            return used != null && used.isTakenFrom(side) // then all of the row is the other backend's
                    ? CustodyRecord.claimed(before, whole.values(), used.side(), null, owner, expires)
                    : CustodyRecord.claimed(before, whole.values(), side, claimant, owner, expires);
        };
        Map<CustodyKey, CustodyRecord> stand = updater.change(
                row.keys(),
                guess,
                claimed,
                before -> endOfCopy != null && leavesCopy(row, side, before)
                        ? List.of(endOfCopy.of(isRenewed(row, before)))
                        : List.of(),
                List.of());
        CustodyRecord stands = families.judged(row.keys(), stand).get(row.keys().get(0));
        boolean won = stands != null
                && !stands.isKilledBy(owner)
                && (stands.kills().isEmpty() || !owner.isEmpty())
                && stands.side() == side
                && stands.level().compareTo(CustodyLevel.CLAIMED) >= 0;
        return won ? new Claim(row, side, claimant, stand) : null;
    }

    /** Makes the row of the outbox that ends the primary's copy of a row that was carried over. */
    @FunctionalInterface
    public interface EndOfCopy {

        /**
         * Makes it.
         *
         * @param renewed whether the primary has used the copy since, so that it holds an access token of its own there, which
         *     lives for as long as the refresh token beside it does
         */
        OutboxEntry of(boolean renewed);
    }

    private static boolean isRenewed(TokenRow row, Map<CustodyKey, CustodyRecord> before) {
        return row.keys().stream()
                .map(before::get)
                .anyMatch(record ->
                        record != null && record.level() == CustodyLevel.SPENT && record.side() == Side.PRIMARY);
    }

    /** Whether the secondary is to use a row of which carry-over has made a copy at the primary, or may have. */
    private static boolean leavesCopy(TokenRow row, Side side, Map<CustodyKey, CustodyRecord> before) {
        CustodyRecord claimed = before.get(row.keys().get(0));
        boolean taken =
                claimed != null && claimed.level().compareTo(CustodyLevel.CLAIMED) >= 0; // who did has seen to it
        return side == Side.SECONDARY
                && !taken
                && row.keys().stream().map(before::get).anyMatch(record -> record != null && record.isCarried());
    }

    /** Returns whether a token of a row was killed, or these have asked for its end. */
    public boolean isEnded(TokenRow row, Parties user) {
        List<CustodyKey> owner = kills.keys(user.ofClients());
        Map<CustodyKey, CustodyRecord> judged =
                families.judged(row.keys(), updater.look(row.keys()).records());
        return row.keys().stream().map(judged::get).anyMatch(record -> record != null && record.isKilledBy(owner));
    }

    /** Withdraws a claim, if this request made it and no other request has found it. */
    public void withdraw(Claim claim) {
        if (claim.own()) {
            updater.change(
                    claim.row().keys(),
                    claim.stand(),
                    (key, before, whole) ->
                            claim.isUnmet(whole.values()) ? CustodyRecord.withdrawn(before, claim.claimant()) : before,
                    List.of(),
                    List.of());
        }
    }

    /**
     * Records that a claimed row was consumed, and with it the row that replaced it. An access token that got a new value
     * leaves the refresh token beside it as it was.
     *
     * @param returned what the backend issued for it; its refresh token is the successor
     * @param revealed whom request and answer name
     * @return whether this is the consumption that counts; otherwise the backend answered from a late copy
     */
    public boolean spent(Claim claim, Collection<Credential> returned, Parties revealed) {
        List<CustodyKey> row = claim.row().keys();
        CustodyKey own = row.get(0);
        CustodyKey next = IssuedRow.refreshToken(returned, keys);
        IssuedRow issued = IssuedRow.of(returned, claim.row(), keys);
        Instant expires = updater.forgetAt();
        Map<CustodyKey, CustodyRecord> stand = updater.changeAndUnite(
                union(row, next, issued, next == null ? null : Families.newId()),
                withIssued(row, next, issued),
                claim.stand(),
                (key, before, whole) -> {
                    CustodyRecord after = before;
                    if (key.equals(claim.row().keptRefreshToken()) && next == null && issued != null) {
                        after = CustodyRecord.withdrawn(before, claim.claimant());
                    } else if (row.contains(key)) {
                        after = CustodyRecord.spent(before, claim.side(), next, expires);
                    } else if (key.equals(next)) {
                        after = CustodyRecord.issued(before, claim.side(), List.of(), expires);
                    }
                    return withRow(issued, key, after, claim);
                });
        localCache.forget(row);
        remember(issued, claim);
        Map<CustodyKey, CustodyRecord> judged = families.judged(next == null ? row : List.of(own, next), stand);
        CustodyRecord stands = Objects.requireNonNull(judged.get(own));
        if (stands.side() == Side.SECONDARY) {
            outageCache.sound(row);
        }
        CustodyRecord after = next == null ? null : judged.get(next);
        List<CustodyKey> owner = kills.keys(revealed.ofClients());
        return !stands.isKilledBy(owner) // also by a kill that is under way, for it does not know what came after
                && stands.side() == claim.side()
                && (next == null || next.matches(stands.successor()))
                && (after == null || isStillGood(after, claim.side()) && !after.isKilledBy(owner));
    }

    /** Whether what a backend has returned is not used up by now, so that the backend may repeat its answer. */
    private static boolean isStillGood(CustodyRecord successor, Side side) {
        return !successor.isTakenFrom(side) || successor.isUnusedCopy();
    }

    /** The tokens that a use puts into one family: those of the row that it was of, and what it has returned. */
    private static Families.Union union(
            List<CustodyKey> row, @Nullable CustodyKey next, @Nullable IssuedRow issued, @Nullable CustodyKey begun) {
        Set<CustodyKey> tokens = new LinkedHashSet<>(row);
        if (next != null) {
            tokens.add(next);
        }
        if (issued != null) {
            tokens.addAll(List.of(issued.refresh(), issued.access()));
        }
        return new Families.Union(tokens, begun, false);
    }

    /** The keys that a use changes: those of the row that it was of, and of the one that it has returned. */
    private Set<CustodyKey> withIssued(List<CustodyKey> row, @Nullable CustodyKey next, @Nullable IssuedRow issued) {
        Set<CustodyKey> all = new LinkedHashSet<>(row);
        if (next != null) {
            all.add(next);
        }
        if (issued != null && updater.store().isDurable()) {
            all.add(issued.refresh());
            all.add(issued.access());
        }
        return all;
    }

    /** Where a copied refresh token is kept, each backend gives it another access token: it has no one row any more. */
    private @Nullable CustodyRecord withRow(
            @Nullable IssuedRow issued, CustodyKey key, @Nullable CustodyRecord after, Claim claim) {
        if (issued == null || !issued.has(key)) {
            return after;
        }
        if (claim.row().keys().contains(key)) {
            return CustodyRecord.apart(after);
        }
        return updater.store().isDurable() ? issuedCredentials.noted(issued, key, after, claim.side(), true) : after;
    }

    private void remember(@Nullable IssuedRow issued, Claim claim) {
        if (issued != null) {
            localCache.beside(issued.access(), issued.refresh());
            if (!claim.row().keys().contains(issued.refresh())) {
                localCache.beside(issued.refresh(), issued.access());
            }
        }
    }

    /**
     * Records a use of a claimed row that left its refresh token as it is: a refresh without rotation, or a new value for
     * the access token. The refresh token is not consumed: its claim is withdrawn, if it is this request's own and nobody
     * has met it. The access token may well have been replaced.
     *
     * @param returned what the backend issued for it
     */
    public void kept(Claim claim, Collection<Credential> returned) {
        List<CustodyKey> row = claim.row().keys();
        CustodyKey own = row.get(0);
        IssuedRow issued = IssuedRow.of(returned, claim.row(), keys);
        List<CustodyKey> replaced = new ArrayList<>(row.subList(1, row.size()));
        if (issued == null || replaced.contains(issued.access())) {
            replaced.clear();
        }
        Instant expires = updater.forgetAt();
        updater.changeAndUnite( // at once, or a crash between the two would leave the replaced one to the other backend
                union(row, null, issued, null), withIssued(row, null, issued), claim.stand(), (key, before, whole) -> {
                    CustodyRecord after = replaced.contains(key)
                            ? CustodyRecord.spent(before, claim.side(), null, expires)
                            : CustodyRecord.withdrawn(before, claim.claimant());
                    return withRow(issued, key, after, claim);
                });
        localCache.forget(row); // it has another access token now
        localCache.hint(own, claim.side());
        remember(issued, claim);
        if (claim.side() == Side.SECONDARY) {
            outageCache.sound(replaced);
        }
    }

    /** Records that a credential was consumed which is not claimed, for it cannot be copied. */
    public void spent(Credential credential, Side side) {
        List<CustodyKey> used = List.of(keys.of(credential));
        Instant expires = updater.forgetAt();
        updater.change(used, (key, before, whole) -> CustodyRecord.spent(before, side, null, expires));
        localCache.forget(used);
    }
}
