package dev.dualclient.custody;

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
 * Kills as custody keeps them: written ahead of the first backend's call, sure once it is certain that they count, taken
 * back when they were refused. A kill of many is kept under the name of the client, subject or grant. Thread-safe.
 */
public final class Kills {

    private final Ledger ledger;
    private final KeyRing keys;
    private final Recollection recollection;
    private final Alarms alarms;

    Kills(Ledger ledger, KeyRing keys, Recollection recollection, Alarms alarms) {
        this.ledger = ledger;
        this.keys = keys;
        this.recollection = recollection;
        this.alarms = alarms;
    }

    /** Returns a name for a kill. */
    public static String newId() {
        return UUID.randomUUID().toString();
    }

    /** Returns the key of a name. */
    public CustodyKey key(Name name) {
        return keys.ofName(name.kind(), name.value());
    }

    /** Returns the keys of names. */
    public List<CustodyKey> keys(Collection<Name> names) {
        List<CustodyKey> made = new ArrayList<>(names.size());
        for (Name name : names) {
            made.add(key(name));
        }
        return made;
    }

    /**
     * Writes a kill ahead: that it was asked for, and what both backends owe by it, in one change.
     *
     * @param kill names the kill
     * @param targets a token, the row of a token, or the names that a kill of many is about
     * @param reach what it takes with it: of a row {@link Kill.Reach#LINE}
     * @param killer the client that asked and has to be the owner, {@code null} if the server asked
     * @param debts what is owed
     */
    public void open(
            String kill,
            Collection<CustodyKey> targets,
            Kill.Reach reach,
            @Nullable String killer,
            Collection<Debt> debts) {
        CustodyKey by = killer == null ? null : key(new Name(Name.Kind.CLIENT, killer));
        Instant expires = ledger.forgetAt();
        Ledger.Rule opened = (key, before, row) -> CustodyRecord.opened(before, kill, by, reach, expires);
        if (reach == Kill.Reach.LINE) {
            sound(kill, ledger.changeWithLivingFamilies(targets, opened, debts));
            return;
        }
        ledger.change(targets, Map.of(), opened, debts, List.of());
        alarms.sound(targets);
        if (reach != Kill.Reach.ONE) {
            alarms.cut(targets);
        }
    }

    /** Takes to heart whatever a kill is of. */
    private void sound(String kill, Map<CustodyKey, CustodyRecord> records) {
        records.forEach((key, record) -> {
            if (record.kill(kill) != null) {
                alarms.sound(List.of(key));
            }
        });
    }

    /**
     * Makes a kill sure.
     *
     * @param forGood whether even what is issued afterwards is dead, as for the id of a deleted client
     * @param paid what is no longer owed
     */
    public void assure(String kill, Collection<CustodyKey> targets, boolean forGood, Collection<Debt> paid) {
        assure(kill, targets, forGood, paid, List.of());
    }

    /**
     * Makes a kill sure.
     *
     * @param forGood whether even what is issued afterwards is dead, as for the id of a deleted client
     * @param paid what is no longer owed
     * @param owed what is owed from now on
     */
    public void assure(
            String kill,
            Collection<CustodyKey> targets,
            boolean forGood,
            Collection<Debt> paid,
            Collection<Debt> owed) {
        Instant expires = ledger.forgetAt();
        ledger.changeWithFamilies(
                targets, (key, before, row) -> CustodyRecord.assured(before, kill, forGood, expires), owed, paid);
        recollection.forget(targets);
    }

    /** Takes a kill back that was refused; nothing of it is owed any more. */
    public void spare(String kill, Collection<CustodyKey> targets, Collection<Debt> paid) {
        ledger.changeWithFamilies(targets, (key, before, row) -> CustodyRecord.spared(before, kill), List.of(), paid);
    }

    /** Returns whether a client was deleted, asked by its id. */
    public boolean isDeletedClient(String id) {
        CustodyKey key = key(new Name(Name.Kind.CLIENT, id));
        CustodyRecord record = ledger.store().look(List.of(key)).records().get(key);
        return record != null && record.isForGood();
    }

    /**
     * Returns those of some tokens that fell with the last kill of many about these names, and were not issued since: they
     * carry no mark of it. Where no such kill is known, or none is sure, none did.
     *
     * @param hashes the hashes of the tokens, as a token list has them
     */
    public Set<String> fallen(Names names, Collection<String> hashes) {
        List<CustodyKey> targets = keys(names.byId().narrowest());
        Map<String, CustodyKey> tokens = new HashMap<>();
        hashes.forEach(hash -> tokens.put(hash, keys.ofHash(CredentialKind.ACCESS_TOKEN, hash)));
        List<CustodyKey> asked = new ArrayList<>(targets);
        asked.addAll(tokens.values());
        Map<CustodyKey, CustodyRecord> records = ledger.store().look(asked).records();
        tokens.values().removeIf(token -> !Judgement.isOlderThanKill(records.get(token), targets, records));
        return tokens.keySet();
    }

    /**
     * Records that somebody has asked for the end of a token that no backend shows, for as long as a migrator may still
     * write it. If a client has asked and the token is its own, it is dead. A backend does not show the tokens of a client
     * that is locked, so it may be another one's.
     *
     * @param client the client that asked, {@code null} if the server asked, whose word counts for any owner
     */
    public void unknown(Collection<CustodyKey> targets, @Nullable String client, Duration life) {
        CustodyKey by = client == null ? null : key(new Name(Name.Kind.CLIENT, client));
        Instant expires = ledger.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
        ledger.change(targets, (key, before, row) -> unknown(before, by, expires));
        alarms.sound(targets);
    }

    /** What is not shown may have been used up since it was looked for: then it is dead whoever asks. */
    private static @Nullable CustodyRecord unknown(
            @Nullable CustodyRecord before, @Nullable CustodyKey by, Instant expires) {
        if (before != null && (before.isKilled() || by != null && before.isAskedBy(by))) {
            return before;
        }
        return before != null && before.successor() != null
                ? CustodyRecord.killed(before, Kill.BY_ITSELF, expires)
                : CustodyRecord.opened(before, Kill.BY_ITSELF, by, Kill.Reach.ONE, expires);
    }

    /** Records that a row is dead with its line, whoever killed it. */
    public void killed(Collection<CustodyKey> row) {
        Instant expires = ledger.forgetAt();
        Map<CustodyKey, CustodyRecord> stand = ledger.changeWithLivingFamilies(
                row,
                (key, before, whole) -> before == null || !before.isKilled()
                        ? CustodyRecord.killed(before, Kill.BY_ITSELF, Kill.Reach.LINE, expires)
                        : before,
                List.of());
        sound(Kill.BY_ITSELF, stand);
        recollection.forget(row);
    }

    /**
     * Records that a spent token is dead also for a backend that repeats its answer to the use. One that nothing has
     * replaced was not used itself, but is the access token beside a refresh token that lives on.
     */
    public void replaced(CustodyKey spent) {
        Instant expires = ledger.forgetAt();
        List<CustodyKey> target = List.of(spent);
        ledger.change(
                target,
                (key, before, row) -> before != null && before.successor() != null && !before.isKilled()
                        ? CustodyRecord.killed(before, Kill.BY_ITSELF, expires)
                        : before);
        alarms.sound(target);
        recollection.forget(target);
    }
}
