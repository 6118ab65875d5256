package dev.dualclient.custody;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which backend answers for a credential: what the store holds, and what this process remembers beside it.
 * Thread-safe. Methods that need the store throw {@link StoreUnavailableException} when it is down.
 */
public final class Custody {

    private static final int MIN_SECRET = 32;
    private static final Pattern LISTED_HASH = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

    /**
     * How long a code, a device code, a user code, an auth_req_id or a request_uri lives at most; and how long it is noted
     * which row an access token is in that the primary alone holds, and ends whole.
     */
    private static final Duration ONE_TIME_LIFE = Duration.ofHours(24);

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
    private final CustodySettings settings;
    private final Time time;

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

    /** Returns the kills. */
    public Kills kills() {
        return kills;
    }

    /** Returns what the backends have not acknowledged. */
    public DeliveryQueue outbox() {
        return outbox;
    }

    /** Returns how the store is. */
    public StoreMonitor monitor() {
        return monitor;
    }

    /** Returns how much is held. */
    public CustodyCounts counts() {
        return new CustodyCounts(localCache.hints(), localCache.size(), outageCache.size(), store.size());
    }

    /** Returns what all nodes agree on beside the credentials. */
    public Notes notes() {
        return notes;
    }

    /** Returns whose credentials are whose. */
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

    /** Returns whether custody outlives this process. */
    public boolean isDurable() {
        return store.isDurable();
    }

    /** Returns how late a token migrator may write what it has read. */
    public Duration migratorLag() {
        return settings.migratorLag();
    }

    /** Returns how long a record is kept at least. */
    public Duration retention() {
        return settings.retention();
    }

    /** Returns how many tokens that nobody holds may be revoked within the migrator's lag. */
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
        List<CustodyKey> own = credential == null ? List.of() : own(credential);
        own.stream().filter(one -> !asked.contains(one)).forEach(asked::add);
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
            boolean copied = isCopied(credential) || others.stream().anyMatch(Custody::isCopied);
            boolean unsure = isAlarming(asked, tokens) || copied && ignorant;
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

    /** The keys of all that can be of a family. */
    private List<CustodyKey> tokens(List<CustodyKey> own, Collection<Credential> others) {
        List<CustodyKey> tokens = new ArrayList<>(own);
        others.stream().map(keys::of).forEach(tokens::add);
        return tokens;
    }

    /** Whether any of these is kept locally as dead, or any family that the tokens among them are known to belong to. */
    private boolean isAlarming(Collection<CustodyKey> asked, Collection<CustodyKey> tokens) {
        return outageCache.touch(asked) || outageCache.touch(families.remembered(tokens));
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

    /** The store's word, unless this process remembers more than the little that the store notes in passing. */
    private static CustodyStatus status(@Nullable CustodyRecord record, LocalCustodyCache.@Nullable Memory memory) {
        CustodyStatus stored = record == null ? CustodyStatus.UNKNOWN : record.status();
        if (memory == null || stored.level().compareTo(CustodyLevel.SEEN) > 0) {
            return stored;
        }
        boolean onlyHint = memory.status().level().compareTo(CustodyLevel.HINT) <= 0;
        return onlyHint && stored.level() != CustodyLevel.UNKNOWN ? stored : memory.status();
    }

    /**
     * Judges an acceptance by all that it reveals, after the backend has answered.
     *
     * @param token the token that was accepted, {@code null} if the call was about none
     * @param issued what the backend says to have issued
     * @param revealed whom request and answer name
     */
    public AcceptanceDecision judge(
            @Nullable Credential token, Collection<Credential> issued, Parties revealed, Side side) {
        List<CustodyKey> names = kills.keys(revealed.all());
        CustodyKey key = token == null ? null : keys.of(token);
        List<CustodyKey> brought = issued.stream().map(keys::of).toList();
        List<CustodyKey> tokens = new ArrayList<>(brought);
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
            boolean wantsMark = issued.stream().anyMatch(Custody::isCopied) && outageCache.mayBeCut(names);
            return AcceptanceDecision.of(
                    maybeDead || wantsMark || isAlarming(asked, tokens)
                            ? AcceptanceVerdict.UNSETTLED
                            : AcceptanceVerdict.FINE);
        }
        return view.isEmpty()
                ? AcceptanceDecision.NOTHING_AGAINST_IT // as nearly always
                : AcceptanceDecision.of(
                        key,
                        brought,
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

    /**
     * Remembers what one answer brought. An access token and a refresh token that come together share a row. What lives
     * at the primary alone is noted in the store, so that other nodes find it without asking the secondary.
     *
     * @param used the row of the token that was used up for it, or used and kept; {@link TokenRow#NONE} if there is none
     */
    public void issued(Collection<Credential> brought, TokenRow used, Side side) {
        IssuedRow row = IssuedRow.of(brought, used, keys);
        boolean news = row != null && !row.refresh().equals(localCache.companion(row.access()));
        for (Credential credential : brought) {
            CustodyKey key = keys.of(credential);
            if (!used.keys().contains(key)) {
                localCache.issued(key, side, companionIn(row, credential));
                if (side == Side.PRIMARY && !credential.kind().copied()) {
                    note(key);
                }
            }
        }
        if (row != null && news) {
            if (!isShared(row.refresh(), used)) {
                localCache.beside(row.refresh(), row.access());
            }
            localCache.beside(row.access(), row.refresh());
            Families.Union line = new Families.Union(tokens(row, used), null, true);
            note(row, line, used, side);
            families.forget(used.keys().stream().filter(key -> !row.has(key)).toList());
        }
    }

    /** Whether the other backend may have a row of the same refresh token, with another access token. */
    private boolean isShared(CustodyKey refreshToken, TokenRow used) {
        LocalCustodyCache.Memory memory = localCache.of(refreshToken);
        return used.keys().contains(refreshToken)
                && (memory == null || !memory.status().isOfPrimaryAlone());
    }

    /** The tokens of a row and of the one that it has taken the place of. */
    private static Set<CustodyKey> tokens(IssuedRow row, TokenRow used) {
        Set<CustodyKey> tokens = new LinkedHashSet<>(List.of(row.refresh(), row.access()));
        tokens.addAll(used.keys());
        return tokens;
    }

    /**
     * A note of convenience, for as long as the token can be of use: without it, another node looks the row up. One process
     * has its own memory, which drops what it has no room for.
     */
    private void note(IssuedRow row, Families.Union line, TokenRow used, Side side) {
        if (!store.isDurable()) {
            updater.unite(line);
            return;
        }
        try {
            updater.changeAndUnite(
                    line,
                    line.tokens(),
                    used.keys().isEmpty() ? Map.of() : null, // of what is all new nothing can be known
                    (key, before, whole) -> {
                        if (!row.has(key)) {
                            return CustodyRecord.replacedAtPrimary(before);
                        }
                        boolean kept = used.keys().contains(key);
                        boolean shared =
                                kept && (before == null || !before.status().isOfPrimaryAlone());
                        return shared ? CustodyRecord.apart(before) : noted(row, key, before, side, !kept);
                    });
        } catch (StoreUnavailableException down) {
            LOG.debug("an issued row was not noted: {}", down.getMessage());
        }
    }

    /**
     * Remembers, before the answer, what the primary has created with values that were chosen for it. The other backend
     * may hold tokens of these values, so it counts as seen there and no more: its use is looked up and claimed.
     */
    public void chosen(Collection<Credential> brought) {
        List<CustodyKey> tokens =
                brought.stream().filter(Custody::isCopied).map(keys::of).toList();
        see(tokens, updater.forgetAt());
        brought.forEach(credential -> localCache.chosen(keys.of(credential)));
    }

    /**
     * Marks what was issued to those who are under a kill of many: it came after, and shall live. Written before the
     * answer.
     *
     * @param earlierKills the kills, by their ids
     */
    public void mark(Collection<Credential> brought, Set<String> earlierKills, Side side) {
        List<CustodyKey> tokens = brought.stream()
                .filter(Custody::isCopied)
                .flatMap(token -> own(token).stream())
                .toList();
        if (!tokens.isEmpty() && !earlierKills.isEmpty()) {
            Instant expires = updater.forgetAt();
            updater.change(tokens, (key, before, row) -> CustodyRecord.issued(before, side, earlierKills, expires));
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

    /**
     * Returns the record of a token with its row.
     *
     * @param fresh whether the backend has just issued it; what the primary has issued exists nowhere else
     */
    private CustodyRecord noted(
            IssuedRow row, CustodyKey key, @Nullable CustodyRecord before, Side side, boolean fresh) {
        boolean atPrimaryAlone = fresh && side == Side.PRIMARY;
        Instant expires = atPrimaryAlone && key.equals(row.access())
                ? time.now().plus(ONE_TIME_LIFE).truncatedTo(ChronoUnit.SECONDS)
                : updater.forgetAt();
        CustodyRecord now =
                CustodyRecord.issued(before, side, List.of(), expires).beside(row.beside(key));
        return atPrimaryAlone ? now.atPrimaryAlone() : now;
    }

    /** The other token of the row of something that was issued. */
    private @Nullable CustodyKey companionIn(@Nullable IssuedRow row, Credential credential) {
        if (row == null) {
            return null;
        }
        return switch (credential.kind()) {
            case ACCESS_TOKEN -> row.refresh();
            case REFRESH_TOKEN -> row.access();
            default -> null;
        };
    }

    /** Returns the keys under which a token may be known: its own first, then that of the {@code jti} of a JWT. */
    private List<CustodyKey> own(Credential credential) {
        Credential byJwtId = credential.byJwtId();
        return byJwtId == null ? List.of(keys.of(credential)) : List.of(keys.of(credential), keys.of(byJwtId));
    }

    /**
     * The store's word on the row. Another node may have replaced what this process remembers beside a refresh token, so
     * that counts only where nobody shares the store.
     */
    private TokenRow row(@Nullable Credential credential, Map<CustodyKey, CustodyRecord> records) {
        if (credential == null) {
            return TokenRow.NONE;
        }
        List<CustodyKey> own = own(credential);
        CustodyKey noted = own.stream()
                .map(records::get)
                .filter(Objects::nonNull)
                .map(CustodyRecord::companion)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return TokenRow.of(credential, own, noted == null && !store.isDurable() ? remembered(own) : noted);
    }

    private TokenRow rowWithoutStore(@Nullable Credential credential) {
        if (credential == null) {
            return TokenRow.NONE;
        }
        List<CustodyKey> own = own(credential);
        return TokenRow.of(credential, own, remembered(own));
    }

    private @Nullable CustodyKey remembered(List<CustodyKey> own) {
        return own.stream()
                .map(localCache::companion)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the row of a credential that a backend has accepted, and whose companion its token list has named.
     *
     * @param companionHash the hash of the other token of the row, {@code null} if there is none
     */
    public TokenRow row(Credential credential, @Nullable String companionHash) {
        CustodyKey other = companionHash == null ? null : keys.ofHash(credential.kind(), companionHash);
        return TokenRow.of(credential, own(credential), other); // tokens of both kinds are keyed alike
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
     * Claims a row for a backend before it is consumed there.
     *
     * @param user whom the request names, who says to be its owner
     * @return the claim, {@code null} if the row belongs to the other backend, was killed, or may be
     */
    public @Nullable Claim claim(TokenRow row, Side side, Parties user) {
        return claim(row, side, user, Map.of());
    }

    /**
     * The same of what has just been looked up.
     *
     * @param known what is known of it; where that is not all of the row, the store is asked first
     */
    public @Nullable Claim claim(TokenRow row, Side side, Parties user, CustodySnapshot known) {
        Set<CustodyKey> found = known.records().keySet();
        boolean part = row.keys().stream().anyMatch(found::contains) && !found.containsAll(row.keys());
        return claim(row, side, user, part ? null : known.records());
    }

    private @Nullable Claim claim(
            TokenRow row, Side side, Parties user, @Nullable Map<CustodyKey, CustodyRecord> guess) {
        String claimant = UUID.randomUUID().toString();
        List<CustodyKey> owner = kills.keys(user.ofClients());
        Instant expires = updater.forgetAt();
        RecordUpdater.Rule claimed = (key, before, whole) -> {
            CustodyRecord used = whole.get(row.keys().get(0));
            return used != null && used.isTakenFrom(side) // then all of the row is the other backend's
                    ? CustodyRecord.claimed(before, whole.values(), used.side(), null, owner, expires)
                    : CustodyRecord.claimed(before, whole.values(), side, claimant, owner, expires);
        };
        Map<CustodyKey, CustodyRecord> stand = updater.change(row.keys(), guess, claimed, List.of(), List.of());
        CustodyRecord stands = families.judged(row.keys(), stand).get(row.keys().get(0));
        boolean won = stands != null
                && !stands.isKilledBy(owner)
                && (stands.kills().isEmpty() || !owner.isEmpty())
                && stands.side() == side
                && stands.level().compareTo(CustodyLevel.CLAIMED) >= 0;
        return won ? new Claim(row, side, claimant, stand) : null;
    }

    /** Returns whether a token of a row was killed, or these have asked for its end. */
    public boolean isEnded(TokenRow row, Parties user) {
        List<CustodyKey> owner = kills.keys(user.ofClients());
        Map<CustodyKey, CustodyRecord> judged =
                families.judged(row.keys(), updater.look(row.keys()).records());
        return row.keys().stream().map(judged::get).anyMatch(record -> record != null && record.isKilledBy(owner));
    }

    /** Takes a claim back, if it is this request's own and nobody has met it. */
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
     * @param brought what the backend issued for it; its refresh token is the successor
     * @param revealed whom request and answer name
     * @return whether this is the consumption that counts; otherwise the backend answered from a late copy
     */
    public boolean spent(Claim claim, Collection<Credential> brought, Parties revealed) {
        List<CustodyKey> row = claim.row().keys();
        CustodyKey own = row.get(0);
        CustodyKey next = IssuedRow.refreshToken(brought, keys);
        IssuedRow issued = IssuedRow.of(brought, claim.row(), keys);
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
                && (after == null || !after.isTakenFrom(claim.side()) && !after.isKilledBy(owner));
    }

    /** The tokens that a use puts into one family: those of the row that it was of, and what it has brought. */
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

    /** The keys that a use changes: those of the row that it was of, and of the one that it has brought. */
    private Set<CustodyKey> withIssued(List<CustodyKey> row, @Nullable CustodyKey next, @Nullable IssuedRow issued) {
        Set<CustodyKey> all = new LinkedHashSet<>(row);
        if (next != null) {
            all.add(next);
        }
        if (issued != null && store.isDurable()) {
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
        return store.isDurable() ? noted(issued, key, after, claim.side(), true) : after;
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
     * @param brought what the backend issued for it
     */
    public void kept(Claim claim, Collection<Credential> brought) {
        List<CustodyKey> row = claim.row().keys();
        CustodyKey own = row.get(0);
        IssuedRow issued = IssuedRow.of(brought, claim.row(), keys);
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
            see(news, updater.forgetAt());
            news.forEach(key -> localCache.recognised(key, true));
        }
    }

    private void see(List<CustodyKey> seen, Instant expires) {
        updater.change(seen, (key, before, whole) -> CustodyRecord.seen(before, expires));
    }
}
