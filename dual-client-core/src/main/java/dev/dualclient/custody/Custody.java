package dev.dualclient.custody;

import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which backend answers for a credential: what the store holds, and what this process remembers beside it.
 * Thread-safe. Methods that need the store throw {@link StoreUnavailableException} when it is down.
 */
public final class Custody {

    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);
    private static final int MAX_CHANGES = 100;

    /** How long a code, a device code, a user code, an auth_req_id or a request_uri lives at most. */
    private static final Duration ONE_TIME_LIFE = Duration.ofHours(24);

    private final CustodyStore store;
    private final KeyRing hash;
    private final Recollection recollection;
    private final CustodySettings settings;
    private final Time time;

    /**
     * Creates custody over a store.
     *
     * @param store the store; whoever opened it closes it
     * @param key the secret from which the keyed hashes are made; the same on all nodes that share a store
     * @param service the service that the credentials belong to
     * @param settings how long and how much to remember
     * @param time the source of time
     */
    public Custody(CustodyStore store, byte[] key, String service, CustodySettings settings, Time time) {
        this.store = store;
        this.hash = new KeyRing(List.of(key), service);
        this.recollection = new Recollection(settings.hintTtl(), settings.retention(), settings.maxEntries(), time);
        this.settings = settings;
        this.time = time;
    }

    /** Creates custody in the memory of this process, with a key of its own. */
    public static Custody inMemory(String service, CustodySettings settings, Time time) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Custody(new MemoryStore(settings.maxEntries(), time), key, service, settings, time);
    }

    /**
     * What is known before a call is decided.
     *
     * @param standing of the credential that the call is about
     * @param clientAuthenticated whether the primary has authenticated the client before
     */
    public record Knowledge(Standing standing, boolean clientAuthenticated) {}

    /** Returns what is known of a credential and a client, in one look at the store. */
    public Knowledge of(@Nullable Credential credential, Collection<String> clientNames) {
        List<CustodyKey> clients = clientNames.stream()
                .map(name -> hash.ofName(Name.Kind.CLIENT, name))
                .toList();
        List<CustodyKey> keys = new ArrayList<>(clients);
        CustodyKey key = credential == null ? null : hash.of(credential);
        if (key != null) {
            keys.add(key);
        }
        Map<CustodyKey, CustodyRecord> found =
                keys.isEmpty() ? Map.of() : store.look(keys).records();
        return new Knowledge(
                key == null ? Standing.UNKNOWN : standing(found.get(key), recollection.of(key)),
                clients.stream().anyMatch(found::containsKey));
    }

    /** The store's word, unless this process remembers more than the little that the store notes in passing. */
    private static Standing standing(@Nullable CustodyRecord record, Recollection.@Nullable Memory memory) {
        Standing stored = record == null ? Standing.UNKNOWN : record.standing();
        if (memory == null || stored.firmness().compareTo(Firmness.SEEN) > 0) {
            return stored;
        }
        boolean onlyHint = memory.standing().firmness() == Firmness.HINT;
        return onlyHint && record != null ? stored : memory.standing();
    }

    /** Remembers for a short while that a backend recognised a credential. */
    public void hint(Credential credential, Side side) {
        recollection.hint(hash.of(credential), side);
    }

    /** Remembers that the primary recognised a credential, and whether it accepted it. */
    public void recognisedAtPrimary(Credential credential, boolean accepted) {
        recollection.recognised(hash.of(credential), accepted);
    }

    /**
     * Remembers what one answer brought. An access token and a refresh token that come together share a row. What lives
     * at the primary alone is noted in the store, so that other nodes find it without asking the secondary.
     */
    public void issued(Collection<Credential> brought, Side side) {
        for (Credential credential : brought) {
            CustodyKey key = hash.of(credential);
            recollection.issued(key, side, companionIn(brought, credential.kind()));
            if (side == Side.PRIMARY && !credential.kind().copied()) {
                note(key);
            }
        }
    }

    /** A note of convenience: without it, another node asks both backends. So a store that is down does not matter. */
    private void note(CustodyKey key) {
        try {
            see(List.of(key), time.now().plus(ONE_TIME_LIFE));
        } catch (StoreUnavailableException down) {
            LOG.debug("an issued credential was not noted: {}", down.getMessage());
        }
    }

    private @Nullable CustodyKey companionIn(Collection<Credential> brought, CredentialKind kind) {
        return brought.stream()
                .filter(credential -> credential.kind() == companion(kind))
                .findFirst()
                .map(hash::of)
                .orElse(null);
    }

    /** Returns the row of a credential as far as this process knows it; the credential itself comes first. */
    public List<CustodyKey> row(Credential credential) {
        CustodyKey key = hash.of(credential);
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
        row.add(hash.of(credential));
        if (companionHash != null) {
            row.add(hash.ofHash(credential.kind(), companionHash)); // tokens of both kinds are keyed alike
        }
        return row;
    }

    /** Returns the row of a token of which a call gave the hash in place of the value. */
    public List<CustodyKey> rowOfHash(Credential token) {
        return List.of(hash.ofHash(token.kind(), token.value()));
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
     * @return the claim, {@code null} if the row belongs to the other backend or was killed
     */
    public @Nullable Claim claim(List<CustodyKey> row, Side side) {
        String claimant = UUID.randomUUID().toString();
        Instant expires = forgetAt();
        CustodyRecord stands =
                update(row, null, (before, whole) -> CustodyRecord.claimed(before, whole, side, claimant, expires));
        boolean lost = stands.isKilled() || stands.side() != side;
        return lost ? null : new Claim(row, side, claimant, stands);
    }

    /** Takes a claim back, if it is this request's own and nobody has met it. */
    public void withdraw(Claim claim) {
        if (claim.own()) {
            change(claim.row(), claim.stands(), (before, whole) -> CustodyRecord.withdrawn(before, claim.claimant()));
        }
    }

    /**
     * Records that a claimed row was consumed.
     *
     * @param successor what replaced its refresh token, {@code null} if nothing did
     * @return whether this is the consumption that counts; otherwise the backend answered from a late copy
     */
    public boolean spent(Claim claim, @Nullable Credential successor) {
        return spent(claim.row(), claim.stands(), claim.side(), successor);
    }

    /** Records that a row was consumed which is not claimed, for it cannot be copied. */
    public void spent(List<CustodyKey> row, Side side) {
        spent(row, null, side, null);
    }

    private boolean spent(
            List<CustodyKey> row, @Nullable CustodyRecord guess, Side side, @Nullable Credential successor) {
        CustodyKey next = successor == null ? null : hash.of(successor);
        Instant expires = forgetAt();
        CustodyRecord stands = update(row, guess, (before, whole) -> CustodyRecord.spent(before, side, next, expires));
        recollection.forget(row);
        return stands.firmness() == Firmness.SPENT
                && stands.side() == side
                && (next == null || next.equals(stands.successor()));
    }

    /** Records that a row was killed. */
    public void killed(List<CustodyKey> row) {
        Instant expires = forgetAt();
        update(row, null, (before, whole) -> CustodyRecord.killed(before, "kill", expires));
        recollection.forget(row);
    }

    /** Records, before the answer, that the primary authenticated a client, under every name that it goes by. */
    public void clientAuthenticated(Collection<String> names) {
        List<CustodyKey> news = names.stream()
                .distinct()
                .map(name -> hash.ofName(Name.Kind.CLIENT, name))
                .filter(key -> recollection.of(key) == null)
                .toList();
        if (!news.isEmpty()) {
            see(news, forgetAt());
            news.forEach(key -> recollection.recognised(key, true));
        }
    }

    private void see(List<CustodyKey> keys, Instant expires) {
        update(keys, null, (before, whole) -> CustodyRecord.seen(before, expires));
    }

    /** What a record becomes, given the records of its whole row. */
    private interface Rule {
        @Nullable
        CustodyRecord next(@Nullable CustodyRecord before, Collection<CustodyRecord> row);
    }

    /**
     * Changes the records of a row by a rule, and returns the first one as it then stands.
     *
     * @param guess what is expected to be there, so that a right guess costs one round trip
     */
    private CustodyRecord update(List<CustodyKey> row, @Nullable CustodyRecord guess, Rule rule) {
        return Objects.requireNonNull(change(row, guess, rule), "only a withdrawal leaves nothing");
    }

    private @Nullable CustodyRecord change(List<CustodyKey> row, @Nullable CustodyRecord guess, Rule rule) {
        Map<CustodyKey, CustodyRecord> known = new HashMap<>();
        if (guess != null) {
            row.forEach(key -> known.put(key, guess));
        }
        for (int attempt = 0; attempt < MAX_CHANGES; attempt++) {
            List<Change> changes = new ArrayList<>();
            for (CustodyKey key : row) {
                changes.add(new Change(key, known.get(key), rule.next(known.get(key), known.values())));
            }
            if (store.change(changes, List.of())) {
                return changes.get(0).to();
            }
            known.clear();
            known.putAll(store.look(row).records());
        }
        throw new StoreUnavailableException(
                "the records of one credential change too fast; is it presented in a loop?");
    }

    /** When a record may be forgotten: after as long as a credential lives, and the migrator's lag. */
    private Instant forgetAt() {
        return time.now().plus(settings.retention()).plus(settings.migratorLag());
    }
}
