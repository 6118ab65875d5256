package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The record of one key in the store, and its transitions. A record only becomes firmer, with two exceptions: the
 * request that made a claim may withdraw it, and a kill that was refused is withdrawn. Immutable.
 *
 * @param level {@link CustodyLevel#ISSUED} by the primary, {@link CustodyLevel#SEEN}, {@link CustodyLevel#CLAIMED} or
 *     {@link CustodyLevel#SPENT}; {@link CustodyLevel#UNKNOWN} where only kills, marks, its row or its family are known
 * @param side the backend
 * @param claimant the request that made the claim and may withdraw it, {@code null} once the claim is final
 * @param successor what a refresh token was replaced by, {@code null} if unknown or not spent
 * @param family the line of refreshes that it belongs to, {@code null} if it belongs to none; see {@link Families}
 * @param kills the kills of it; for a client, subject or grant, the kills of all its tokens
 * @param marks the kills of many that it was issued after, by their ids: of its client, its subject, its grant; and that its
 *     row was copied to the primary
 * @param expires when the record may be forgotten
 * @param number how many changes of a client there were, where they are counted; 0 elsewhere
 * @param companion the other token of its row, {@code null} if that is not known
 * @param secret what is known of a client's secret at the primary, {@code null} if nothing is, or the primary has
 *     authenticated the client
 */
public record CustodyRecord(
        CustodyLevel level,
        Side side,
        @Nullable String claimant,
        @Nullable CustodyKey successor,
        @Nullable CustodyKey family,
        List<Kill> kills,
        Set<String> marks,
        Instant expires,
        long number,
        @Nullable CustodyKey companion,
        @Nullable ClientSecret secret) {

    /** The prefix of a mark that names a row copied by carry-over, and not a bulk kill. */
    private static final String CARRY = "carry:";

    /** Creates a record that counts nothing and does not know its row. */
    public CustodyRecord(
            CustodyLevel level,
            Side side,
            @Nullable String claimant,
            @Nullable CustodyKey successor,
            @Nullable CustodyKey family,
            List<Kill> kills,
            Set<String> marks,
            Instant expires) {
        this(level, side, claimant, successor, family, kills, marks, expires, 0, null, null);
    }

    /** Copies the kills and marks. */
    public CustodyRecord {
        kills = List.copyOf(kills);
        marks = Set.copyOf(marks);
    }

    private static CustodyRecord bare(CustodyLevel level, Side side, Instant expires) {
        return new CustodyRecord(level, side, null, null, null, List.of(), Set.of(), expires);
    }

    private CustodyRecord with(
            CustodyLevel newFirmness, Side newSide, @Nullable String newClaimant, @Nullable CustodyKey newSuccessor) {
        return new CustodyRecord(
                newFirmness,
                newSide,
                newClaimant,
                newSuccessor,
                family,
                kills,
                marks,
                expires,
                number,
                companion,
                secret);
    }

    private CustodyRecord with(List<Kill> newKills, Instant until) {
        return new CustodyRecord(
                level, side, claimant, successor, family, newKills, marks, later(until), number, companion, secret);
    }

    private CustodyRecord withMarks(Set<String> others) {
        return new CustodyRecord(
                level, side, claimant, successor, family, kills, others, expires, number, companion, secret);
    }

    private CustodyRecord withSecret(@Nullable ClientSecret newSecret, Instant until) {
        return new CustodyRecord(
                level, side, claimant, successor, family, kills, marks, later(until), number, companion, newSecret);
    }

    private CustodyRecord withCompanion(@Nullable CustodyKey other) {
        return new CustodyRecord(
                level, side, claimant, successor, family, kills, marks, expires, number, other, secret);
    }

    /** Returns this record with an expiry that is not before this one. */
    CustodyRecord until(Instant until) {
        return with(kills, until);
    }

    private Instant later(Instant until) {
        return until.isAfter(expires) ? until : expires;
    }

    /** Returns the record after the primary recognised its credential or client, unless more is known. */
    static CustodyRecord seen(@Nullable CustodyRecord before, Instant expires) {
        if (before == null) {
            return bare(CustodyLevel.SEEN, Side.PRIMARY, expires);
        }
        return before.isLess(CustodyLevel.SEEN) || before.level == CustodyLevel.SEEN
                ? before.withSecret(null, expires).with(CustodyLevel.SEEN, Side.PRIMARY, null, null)
                : before;
    }

    /** Returns the record after the primary lost its credential or client. */
    static @Nullable CustodyRecord unseen(@Nullable CustodyRecord before) {
        if (before == null || before.level != CustodyLevel.SEEN && before.secret == null) {
            return before;
        }
        CustodyRecord now = before.withSecret(null, before.expires);
        return now.saysNothingElse() ? null : now.with(CustodyLevel.UNKNOWN, now.side, null, null);
    }

    /** Returns the record with the status of a client's secret, unless the primary has authenticated the client. */
    static CustodyRecord ofSecret(@Nullable CustodyRecord before, ClientSecret secret, Instant expires) {
        CustodyRecord now = before != null ? before : bare(CustodyLevel.UNKNOWN, Side.PRIMARY, expires);
        return now.level == CustodyLevel.SEEN ? now : now.withSecret(secret, expires);
    }

    /** Returns the record of something issued, with the bulk kills that it was issued after. */
    static CustodyRecord issued(@Nullable CustodyRecord before, Side side, Collection<String> marks, Instant expires) {
        CustodyRecord now = before != null ? before : bare(CustodyLevel.UNKNOWN, side, expires);
        Set<String> all = new HashSet<>(now.marks);
        all.addAll(marks);
        return new CustodyRecord(
                now.level,
                now.side,
                now.claimant,
                now.successor,
                now.family,
                now.kills,
                all,
                now.expires,
                now.number,
                now.companion,
                now.secret);
    }

    /**
     * Returns the record of what is about to be copied to the primary, for as long as it may be copied.
     *
     * @param carry the copy, which alone may take the mark back
     */
    static CustodyRecord carrying(@Nullable CustodyRecord before, String carry, Instant expires) {
        return issued(before, Side.SECONDARY, List.of(CARRY + carry), expires).until(expires);
    }

    /** Returns the record after a carry-over that sent nothing to the primary. */
    static @Nullable CustodyRecord notCarried(@Nullable CustodyRecord before, String carry) {
        if (before == null || !before.isCarriedBy(carry)) {
            return before;
        }
        Set<String> others = new HashSet<>(before.marks);
        others.remove(CARRY + carry);
        CustodyRecord now = before.withMarks(others);
        return now.level == CustodyLevel.UNKNOWN && now.saysNothingElse() ? null : now;
    }

    /**
     * Returns the record after a carry-over copied its row to the primary.
     *
     * @param forGood whether the secondary's row is to be ended, so that it must not be used there any more
     */
    static CustodyRecord carried(@Nullable CustodyRecord before, boolean forGood, Instant expires) {
        CustodyRecord now = seen(before, expires).until(expires);
        return forGood && now.isLess(CustodyLevel.CLAIMED)
                ? now.with(CustodyLevel.CLAIMED, Side.PRIMARY, CARRY, null) // nobody's claim, so nobody withdraws it
                : now;
    }

    /** Whether carry-over copied it to the primary for good, and no request has claimed it since. */
    boolean isUnusedCopy() {
        return level == CustodyLevel.CLAIMED && CARRY.equals(claimant);
    }

    /** Whether its row was copied to the primary, or may have been. */
    boolean isCarried() {
        for (String mark : marks) { // there are none, as nearly always
            if (mark.startsWith(CARRY)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has the mark of this carry-over. */
    boolean isCarriedBy(String carry) {
        return marks.contains(CARRY + carry);
    }

    /** Returns the kills of many that it was issued after, by their ids. */
    Set<String> earlierKills() {
        return isCarried()
                ? marks.stream().filter(mark -> !mark.startsWith(CARRY)).collect(Collectors.toUnmodifiableSet())
                : marks;
    }

    /** Returns this record with the other token of its row. */
    CustodyRecord beside(@Nullable CustodyKey other) {
        return other == null || other.equals(companion) ? this : withCompanion(other);
    }

    /** Returns the record without the other token of its row. */
    static @Nullable CustodyRecord apart(@Nullable CustodyRecord before) {
        if (before == null || before.companion == null) {
            return before;
        }
        CustodyRecord now = before.withCompanion(null);
        return now.level == CustodyLevel.UNKNOWN && now.saysNothingElse() ? null : now;
    }

    /** Returns this record as a member of a family. */
    CustodyRecord of(CustodyKey other) {
        return other.equals(family)
                ? this
                : new CustodyRecord(
                        level, side, claimant, successor, other, kills, marks, expires, number, companion, secret);
    }

    /** Returns the record of a family that was joined to another one, which has taken over its kills. */
    static CustodyRecord joined(@Nullable CustodyRecord before, CustodyKey root, Instant expires) {
        CustodyRecord now = before != null ? before : bare(CustodyLevel.UNKNOWN, Side.PRIMARY, expires);
        return now.with(List.of(), expires).of(root);
    }

    /** Returns the record with additional kills: of a family that takes them over, or of a member of a family. */
    static CustodyRecord sharing(@Nullable CustodyRecord before, Collection<Kill> others, Instant expires) {
        CustodyRecord now = before != null ? before : bare(CustodyLevel.UNKNOWN, Side.PRIMARY, expires);
        List<Kill> all = new ArrayList<>(now.kills);
        others.stream().filter(kill -> !all.contains(kill)).forEach(all::add);
        return now.with(all, expires);
    }

    /** Returns the record of a credential that the primary issued, so that only the primary holds it. */
    CustodyRecord atPrimaryAlone() {
        return isLess(CustodyLevel.ISSUED) ? with(CustodyLevel.ISSUED, Side.PRIMARY, null, null) : this;
    }

    /** Removes the record of a credential that only the primary held and has replaced, if it says nothing else. */
    static @Nullable CustodyRecord replacedAtPrimary(@Nullable CustodyRecord before) {
        boolean nothingElse = before != null
                && before.level == CustodyLevel.ISSUED
                && before.kills.isEmpty()
                && before.marks.isEmpty();
        return nothingElse ? null : before;
    }

    /** Returns the record with the next number of a change. */
    static CustodyRecord counted(@Nullable CustodyRecord before, long number, Instant expires) {
        CustodyRecord now = before != null ? before : bare(CustodyLevel.UNKNOWN, Side.PRIMARY, expires);
        return new CustodyRecord(
                now.level,
                now.side,
                now.claimant,
                now.successor,
                now.family,
                now.kills,
                now.marks,
                expires,
                number,
                now.companion,
                now.secret);
    }

    /**
     * Returns the claimed record. If it is claimed already, that claim becomes final. If a key of the row was killed,
     * or may have been, it is not claimed, and a sure kill spreads to this record. A stranger's kill does not count.
     *
     * @param claimant the request that may withdraw the claim, {@code null} for none
     * @param owner the client and subject that the claim is made for, none if not known
     */
    static @Nullable CustodyRecord claimed(
            @Nullable CustodyRecord before,
            Collection<CustodyRecord> row,
            Side side,
            @Nullable String claimant,
            Collection<CustodyKey> owner,
            Instant expires) {
        Optional<Kill> sure = row.stream()
                .flatMap(record -> record.kills.stream())
                .filter(Kill::sure)
                .findFirst();
        if (sure.isPresent()) {
            return before != null && before.isKilled()
                    ? before
                    : killed(before, sure.get().id(), expires);
        }
        if (row.stream().anyMatch(record -> record.isKilledBy(owner) || owner.isEmpty() && !record.kills.isEmpty())) {
            return before;
        }
        CustodyRecord now = before != null ? before.until(expires) : bare(CustodyLevel.UNKNOWN, side, expires);
        return now.isLess(CustodyLevel.CLAIMED)
                ? now.with(CustodyLevel.CLAIMED, side, claimant, null)
                : now.with(now.level, now.side, null, now.successor);
    }

    /** Returns the record without its claim, if this claimant still holds the claim. */
    static @Nullable CustodyRecord withdrawn(@Nullable CustodyRecord before, String claimant) {
        if (before == null || !claimant.equals(before.claimant)) {
            return before;
        }
        return before.saysNothingElse() ? null : before.with(CustodyLevel.UNKNOWN, before.side, null, null);
    }

    /** Returns the record of a consumed credential. The first backend and the first successor are kept. */
    static CustodyRecord spent(
            @Nullable CustodyRecord before, Side side, @Nullable CustodyKey successor, Instant expires) {
        CustodyRecord now = before != null ? before.until(expires) : bare(CustodyLevel.UNKNOWN, side, expires);
        if (now.isLess(CustodyLevel.CLAIMED)) {
            return now.with(CustodyLevel.SPENT, side, null, successor);
        }
        CustodyKey first = now.successor == null && now.side == side ? successor : now.successor;
        return now.with(CustodyLevel.SPENT, now.side, null, first);
    }

    /** Returns the record with a kill that is written ahead. */
    static CustodyRecord opened(
            @Nullable CustodyRecord before,
            String kill,
            @Nullable CustodyKey killer,
            Kill.Reach reach,
            Instant expires) {
        return opened(before, new Kill(kill, killer, false, reach), expires);
    }

    /** What somebody has asked to be killed who may be anybody, written ahead. */
    static CustodyRecord opened(@Nullable CustodyRecord before, Kill kill, Instant expires) {
        CustodyRecord now = before != null ? before : bare(CustodyLevel.UNKNOWN, Side.PRIMARY, expires);
        List<Kill> all = new ArrayList<>(now.kills);
        all.add(kill);
        return now.with(all, expires);
    }

    /** What its killer was authenticated for. */
    static @Nullable CustodyRecord authenticated(@Nullable CustodyRecord before, String kill, Instant expires) {
        return before == null
                ? null
                : before.with(
                        before.kills.stream()
                                .map(one -> one.id().equals(kill) ? one.authenticated() : one)
                                .toList(),
                        expires);
    }

    /**
     * Returns the record with a kill made sure; only the last sure kill is kept.
     *
     * @param forGood whether even what is issued afterwards is dead: the id of a deleted client never comes back
     */
    static @Nullable CustodyRecord assured(
            @Nullable CustodyRecord before, String kill, boolean forGood, Instant expires) {
        if (before == null) {
            return null;
        }
        Kill now = before.kill(kill);
        if (now == null) {
            return before;
        }
        boolean ever = forGood || before.isForGood();
        List<Kill> later = before.kills.subList(before.kills.indexOf(now) + 1, before.kills.size());
        boolean superseded = later.stream().anyMatch(Kill::sure); // an older kill is delivered late
        List<Kill> all = new ArrayList<>();
        for (Kill one : before.kills) { // in the order in which they were asked for
            if (one.equals(now)) {
                if (!superseded) {
                    all.add(one.assured(ever));
                }
            } else if (!one.sure()) {
                all.add(one);
            } else if (superseded) {
                all.add(one.assured(ever));
            }
        }
        return before.with(all, expires);
    }

    /** Returns the record without a kill that was refused. */
    static @Nullable CustodyRecord spared(@Nullable CustodyRecord before, String kill) {
        if (before == null) {
            return null;
        }
        List<Kill> others = before.kills.stream()
                .filter(one -> one.sure() || !one.id().equals(kill))
                .toList();
        CustodyRecord now = before.with(others, before.expires);
        return now.level == CustodyLevel.UNKNOWN && now.saysNothingElse() ? null : now;
    }

    /** Returns the record with a sure kill of this credential only. */
    static CustodyRecord killed(@Nullable CustodyRecord before, String kill, Instant expires) {
        return killed(before, kill, Kill.Reach.ONE, expires);
    }

    /** What was killed for sure. */
    static CustodyRecord killed(@Nullable CustodyRecord before, String kill, Kill.Reach reach, Instant expires) {
        CustodyRecord opened = opened(before, kill, null, reach, expires);
        return Objects.requireNonNull(assured(opened, kill, false, expires));
    }

    /** Of two records of one name, written under different keys, returns the one that says more. */
    CustodyRecord firmer(CustodyRecord other) {
        CustodyRecord more = isLess(other.level) ? other : this;
        CustodyRecord less = more == this ? other : this;
        List<Kill> all = new ArrayList<>(more.kills);
        less.kills.stream().filter(kill -> more.kill(kill.id()) == null).forEach(all::add);
        CustodyRecord killed = all.size() == more.kills.size() ? more : more.with(all, less.expires);
        CustodyRecord related = killed.family == null && less.family != null ? killed.of(less.family) : killed;
        CustodyRecord beside = related.companion == null ? related.beside(less.companion) : related;
        CustodyRecord both =
                less.secret == null ? beside : ofSecret(beside, less.secret.and(beside.clientSecret()), beside.expires);
        return less.number > both.number ? counted(both, less.number, both.expires) : both;
    }

    /** Returns the kill of that id, {@code null} if there is none. */
    @Nullable
    Kill kill(String id) {
        return first(kill -> kill.id().equals(id));
    }

    /** Whether it was killed for sure. */
    public boolean isKilled() {
        return lastSure() != null;
    }

    /**
     * Whether it was killed for sure, or somebody among these has asked for its end: the server, or the client that is
     * named here, once it was authenticated.
     */
    boolean isKilledBy(Collection<CustodyKey> names) {
        return kills.stream()
                .anyMatch(kill -> kill.sure()
                        || !kill.claimed()
                                && (kill.killer() == null
                                        || names.stream().anyMatch(name -> name.matches(kill.killer()))));
    }

    /** Whether this client has asked for its end. */
    boolean isAskedBy(CustodyKey client) {
        return kills.stream()
                .anyMatch(kill -> !kill.claimed() && kill.killer() != null && client.matches(kill.killer()));
    }

    /** Whether it belongs to the other backend, which has consumed it, or may have. */
    boolean isTakenFrom(Side other) {
        return side != other && !isLess(CustodyLevel.CLAIMED);
    }

    /** Whether it is the id of a client that was deleted. */
    boolean isForGood() {
        Kill sure = lastSure();
        return sure != null && sure.isForGood();
    }

    /** Whether it was issued after a kill of many. */
    boolean isAfter(Kill ofMany) {
        return marks.contains(ofMany.id());
    }

    /** Returns the last sure kill, {@code null} if there is none. */
    @Nullable
    Kill lastSure() {
        return first(Kill::sure);
    }

    /** Returns why each node keeps its key locally for an outage of the store. */
    public OutageNotice outageNotice() {
        if (kills.stream().anyMatch(Kill::isOfMany)) {
            return OutageNotice.CUT;
        }
        boolean spentAtSecondary = level == CustodyLevel.SPENT && side == Side.SECONDARY;
        if (!spentAtSecondary && !kills.isEmpty() && kills.stream().allMatch(Kill::isOfWhatNobodyHolds)) {
            return OutageNotice.LATE;
        }
        return spentAtSecondary || !kills.isEmpty() ? OutageNotice.END : OutageNotice.NONE;
    }

    private @Nullable Kill first(Predicate<Kill> which) {
        return kills.stream().filter(which).findFirst().orElse(null);
    }

    /** Whether it holds nothing besides its level. */
    private boolean saysNothingElse() {
        return kills.isEmpty()
                && marks.isEmpty()
                && family == null
                && companion == null
                && number == 0
                && secret == null;
    }

    private boolean isLess(CustodyLevel other) {
        return level.compareTo(other) < 0;
    }

    /** Returns what is known of the secret of a client whose record this is. */
    ClientSecret clientSecret() {
        if (level == CustodyLevel.SEEN) {
            return ClientSecret.EQUAL;
        }
        return secret == null ? ClientSecret.UNKNOWN : secret;
    }

    CustodyStatus status() {
        if (isKilled()) {
            return new CustodyStatus(CustodyLevel.KILLED, null);
        }
        return level == CustodyLevel.UNKNOWN
                ? CustodyStatus.UNKNOWN
                : new CustodyStatus(level, side, level == CustodyLevel.SEEN && isCarried());
    }
}
