package dev.dualclient.custody;

import dev.dualclient.backend.Time;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Knows which backend answers for a credential: what the store holds, and what this process remembers beside it.
 * Thread-safe. Methods that need the store throw {@link StoreUnavailableException} when it is down.
 */
public final class Custody {

    private final CustodyStore store;
    private final KeyedHash hash;
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
        this.hash = new KeyedHash(key, service);
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

    /** Returns what is known of a credential: the store's word before this process's own. */
    public Standing standing(@Nullable Credential credential) {
        if (credential == null) {
            return Standing.UNKNOWN;
        }
        CustodyKey key = hash.of(credential);
        CustodyRecord record = store.find(key);
        if (record != null && record.firmness() != Firmness.SEEN) {
            return record.standing();
        }
        Recollection.Memory memory = recollection.of(key);
        if (memory != null && memory.standing().firmness().compareTo(Firmness.HINT) > 0 || record == null) {
            return memory == null ? Standing.UNKNOWN : memory.standing();
        }
        return record.standing();
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
                store.see(key, forgetAt());
            }
        }
    }

    private @Nullable CustodyKey companionIn(Collection<Credential> brought, CredentialKind kind) {
        CredentialKind other = companion(kind);
        return brought.stream()
                .filter(credential -> credential.kind() == other)
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
            row.add(hash.ofHash(companion(credential.kind()), companionHash));
        }
        return row;
    }

    /** Returns the hash by which a token list names a token. */
    public static String listedHash(Credential credential) {
        return KeyedHash.hash(credential.value());
    }

    private static CredentialKind companion(CredentialKind kind) {
        return kind == CredentialKind.REFRESH_TOKEN ? CredentialKind.ACCESS_TOKEN : CredentialKind.REFRESH_TOKEN;
    }

    /**
     * Claims a row for a backend before it is consumed there.
     *
     * @return the claim, {@code null} if the row belongs to the other backend or was killed
     */
    public @Nullable Claim claim(List<CustodyKey> row, Side side) {
        String claimant = UUID.randomUUID().toString();
        CustodyRecord stands = store.claim(row, side, claimant, forgetAt());
        if (stands.firmness() == Firmness.KILLED || stands.side() != side) {
            return null;
        }
        return new Claim(row, side, claimant, claimant.equals(stands.claimant()));
    }

    /** Takes a claim back, if it is this request's own and nobody has met it. */
    public void withdraw(Claim claim) {
        if (claim.own()) {
            store.withdraw(claim.row(), claim.claimant());
        }
    }

    /**
     * Records that a row was consumed.
     *
     * @param successor what replaced its refresh token, {@code null} if nothing did
     * @return whether this is the consumption that counts; otherwise the backend answered from a late copy
     */
    public boolean spent(List<CustodyKey> row, Side side, @Nullable Credential successor) {
        CustodyKey next = successor == null ? null : hash.of(successor);
        CustodyRecord stands = store.spend(row, side, next, forgetAt());
        recollection.forget(row);
        return stands.firmness() == Firmness.SPENT
                && stands.side() == side
                && (next == null || Objects.equals(stands.successor(), next));
    }

    /** Records that a row was killed. */
    public void killed(List<CustodyKey> row) {
        store.kill(row, forgetAt());
        recollection.forget(row);
    }

    /** Records, before the answer, that the primary authenticated a client, under every name that it goes by. */
    public void clientAuthenticated(Collection<String> names) {
        Instant expires = forgetAt();
        names.forEach(name -> store.see(hash.ofClient(name), expires));
    }

    /** Returns whether the primary has authenticated a client of one of these names. */
    public boolean hasAuthenticated(Collection<String> names) {
        return names.stream().anyMatch(name -> store.find(hash.ofClient(name)) != null);
    }

    /** How long a kill or a cut has to outlive what it kills: as long as a credential lives, and the migrator's lag. */
    private Instant forgetAt() {
        return time.now().plus(settings.retention()).plus(settings.migratorLag());
    }
}
