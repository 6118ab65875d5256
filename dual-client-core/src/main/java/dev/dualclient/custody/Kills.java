package dev.dualclient.custody;

import dev.dualclient.call.Deadline;
import dev.dualclient.operation.CredentialKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The kills that custody keeps. A kill is written before the first backend is called, becomes sure once it certainly
 * back when they were refused. A kill of many is kept under the name of the client, subject or grant. Thread-safe.
 */
public final class Kills {

    private final RecordUpdater updater;
    private final KeyRing keys;
    private final LocalCustodyCache localCache;
    private final OutageCache outageCache;

    Kills(RecordUpdater updater, KeyRing keys, LocalCustodyCache localCache, OutageCache outageCache) {
        this.updater = updater;
        this.keys = keys;
        this.localCache = localCache;
        this.outageCache = outageCache;
    }

    /**
     * Returns the same kills for one call: a change of them that others keep from being made is given up at its end, with a
     * {@link StoreUnavailableException}.
     */
    public Kills until(Deadline end) {
        return new Kills(updater.until(end), keys, localCache, outageCache);
    }

    /** Returns a name for a kill. */
    public static String newId() {
        return UUID.randomUUID().toString();
    }

    /** Returns the key of a name. */
    public CustodyKey key(Party name) {
        return keys.ofName(name.kind(), name.value());
    }

    /** Returns the keys of names. */
    public List<CustodyKey> keys(Collection<Party> names) {
        List<CustodyKey> made = new ArrayList<>(names.size());
        for (Party name : names) {
            made.add(key(name));
        }
        return made;
    }

    /**
     * Writes a kill ahead that the authorization server has asked for: that it was, and its rows for both backends, in one
     * change.
     *
     * @param kill names the kill
     * @param targets a token, the row of a token, or the names that a kill of many is about
     * @param reach what it takes with it: of a row {@link Kill.Reach#LINE}
     * @param entries the pending rows
     */
    public void open(String kill, Collection<CustodyKey> targets, Kill.Reach reach, Collection<OutboxEntry> entries) {
        open(new Kill(kill, null, false, reach), targets, entries);
    }

    /**
     * Writes a kill ahead that a client has asked for, which takes nothing away before the client is {@linkplain #authenticated
     * authenticated}.
     *
     * @param kill names the kill
     * @param targets a token, or the row of a token
     * @param reach what it takes with it: of a row {@link Kill.Reach#LINE}
     * @param killer the client that the request names, and that has to be the owner; {@code null} if it names none
     * @param entries the pending rows
     */
    public void claim(
            String kill,
            Collection<CustodyKey> targets,
            Kill.Reach reach,
            @Nullable String killer,
            Collection<OutboxEntry> entries) {
        CustodyKey by = killer == null ? null : key(new Party(Party.Kind.CLIENT, killer));
        open(new Kill(kill, by, true, false, reach), targets, entries);
    }

    private void open(Kill asked, Collection<CustodyKey> targets, Collection<OutboxEntry> entries) {
        Kill.Reach reach = asked.reach();
        Instant expires = updater.forgetAt();
        RecordUpdater.Rule opened = (key, before, row) -> CustodyRecord.opened(before, asked, expires);
        if (reach == Kill.Reach.LINE) {
            sound(asked.id(), updater.changeWithLivingFamilies(targets, opened, entries));
            return;
        }
        updater.change(targets, Map.of(), opened, entries, List.of());
        outageCache.sound(targets);
        if (reach != Kill.Reach.ONE) {
            outageCache.cut(targets);
        }
    }

    /** Takes to heart whatever a kill is of. */
    private void sound(String kill, Map<CustodyKey, CustodyRecord> records) {
        records.forEach((key, record) -> {
            if (record.kill(kill) != null) {
                outageCache.sound(List.of(key));
            }
        });
    }

    /** Records that a backend has authenticated the client that asked for a kill. */
    public void authenticated(String kill, Collection<CustodyKey> targets) {
        Instant expires = updater.forgetAt();
        updater.changeWithFamilies(
                targets,
                (key, before, row) -> CustodyRecord.authenticated(before, kill, expires),
                List.of(),
                List.of());
    }

    /** Returns whether anybody may have asked for a kill: its client was named, and no backend has authenticated it. */
    public boolean isClaimed(String kill, List<CustodyKey> targets) {
        Map<CustodyKey, CustodyRecord> records = updater.store().look(targets).records();
        return targets.stream()
                .map(records::get)
                .map(record -> record == null ? null : record.kill(kill))
                .allMatch(asked -> asked == null || asked.claimed());
    }

    /**
     * Makes a kill sure.
     *
     * @param forGood whether even what is issued afterwards is dead, as for the id of a deleted client
     * @param acknowledged the rows that are no longer pending
     */
    public void assure(
            String kill, Collection<CustodyKey> targets, boolean forGood, Collection<OutboxEntry> acknowledged) {
        assure(kill, targets, forGood, acknowledged, List.of());
    }

    /**
     * Makes a kill sure.
     *
     * @param forGood whether even what is issued afterwards is dead, as for the id of a deleted client
     * @param acknowledged the rows that are no longer pending
     * @param pending the rows that are pending from now on
     */
    public void assure(
            String kill,
            Collection<CustodyKey> targets,
            boolean forGood,
            Collection<OutboxEntry> acknowledged,
            Collection<OutboxEntry> pending) {
        Instant expires = updater.forgetAt();
        updater.changeWithFamilies(
                targets,
                (key, before, row) -> CustodyRecord.assured(before, kill, forGood, expires),
                pending,
                acknowledged);
        localCache.forget(targets);
    }

    /** Takes a kill back that was refused; no row of it is pending any more. */
    public void spare(String kill, Collection<CustodyKey> targets, Collection<OutboxEntry> acknowledged) {
        updater.changeWithFamilies(
                targets, (key, before, row) -> CustodyRecord.spared(before, kill), List.of(), acknowledged);
    }

    /** Returns whether a client was deleted, asked by its id. */
    public boolean isDeletedClient(String id) {
        CustodyKey key = key(new Party(Party.Kind.CLIENT, id));
        CustodyRecord record = updater.store().look(List.of(key)).records().get(key);
        return record != null && record.isForGood();
    }

    /**
     * Returns the tokens that the last sure bulk kill about these names covers. A token issued after that kill has its
     * mark, and is not covered. If there is no such kill, the set is empty.
     *
     * @param hashes the hashes of the tokens, as a token list has them
     */
    public Set<String> fallen(Parties names, Collection<String> hashes) {
        List<CustodyKey> targets = keys(names.byId().narrowest());
        Map<String, CustodyKey> tokens = new HashMap<>();
        hashes.forEach(hash -> tokens.put(hash, keys.ofHash(CredentialKind.ACCESS_TOKEN, hash)));
        List<CustodyKey> asked = new ArrayList<>(targets);
        asked.addAll(tokens.values());
        Map<CustodyKey, CustodyRecord> records = updater.store().look(asked).records();
        tokens.values().removeIf(token -> !AcceptanceDecision.isOlderThanKill(records.get(token), targets, records));
        return tokens.keySet();
    }

    /**
     * Records the kill of a token that no backend shows, for as long as a migrator may still write the token. If a
     * client asked and owns the token, the token is dead. A backend does not show the tokens of a locked client, so the
     * token may belong to another client.
     *
     * @param client the client that asked, {@code null} if the server asked, whose word counts for any owner
     */
    public void unknown(Collection<CustodyKey> targets, @Nullable String client, Duration life) {
        CustodyKey by = client == null ? null : key(new Party(Party.Kind.CLIENT, client));
        Instant expires = updater.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
        updater.change(targets, (key, before, row) -> unknown(before, by, expires));
        outageCache.sound(targets);
    }

    /** Only its owner, or the server, may kill a spent token whose answer a backend may still repeat. */
    private static CustodyRecord ended(CustodyRecord before, @Nullable CustodyKey by, Instant expires) {
        if (before.isKilled() || by != null && before.isAskedBy(by)) {
            return before;
        }
        return by == null
                ? CustodyRecord.killed(before, Kill.BY_ITSELF, expires)
                : CustodyRecord.opened(before, Kill.BY_ITSELF, by, Kill.Reach.ONE, expires);
    }

    /** A token that is not shown may have been used up since the look-up. */
    private static @Nullable CustodyRecord unknown(
            @Nullable CustodyRecord before, @Nullable CustodyKey by, Instant expires) {
        return before != null && (before.successor() != null || before.isKilled() || by != null && before.isAskedBy(by))
                ? ended(before, by, expires)
                : CustodyRecord.opened(before, Kill.BY_ITSELF, by, Kill.Reach.ONE, expires);
    }

    /** Records that a row and its line of refreshes are dead. */
    public void killed(Collection<CustodyKey> row) {
        Instant expires = updater.forgetAt();
        Map<CustodyKey, CustodyRecord> stand = updater.changeWithLivingFamilies(
                row,
                (key, before, whole) -> before == null || !before.isKilled()
                        ? CustodyRecord.killed(before, Kill.BY_ITSELF, Kill.Reach.LINE, expires)
                        : before,
                List.of());
        sound(Kill.BY_ITSELF, stand);
        localCache.forget(row);
    }

    /**
     * Records that a spent token is dead, also for a backend that repeats its answer to the use. A token without a
     * successor was not used itself: it is the access token beside a refresh token that is still valid.
     *
     * @param client the client that asked, whose word counts if the token is its own; {@code null} if the server asked
     */
    public void replaced(CustodyKey spent, @Nullable String client) {
        CustodyKey by = client == null ? null : key(new Party(Party.Kind.CLIENT, client));
        Instant expires = updater.forgetAt();
        List<CustodyKey> target = List.of(spent);
        updater.change(
                target,
                (key, before, row) ->
                        before != null && before.successor() != null ? ended(before, by, expires) : before);
        outageCache.sound(target);
        localCache.forget(target);
    }
}
