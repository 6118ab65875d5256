package dev.dualclient.custody;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows which backend answers for a credential: what the store holds, and what this process remembers beside it.
 * Thread-safe. Methods that need the store throw {@link StoreUnavailableException} when it is down.
 */
public final class Custody {

    private static final int MIN_SECRET = 32;
    private static final Pattern LISTED_HASH = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final CustodyStore store;
    private final KeyRing keys;
    private final Families families;
    private final RecordUpdater updater;
    private final LocalCustodyCache localCache;
    private final OutageCache outageCache;
    private final Kills kills;
    private final DeliveryQueue outbox;
    private final StoreMonitor monitor;
    private final Notes notes;
    private final ClientAliases owners;
    private final KnownRows rows;
    private final SecretStatuses secretStatuses;
    private final IssuedCredentials issued;
    private final Claims claims;
    private final CarriedRows carriedRows;
    private final CustodySettings settings;

    private Custody(GuardedStore store, KeyRing keys, CustodySettings settings, OutboxSettings outbox, Time time) {
        this.store = store;
        this.keys = keys;
        this.families = new Families(settings, time);
        this.updater = new RecordUpdater(store, families, settings, time);
        this.localCache = new LocalCustodyCache(settings.hintTtl(), settings.retention(), settings.maxEntries(), time);
        this.outageCache = new OutageCache(updater, settings, time);
        this.kills = new Kills(updater, keys, localCache, outageCache);
        this.outbox = new DeliveryQueue(updater, keys, outbox);
        this.monitor = new StoreMonitor(store, keys, outageCache, time);
        this.notes = new Notes(store, monitor);
        this.owners = new ClientAliases(keys, settings, time);
        this.rows = new KnownRows(keys, localCache, settings, time);
        this.secretStatuses = new SecretStatuses(updater, keys);
        this.issued = new IssuedCredentials(keys, families, updater, localCache, time);
        this.claims = new Claims(keys, kills, families, updater, localCache, outageCache, issued);
        this.carriedRows = new CarriedRows(keys, kills, families, updater, localCache, monitor);
        this.settings = settings;
    }

    /**
     * Opens custody over a store, and checks the store for the first time.
     *
     * @param store the store; the caller closes it
     * @param secrets the secrets from which keyed hashes and encryption keys are made, the newest first; each at least 32
     *     bytes, and the same on all nodes that share the store
     * @param service the service that the credentials belong to
     * @param settings how long and how much to remember
     * @param outbox how the outbox is delivered
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
        custody.monitor.tick();
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

    /** Returns the claims. */
    public Claims claims() {
        return claims;
    }

    /** Returns the record of what is issued. */
    public IssuedCredentials issued() {
        return issued;
    }

    /** Returns the rows that are copied to the primary. */
    public CarriedRows carriedRows() {
        return carriedRows;
    }

    /** Returns the kills. */
    public Kills kills() {
        return kills;
    }

    /** Returns how long a record is kept at least. */
    public Duration retention() {
        return settings.retention();
    }

    /** Returns the outbox. */
    public DeliveryQueue outbox() {
        return outbox;
    }

    /** Returns the monitor of the store. */
    public StoreMonitor monitor() {
        return monitor;
    }

    /** Returns the number of records and cache entries. */
    public CustodyCounts counts() {
        return new CustodyCounts(localCache.hints(), localCache.size(), outageCache.size(), store.size());
    }

    /** Returns the notes that all nodes share. */
    public Notes notes() {
        return notes;
    }

    /** Returns which client each credential belongs to, as far as this process knows. */
    public ClientAliases owners() {
        return owners;
    }

    /** Returns which tokens share a row, as far as this process has been shown that. */
    public KnownRows rows() {
        return rows;
    }

    /** Returns what is known of rows of a backend's token list. */
    public ListedRows listed() {
        return new ListedRows(updater, families, keys, kills);
    }

    /**
     * Returns an authentication code of some bytes, by the newest of the configured keys: the key's name, a dot, and
     * HMAC-SHA-256 under a key that is derived for this purpose alone.
     */
    public String sign(byte[] message) {
        return keys.signatures().get(0).sign(message);
    }

    /** Returns what is known of the secrets of clients. */
    public SecretStatuses secretStatuses() {
        return secretStatuses;
    }

    /** Returns the id of the service that the credentials belong to, empty where it is not known. */
    public String service() {
        return keys.service();
    }

    /** Returns whether custody outlives this process. */
    public boolean isDurable() {
        return store.isDurable();
    }

    /** Returns the lag of the token migrator: how long after reading a token it may still write it. */
    public Duration migratorLag() {
        return settings.migratorLag();
    }

    /** Returns how many unknown tokens may be revoked within the migrator's lag. */
    public long maxUnknownKills() {
        return settings.maxUnknownKills();
    }

    /** Returns what is known of a credential and of those whom a call names, in one look at the store. */
    public CustodySnapshot of(@Nullable Credential credential, Parties names) {
        return of(credential, List.of(), names);
    }

    /**
     * Returns what is known of all that a call names, in one look at the store.
     *
     * @param credential the credential that the call is about, {@code null} if it is about none
     * @param others what else it names
     */
    public CustodySnapshot of(@Nullable Credential credential, Collection<Credential> others, Parties names) {
        CustodyKey key = credential == null ? null : keys.of(credential);
        List<CustodyKey> clients = kills.keys(names.ofClients());
        List<CustodyKey> asked = new ArrayList<>(kills.keys(names.all()));
        if (key != null) {
            asked.add(key);
        }
        for (Credential other : others) {
            asked.add(keys.of(other));
        }
        List<CustodyKey> own = credential == null ? List.of() : keys.allOf(credential);
        for (CustodyKey one : own) {
            if (!asked.contains(one)) {
                asked.add(one);
            }
        }
        List<CustodyKey> tokens = tokens(own, others);
        LocalCustodyCache.@Nullable Memory memory = key == null ? null : localCache.of(key);
        try {
            monitor.requireRightStore();
            View view = updater.lookAhead(asked);
            families.remember(tokens, view.records());
            Map<CustodyKey, CustodyRecord> judged = families.judged(tokens, view.records());
            return new CustodySnapshot(
                    status(key == null ? null : judged.get(key), memory),
                    statuses(others, judged),
                    row(credential, view.records()),
                    secret(clients, view.records()),
                    asked,
                    view);
        } catch (DamagedEntryException damaged) { // what it says may be that this is dead
            return CustodySnapshot.withoutStore(
                    CustodyStatus.UNKNOWN, rowWithoutStore(credential), ClientSecret.UNKNOWN, asked, true, true);
        } catch (StoreUnavailableException down) {
            CustodyStatus remembered = memory == null ? CustodyStatus.UNKNOWN : memory.status();
            ClientSecret secret = clients.stream().anyMatch(client -> localCache.of(client) != null)
                    ? ClientSecret.EQUAL
                    : ClientSecret.UNKNOWN;
            boolean ignorant = !outageCache.learned();
            boolean copied = credential != null && credential.isCopied()
                    || others.stream().anyMatch(Credential::isCopied);
            boolean unsure = mayBeDead(asked, tokens) || copied && ignorant;
            return CustodySnapshot.withoutStore(
                    remembered, rowWithoutStore(credential), secret, asked, unsure, ignorant);
        }
    }

    private Map<Credential, CustodyStatus> statuses(
            Collection<Credential> others, Map<CustodyKey, CustodyRecord> records) {
        if (others.isEmpty()) {
            return Map.of();
        }
        Map<Credential, CustodyStatus> statuses = new HashMap<>();
        for (Credential other : others) {
            CustodyKey key = keys.of(other);
            statuses.put(other, status(records.get(key), localCache.of(key)));
        }
        return statuses;
    }

    /** Returns the keys of all tokens that can belong to a family. */
    private List<CustodyKey> tokens(List<CustodyKey> own, Collection<Credential> others) {
        List<CustodyKey> tokens = new ArrayList<>(own);
        for (Credential other : others) {
            tokens.add(keys.of(other));
        }
        return tokens;
    }

    /** Whether any of these is kept locally as dead, or any family that the tokens among them are known to belong to. */
    private boolean mayBeDead(Collection<CustodyKey> asked, Collection<CustodyKey> tokens) {
        return outageCache.touch(asked) || outageCache.touch(families.remembered(tokens));
    }

    /** Returns what the store knows of a client's secret. Caches authenticated clients for an outage of the store. */
    private ClientSecret secret(List<CustodyKey> names, Map<CustodyKey, CustodyRecord> records) {
        ClientSecret secret = ClientSecret.UNKNOWN;
        if (names.isEmpty()) {
            return secret;
        }
        List<CustodyKey> strangers = new ArrayList<>();
        Instant renewal = updater.forgetAt(updater.life().dividedBy(2));
        for (CustodyKey name : names) {
            CustodyRecord record = records.get(name);
            if (record != null
                    && record.level() == CustodyLevel.SEEN
                    && record.expires().isAfter(renewal)) {
                localCache.recognised(name, true);
            } else { // what is to be forgotten soon is written anew when the primary authenticates it again
                strangers.add(name);
            }
            secret = record == null ? secret : secret.and(record.clientSecret());
        }
        localCache.forget(strangers); // a name may be that of another client by now
        return secret;
    }

    /** Returns the status in the store, unless this process remembers a firmer one than a mere note. */
    private static CustodyStatus status(@Nullable CustodyRecord record, LocalCustodyCache.@Nullable Memory memory) {
        CustodyStatus stored = record == null ? CustodyStatus.UNKNOWN : record.status();
        if (memory == null || stored.level().compareTo(CustodyLevel.SEEN) > 0) {
            return stored;
        }
        if (stored.carriedOver() && memory.status().level().compareTo(CustodyLevel.SEEN) <= 0) {
            return stored; // says more: the secondary holds it, too
        }
        boolean onlyHint = memory.status().level().compareTo(CustodyLevel.HINT) <= 0;
        return onlyHint && stored.level() != CustodyLevel.UNKNOWN ? stored : memory.status();
    }

    /**
     * Judges an acceptance by all tokens and parties that it names, after the backend has answered.
     *
     * @param token the token that was accepted, {@code null} if the call was about none
     * @param issued what the backend says to have issued
     * @param revealed the parties that request and answer name
     */
    public AcceptanceDecision judge(
            @Nullable Credential token, Collection<Credential> issued, Parties revealed, Side side) {
        List<CustodyKey> names = kills.keys(revealed.all());
        CustodyKey key = token == null ? null : keys.of(token);
        List<CustodyKey> returned = issued.stream().map(keys::of).toList();
        List<CustodyKey> tokens = new ArrayList<>(returned);
        if (key != null) {
            tokens.add(key);
        }
        List<CustodyKey> asked = new ArrayList<>(names);
        asked.addAll(tokens);
        View view;
        try {
            monitor.requireRightStore();
            view = updater.look(asked);
        } catch (DamagedEntryException damaged) {
            return AcceptanceDecision.of(AcceptanceVerdict.UNSETTLED);
        } catch (StoreUnavailableException down) {
            boolean maybeDead = token != null && (side == Side.SECONDARY || !outageCache.learned());
            boolean wantsMark = issued.stream().anyMatch(Credential::isCopied) && outageCache.mayBeCut(names);
            return AcceptanceDecision.of(
                    maybeDead || wantsMark || mayBeDead(asked, tokens)
                            ? AcceptanceVerdict.UNSETTLED
                            : AcceptanceVerdict.FINE);
        }
        return view.isEmpty()
                ? AcceptanceDecision.NOTHING_AGAINST_IT // as nearly always
                : AcceptanceDecision.of(
                        key,
                        returned,
                        names,
                        kills.keys(revealed.byId().all()),
                        families.judged(tokens, view.records()),
                        view.entries(),
                        side);
    }

    /** Returns the keyed hash of a credential. */
    public CustodyKey key(Credential credential) {
        return keys.of(credential);
    }

    /** Remembers for a short while that a backend recognised a credential. */
    public void hint(Credential credential, Side side) {
        localCache.hint(keys.of(credential), side);
    }

    /** Remembers that the primary recognised a credential, and whether it accepted it. */
    public void recognisedAtPrimary(Credential credential, boolean accepted) {
        localCache.recognised(keys.of(credential), accepted);
    }

    /** Returns whether this process has seen the primary recognise a token of a row, which another backend may hold, too. */
    public boolean isSeenAtPrimary(TokenRow row) {
        for (CustodyKey key : row.keys()) {
            LocalCustodyCache.Memory memory = localCache.of(key);
            CustodyLevel level =
                    memory == null ? CustodyLevel.UNKNOWN : memory.status().level();
            if (level == CustodyLevel.SEEN || level == CustodyLevel.REFUSED) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the row as the store knows it. This process's own memory counts only if no other node shares the store:
     * another node may have replaced the access token beside a refresh token.
     */
    private TokenRow row(@Nullable Credential credential, Map<CustodyKey, CustodyRecord> records) {
        if (credential == null) {
            return TokenRow.NONE;
        }
        List<CustodyKey> own = keys.allOf(credential);
        CustodyKey noted = null;
        for (int i = 0; noted == null && i < own.size(); i++) {
            CustodyRecord record = records.get(own.get(i));
            noted = record == null ? null : record.companion();
        }
        return TokenRow.of(credential, own, noted == null && !store.isDurable() ? remembered(own) : noted);
    }

    private TokenRow rowWithoutStore(@Nullable Credential credential) {
        if (credential == null) {
            return TokenRow.NONE;
        }
        List<CustodyKey> own = keys.allOf(credential);
        return TokenRow.of(credential, own, remembered(own));
    }

    private @Nullable CustodyKey remembered(List<CustodyKey> own) {
        for (CustodyKey key : own) {
            CustodyKey companion = localCache.companion(key);
            if (companion != null) {
                return companion;
            }
        }
        return null;
    }

    /**
     * Returns the row of a credential that a backend has accepted, and whose companion its token list has named.
     *
     * @param companionHash the hash of the other token of the row, {@code null} if there is none
     */
    public TokenRow row(Credential credential, @Nullable String companionHash) {
        CustodyKey other = companionHash == null ? null : keys.ofHash(credential.kind(), companionHash);
        return TokenRow.of(credential, keys.allOf(credential), other); // tokens of both kinds are keyed alike
    }

    /** Returns the hash by which a token list names a token that a backend has accepted. */
    public static String listedHash(Credential credential) {
        Credential byJwtId = credential.byJwtId();
        return (byJwtId == null ? credential : byJwtId).hash();
    }

    /** Returns whether a hash of a token list can be one that custody knows tokens by: SHA-256 in base64url. */
    public static boolean isListedHash(String hash) {
        return LISTED_HASH.matcher(hash).matches();
    }

    /**
     * Records that a client was deleted: the next one of the same name has authenticated nowhere yet.
     *
     * @param names the keys of all its names
     */
    public void clientDeleted(Collection<CustodyKey> names) {
        updater.change(names, (key, before, whole) -> CustodyRecord.unseen(before));
        localCache.forget(names);
    }

    /** Records, before the answer, that the primary authenticated a client, under every name that it goes by. */
    public void clientAuthenticated(Collection<String> names) {
        List<CustodyKey> news = kills.keys(Parties.ofClients(names).ofClients()).stream()
                .filter(key -> localCache.of(key) == null)
                .toList();
        if (!news.isEmpty()) {
            updater.see(news, updater.forgetAt());
            news.forEach(key -> localCache.recognised(key, true));
        }
    }
}
