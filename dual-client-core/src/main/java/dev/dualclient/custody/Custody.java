package dev.dualclient.custody;

import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which backend answers for a credential: what the store holds, and what this process remembers beside it.
 * Thread-safe. Methods that need the store throw {@link StoreUnavailableException} when it is down.
 */
public final class Custody {

    private static final int MIN_SECRET = 32;
    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

    /** How long a code, a device code, a user code, an auth_req_id or a request_uri lives at most. */
    private static final Duration ONE_TIME_LIFE = Duration.ofHours(24);

    private final CustodyStore store;
    private final KeyRing keys;
    private final Ledger ledger;
    private final Recollection recollection;
    private final Alarms alarms;
    private final Kills kills;
    private final Outbox outbox;
    private final Vigil vigil;
    private final Notes notes;
    private final Owners owners;
    private final SecretStandings secretStandings;
    private final CustodySettings settings;
    private final Time time;

    private Custody(GuardedStore store, KeyRing keys, CustodySettings settings, OutboxSettings outbox, Time time) {
        this.store = store;
        this.keys = keys;
        this.ledger = new Ledger(store, settings, time);
        this.recollection = new Recollection(settings.hintTtl(), settings.retention(), settings.maxEntries(), time);
        this.alarms = new Alarms(ledger, settings, time);
        this.kills = new Kills(ledger, keys, recollection, alarms);
        this.outbox = new Outbox(ledger, keys, outbox);
        this.vigil = new Vigil(store, keys, alarms, time);
        this.notes = new Notes(store, vigil);
        this.owners = new Owners(keys, settings, time);
        this.secretStandings = new SecretStandings(ledger, keys);
        this.settings = settings;
        this.time = time;
    }

    /**
     * Opens custody over a store, and looks after the store for the first time.
     *
     * @param store the store; whoever opened it closes it
     * @param secrets the secrets from which keyed hashes and encryption keys are made, the newest first; each at least 32
     *     bytes, and the same on all nodes that share the store
     * @param service the service that the credentials belong to
     * @param settings how long and how much to remember
     * @param outbox how what a backend owes is delivered
     * @param time the source of time
     * @throws IllegalArgumentException if there is no secret, or one is too short
     * @throws IllegalStateException if the store was written with other secrets
     */
    public static Custody open(
            CustodyStore store,
            List<byte[]> secrets,
            String service,
            CustodySettings settings,
            OutboxSettings outbox,
            Time time) {
        requireLong(secrets);
        KeyRing keys = new KeyRing(secrets, service);
        CustodyStore whole = secrets.size() > 1 ? new RotatingStore(store) : store;
        Custody custody = new Custody(new GuardedStore(whole, time), keys, settings, outbox, time);
        custody.vigil.tick();
        return custody;
    }

    /**
     * Checks secrets.
     *
     * @throws IllegalArgumentException if there is none, or one is too short
     */
    public static void requireLong(List<byte[]> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "custody.keys: there is no key; generate one with `openssl rand -base64 32`");
        }
        for (byte[] secret : secrets) {
            if (secret.length < MIN_SECRET) {
                throw new IllegalArgumentException("custody.keys: a key of " + secret.length
                        + " bytes is too short; use at least " + MIN_SECRET + ", from `openssl rand -base64 32`");
            }
        }
    }

    /** Opens custody in the memory of this process, with a secret of its own. */
    public static Custody inMemory(String service, CustodySettings settings, OutboxSettings outbox, Time time) {
        byte[] secret = new byte[MIN_SECRET];
        new SecureRandom().nextBytes(secret);
        return open(new MemoryStore(settings.maxEntries(), time), List.of(secret), service, settings, outbox, time);
    }

    /** Returns the kills. */
    public Kills kills() {
        return kills;
    }

    /** Returns what the backends owe. */
    public Outbox outbox() {
        return outbox;
    }

    /** Returns how the store is. */
    public Vigil vigil() {
        return vigil;
    }

    /** Returns how much is held. */
    public CustodyCounts counts() {
        return new CustodyCounts(recollection.hints(), recollection.size(), alarms.size(), store.size());
    }

    /** Returns what all nodes agree on beside the credentials. */
    public Notes notes() {
        return notes;
    }

    /** Returns whose credentials are whose. */
    public Owners owners() {
        return owners;
    }

    /** Returns what is known of the secrets of clients. */
    public SecretStandings secretStandings() {
        return secretStandings;
    }

    /** Returns whether custody outlives this process. */
    public boolean isDurable() {
        return store.isDurable();
    }

    /** Returns how late a token migrator may write what it has read. */
    public Duration migratorLag() {
        return settings.migratorLag();
    }

    /** Returns how many tokens that nobody holds may be revoked within the migrator's lag. */
    public long maxUnknownKills() {
        return settings.maxUnknownKills();
    }

    /** Returns what is known of a credential and of those whom a call names, in one look at the store. */
    public Knowledge of(@Nullable Credential credential, Names names) {
        return of(credential, List.of(), names);
    }

    /**
     * Returns what is known of all that a call names, in one look at the store.
     *
     * @param credential the credential that the call is about, {@code null} if it is about none
     * @param others what else it names
     */
    public Knowledge of(@Nullable Credential credential, Collection<Credential> others, Names names) {
        CustodyKey key = credential == null ? null : keys.of(credential);
        List<CustodyKey> clients = kills.keys(names.ofClients());
        List<CustodyKey> asked = new ArrayList<>(kills.keys(names.all()));
        if (key != null) {
            asked.add(key);
        }
        for (Credential other : others) {
            asked.add(keys.of(other));
        }
        Recollection.@Nullable Memory memory = key == null ? null : recollection.of(key);
        try {
            View view = vigil.look(asked);
            CustodyRecord record = key == null ? null : view.records().get(key);
            return new Knowledge(
                    standing(record, memory),
                    standings(others, view.records()),
                    secret(clients, view.records()),
                    asked,
                    view);
        } catch (DamagedEntryException damaged) { // what it says may be that this is dead
            return Knowledge.withoutStore(Standing.UNKNOWN, ClientSecret.UNKNOWN, asked, true, true);
        } catch (StoreUnavailableException down) {
            Standing remembered = memory == null ? Standing.UNKNOWN : memory.standing();
            ClientSecret secret = clients.stream().anyMatch(client -> recollection.of(client) != null)
                    ? ClientSecret.EQUAL
                    : ClientSecret.UNKNOWN;
            boolean ignorant = !alarms.learned();
            boolean copied = isCopied(credential) || others.stream().anyMatch(Custody::isCopied);
            boolean unsure = alarms.touch(asked) || copied && ignorant;
            return Knowledge.withoutStore(remembered, secret, asked, unsure, ignorant);
        }
    }

    private Map<Credential, Standing> standings(Collection<Credential> others, Map<CustodyKey, CustodyRecord> records) {
        if (others.isEmpty()) {
            return Map.of();
        }
        Map<Credential, Standing> standings = new HashMap<>();
        for (Credential other : others) {
            CustodyKey key = keys.of(other);
            standings.put(other, standing(records.get(key), recollection.of(key)));
        }
        return standings;
    }

    private static boolean isCopied(@Nullable Credential credential) {
        return credential != null && credential.kind().copied();
    }

    /** What the store holds of the names of a client. Who is authenticated is remembered for an outage of the store. */
    private ClientSecret secret(List<CustodyKey> names, Map<CustodyKey, CustodyRecord> records) {
        ClientSecret secret = ClientSecret.UNKNOWN;
        if (names.isEmpty()) {
            return secret;
        }
        List<CustodyKey> strangers = new ArrayList<>();
        Instant renewal = ledger.forgetAt(ledger.life().dividedBy(2));
        for (CustodyKey name : names) {
            CustodyRecord record = records.get(name);
            boolean seen = record != null && record.firmness() == Firmness.SEEN;
            if (seen && record.expires().isAfter(renewal)) {
                recollection.recognised(name, true);
            } else { // what is to be forgotten soon is written anew when the primary authenticates it again
                strangers.add(name);
            }
            secret = record == null ? secret : secret.and(record.clientSecret());
        }
        recollection.forget(strangers); // a name may be that of another client by now
        return secret;
    }

    /** The store's word, unless this process remembers more than the little that the store notes in passing. */
    private static Standing standing(@Nullable CustodyRecord record, Recollection.@Nullable Memory memory) {
        Standing stored = record == null ? Standing.UNKNOWN : record.standing();
        if (memory == null || stored.firmness().compareTo(Firmness.SEEN) > 0) {
            return stored;
        }
        boolean onlyHint = memory.standing().firmness() == Firmness.HINT;
        return onlyHint && stored.firmness() != Firmness.UNKNOWN ? stored : memory.standing();
    }

    /**
     * Judges an acceptance by all that it reveals, after the backend has answered.
     *
     * @param token the token that was accepted, {@code null} if the call was about none
     * @param issued what the backend says to have issued
     * @param revealed whom request and answer name
     */
    public Judgement judge(@Nullable Credential token, Collection<Credential> issued, Names revealed, Side side) {
        List<CustodyKey> names = kills.keys(revealed.all());
        CustodyKey key = token == null ? null : keys.of(token);
        List<CustodyKey> brought = issued.stream().map(keys::of).toList();
        List<CustodyKey> asked = new ArrayList<>(names);
        asked.addAll(brought);
        if (key != null) {
            asked.add(key);
        }
        View view;
        try {
            view = vigil.look(asked);
        } catch (DamagedEntryException damaged) {
            return Judgement.of(Verdict.UNSETTLED);
        } catch (StoreUnavailableException down) {
            boolean maybeDead = token != null && (side == Side.SECONDARY || !alarms.learned());
            boolean wantsMark = issued.stream().anyMatch(Custody::isCopied) && alarms.mayBeCut(names);
            return Judgement.of(maybeDead || wantsMark || alarms.touch(asked) ? Verdict.UNSETTLED : Verdict.FINE);
        }
        return view.isEmpty()
                ? Judgement.NOTHING_AGAINST_IT // as nearly always
                : Judgement.of(key, brought, names, kills.keys(revealed.byId().all()), view, side);
    }

    /** Returns the keyed hash of a credential. */
    public CustodyKey key(Credential credential) {
        return keys.of(credential);
    }

    /** Remembers for a short while that a backend recognised a credential. */
    public void hint(Credential credential, Side side) {
        recollection.hint(keys.of(credential), side);
    }

    /** Remembers that the primary recognised a credential, and whether it accepted it. */
    public void recognisedAtPrimary(Credential credential, boolean accepted) {
        recollection.recognised(keys.of(credential), accepted);
    }

    /**
     * Remembers what one answer brought. An access token and a refresh token that come together share a row. What lives
     * at the primary alone is noted in the store, so that other nodes find it without asking the secondary.
     */
    public void issued(Collection<Credential> brought, Side side) {
        for (Credential credential : brought) {
            CustodyKey key = keys.of(credential);
            recollection.issued(key, side, companionIn(brought, credential.kind()));
            if (side == Side.PRIMARY && !credential.kind().copied()) {
                note(key);
            }
        }
    }

    /**
     * Remembers, before the answer, what the primary has created with values that were chosen for it. The other backend
     * may hold tokens of these values, so it counts as seen there and no more: its use is looked up and claimed.
     */
    public void chosen(Collection<Credential> brought) {
        List<CustodyKey> tokens =
                brought.stream().filter(Custody::isCopied).map(keys::of).toList();
        see(tokens, ledger.forgetAt());
        for (Credential credential : brought) {
            recollection.chosen(keys.of(credential), companionIn(brought, credential.kind()));
        }
    }

    /**
     * Marks what was issued to those who are under a kill of many: it came after, and shall live. Written before the
     * answer.
     *
     * @param earlierKills the kills, by their ids
     */
    public void mark(Collection<Credential> brought, Set<String> earlierKills, Side side) {
        List<CustodyKey> tokens =
                brought.stream().filter(Custody::isCopied).map(keys::of).toList();
        if (!tokens.isEmpty() && !earlierKills.isEmpty()) {
            Instant expires = ledger.forgetAt();
            ledger.change(
                    tokens, (key, before, row) -> CustodyRecord.issued(before, side, null, earlierKills, expires));
        }
    }

    /** A note of convenience: without it, another node asks both backends. So a store that is down does not matter. */
    private void note(CustodyKey key) {
        try {
            see(List.of(key), time.now().plus(ONE_TIME_LIFE).truncatedTo(ChronoUnit.SECONDS));
        } catch (StoreUnavailableException down) {
            LOG.debug("an issued credential was not noted: {}", down.getMessage());
        }
    }

    private @Nullable CustodyKey companionIn(Collection<Credential> brought, CredentialKind kind) {
        return brought.stream()
                .filter(credential -> credential.kind() == companion(kind))
                .findFirst()
                .map(keys::of)
                .orElse(null);
    }

    /** Returns the row of a credential as far as this process knows it; the credential itself comes first. */
    public List<CustodyKey> row(Credential credential) {
        CustodyKey key = keys.of(credential);
        Recollection.Memory memory = recollection.of(key);
        CustodyKey companion = memory == null ? null : memory.companion();
        return companion == null ? List.of(key) : List.of(key, companion);
    }

    /**
     * Returns the row of a credential whose companion a backend's token list has named.
     *
     * @param companionHash the hash of the other token of the row, {@code null} if the list has none
     */
    public List<CustodyKey> row(Credential credential, @Nullable String companionHash) {
        List<CustodyKey> row = new ArrayList<>();
        row.add(keys.of(credential));
        if (companionHash != null) {
            row.add(keys.ofHash(credential.kind(), companionHash)); // tokens of both kinds are keyed alike
        }
        return row;
    }

    /** Returns the row of a token of which a call gave the hash in place of the value. */
    public List<CustodyKey> rowOfHash(Credential token) {
        return List.of(keys.ofHash(token.kind(), token.value()));
    }

    /** Returns the hash by which a token list names a token. */
    public static String listedHash(Credential credential) {
        return KeyedHash.hash(credential.value());
    }

    /** The kind of the other token of a row, {@code null} for what is no token. */
    private static @Nullable CredentialKind companion(CredentialKind kind) {
        return switch (kind) {
            case REFRESH_TOKEN -> CredentialKind.ACCESS_TOKEN;
            case ACCESS_TOKEN -> CredentialKind.REFRESH_TOKEN;
            default -> null;
        };
    }

    /**
     * Claims a row for a backend before it is consumed there.
     *
     * @return the claim, {@code null} if the row belongs to the other backend, was killed, or may be
     */
    public @Nullable Claim claim(List<CustodyKey> row, Side side) {
        String claimant = UUID.randomUUID().toString();
        Instant expires = ledger.forgetAt();
        CustodyRecord stands = ledger.change(
                        row, (key, before, whole) -> CustodyRecord.claimed(before, whole, side, claimant, expires))
                .get(row.get(0));
        boolean won = stands != null
                && stands.kills().isEmpty()
                && stands.side() == side
                && stands.firmness().compareTo(Firmness.CLAIMED) >= 0;
        return won ? new Claim(row, side, claimant, Objects.requireNonNull(stands)) : null;
    }

    private static Map<CustodyKey, CustodyRecord> stood(Claim claim) {
        Map<CustodyKey, CustodyRecord> row = new HashMap<>();
        claim.row().forEach(key -> row.put(key, claim.stands()));
        return row;
    }

    /** Takes a claim back, if it is this request's own and nobody has met it. */
    public void withdraw(Claim claim) {
        if (claim.own()) {
            ledger.change(
                    claim.row(),
                    stood(claim),
                    (key, before, whole) -> CustodyRecord.withdrawn(before, claim.claimant()),
                    List.of(),
                    List.of());
        }
    }

    /**
     * Records that a claimed row was consumed.
     *
     * @param successor what replaced its refresh token, {@code null} if nothing did
     * @param revealed whom request and answer name
     * @return whether this is the consumption that counts; otherwise the backend answered from a late copy
     */
    public boolean spent(Claim claim, @Nullable Credential successor, Names revealed) {
        CustodyKey next = successor == null ? null : keys.of(successor);
        CustodyKey own = claim.row().get(0);
        List<CustodyKey> all = new ArrayList<>(claim.row());
        if (next != null && !all.contains(next)) {
            all.add(next);
        }
        Instant expires = ledger.forgetAt();
        Map<CustodyKey, CustodyRecord> stand = ledger.change(
                all,
                stood(claim),
                (key, before, whole) -> key.equals(next) && !key.equals(own)
                        ? CustodyRecord.issued(before, claim.side(), own, List.of(), expires)
                        : CustodyRecord.spent(before, claim.side(), next, expires),
                List.of(),
                List.of());
        recollection.forget(claim.row());
        CustodyRecord stands = Objects.requireNonNull(stand.get(own));
        if (stands.side() == Side.SECONDARY) {
            alarms.sound(claim.row());
        }
        CustodyRecord after = next == null ? null : stand.get(next);
        List<CustodyKey> owner = kills.keys(revealed.ofClients());
        return !stands.isKilledBy(owner) // also by a kill that is under way, for it does not know what came after
                && stands.side() == claim.side()
                && (next == null || next.matches(stands.successor()))
                && (after == null || !after.isTakenFrom(claim.side()) && !after.isKilledBy(owner));
    }

    /**
     * Records that a claimed refresh token was used and not rotated, so not consumed: the claim is withdrawn, if it is
     * this request's own and nobody has met it. The access token beside it may well have been replaced.
     *
     * @param access the access token that the use brought, {@code null} if it brought none
     */
    public void kept(Claim claim, @Nullable Credential access) {
        CustodyKey own = claim.row().get(0);
        List<CustodyKey> replaced =
                new ArrayList<>(claim.row().subList(1, claim.row().size()));
        if (access == null || replaced.contains(keys.of(access))) {
            replaced.clear();
        }
        Instant expires = ledger.forgetAt();
        ledger.change( // at once, or a crash between the two would leave the replaced one to the other backend
                claim.row(),
                stood(claim),
                (key, before, whole) -> replaced.contains(key)
                        ? CustodyRecord.spent(before, claim.side(), null, expires)
                        : CustodyRecord.withdrawn(before, claim.claimant()),
                List.of(),
                List.of());
        recollection.forget(claim.row()); // it has another access token now
        recollection.hint(own, claim.side());
        if (claim.side() == Side.SECONDARY) {
            alarms.sound(replaced);
        }
    }

    /** Records that a row was consumed which is not claimed, for it cannot be copied. */
    public void spent(List<CustodyKey> row, Side side) {
        Instant expires = ledger.forgetAt();
        ledger.change(row, (key, before, whole) -> CustodyRecord.spent(before, side, null, expires));
        recollection.forget(row);
    }

    /**
     * Records that a client was deleted: the next one of the same name has authenticated nowhere yet.
     *
     * @param names the keys of all its names
     */
    public void clientDeleted(Collection<CustodyKey> names) {
        ledger.change(names, (key, before, whole) -> CustodyRecord.unseen(before));
        recollection.forget(names);
    }

    /** Records, before the answer, that the primary authenticated a client, under every name that it goes by. */
    public void clientAuthenticated(Collection<String> names) {
        List<CustodyKey> news = kills.keys(Names.ofClients(names).ofClients()).stream()
                .filter(key -> recollection.of(key) == null)
                .toList();
        if (!news.isEmpty()) {
            see(news, ledger.forgetAt());
            news.forEach(key -> recollection.recognised(key, true));
        }
    }

    private void see(List<CustodyKey> seen, Instant expires) {
        ledger.change(seen, (key, before, whole) -> CustodyRecord.seen(before, expires));
    }
}
