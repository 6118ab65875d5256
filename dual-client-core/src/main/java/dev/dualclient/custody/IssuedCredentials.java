package dev.dualclient.custody;

import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what backends issue: which tokens share a row, where they live, and that they came after a kill. Thread-safe.
 * Methods that need the store throw {@link StoreUnavailableException} when it is down.
 */
public final class IssuedCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(IssuedCredentials.class);

    /**
     * How long a code, a device code, a user code, an auth_req_id or a request_uri lives at most; and how long it is noted
     * which row an access token is in that the primary alone holds, and ends whole.
     */
    private static final Duration ONE_TIME_LIFE = Duration.ofHours(24);

    private final KeyRing keys;
    private final Families families;
    private final RecordUpdater updater;
    private final LocalCustodyCache localCache;
    private final Time time;

    IssuedCredentials(KeyRing keys, Families families, RecordUpdater updater, LocalCustodyCache localCache, Time time) {
        this.keys = keys;
        this.families = families;
        this.updater = updater;
        this.localCache = localCache;
        this.time = time;
    }

    /**
     * Remembers what one answer returned. An access token and a refresh token that come together share a row. What lives
     * at the primary alone is noted in the store, so that other nodes find it without asking the secondary.
     *
     * @param used the row of the token that was used up for it, or used and kept; {@link TokenRow#NONE} if there is none
     */
    public void issued(Collection<Credential> returned, TokenRow used, Side side) {
        IssuedRow row = IssuedRow.of(returned, used, keys);
        boolean news = row != null && !row.refresh().equals(localCache.companion(row.access()));
        for (Credential credential : returned) {
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
        if (!updater.store().isDurable()) {
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
    public void chosen(Collection<Credential> returned) {
        List<CustodyKey> tokens =
                returned.stream().filter(Credential::isCopied).map(keys::of).toList();
        updater.see(tokens, updater.forgetAt());
        returned.forEach(credential -> localCache.chosen(keys.of(credential)));
    }

    /**
     * Marks what was issued to those who are under a kill of many: it came after, and shall live. Written before the
     * answer.
     *
     * @param earlierKills the kills, by their ids
     */
    public void mark(Collection<Credential> returned, Set<String> earlierKills, Side side) {
        List<CustodyKey> tokens = returned.stream()
                .filter(Credential::isCopied)
                .flatMap(token -> keys.allOf(token).stream())
                .toList();
        if (!tokens.isEmpty() && !earlierKills.isEmpty()) {
            Instant expires = updater.forgetAt();
            updater.change(tokens, (key, before, row) -> CustodyRecord.issued(before, side, earlierKills, expires));
        }
    }

    /** A note of convenience: without it, another node asks both backends. So a store that is down does not matter. */
    private void note(CustodyKey key) {
        try {
            updater.see(List.of(key), time.now().plus(ONE_TIME_LIFE).truncatedTo(ChronoUnit.SECONDS));
        } catch (StoreUnavailableException down) {
            LOG.debug("an issued credential was not noted: {}", down.getMessage());
        }
    }

    /**
     * Returns the record of a token with its row.
     *
     * @param fresh whether the backend has just issued it; what the primary has issued exists nowhere else
     */
    CustodyRecord noted(IssuedRow row, CustodyKey key, @Nullable CustodyRecord before, Side side, boolean fresh) {
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
}
