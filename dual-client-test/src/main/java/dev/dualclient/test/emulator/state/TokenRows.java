package dev.dualclient.test.emulator.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The token rows of a server, found by id or by the hash of either token. */
public final class TokenRows {

    /** What became of a row that somebody else wrote. */
    public enum Written {
        /** The row was not there. */
        INSERTED,
        /** The row took the place of an older copy of itself. */
        REPLACED,
        /** This server had changed its row, so that one was kept. */
        KEPT
    }

    private final Map<String, TokenRow> byId = new LinkedHashMap<>();
    private final Map<String, String> byAccessToken = new HashMap<>();
    private final Map<String, String> byRefreshToken = new HashMap<>();
    private final Map<String, String> byPreviousRefreshToken = new HashMap<>();
    private final UnaryOperator<String> opaque;
    private long modifications;

    /**
     * Creates an empty table.
     *
     * @param opaque gives the random string that an access token stands for
     */
    TokenRows(UnaryOperator<String> opaque) {
        this.opaque = opaque;
    }

    /** Returns all rows, oldest first. */
    public Collection<TokenRow> all() {
        return List.copyOf(byId.values());
    }

    /** Returns the row of an access token, a random string or a JWT, {@code null} if there is none. */
    public @Nullable TokenRow ofAccessToken(String value) {
        return ofAccessTokenHash(Opaque.hash(opaque.apply(value)));
    }

    /** Returns the row of the access token that has a hash, {@code null} if there is none. */
    public @Nullable TokenRow ofAccessTokenHash(String hash) {
        return at(byAccessToken.get(hash));
    }

    /** Returns the row of a refresh token, {@code null} if there is none. */
    public @Nullable TokenRow ofRefreshToken(String value) {
        return at(byRefreshToken.get(Opaque.hash(value)));
    }

    /** Returns the row whose last refresh replaced that refresh token, {@code null} if there is none. */
    public @Nullable TokenRow ofPreviousRefreshToken(String value) {
        return at(byPreviousRefreshToken.get(Opaque.hash(value)));
    }

    /** Returns the row that holds a token, given by its value or by its hash, {@code null} if there is none. */
    public @Nullable TokenRow ofAnyToken(String valueOrHash) {
        TokenRow row = ofAccessToken(valueOrHash);
        row = row == null ? ofRefreshToken(valueOrHash) : row;
        row = row == null ? at(byAccessToken.get(valueOrHash)) : row;
        return row == null ? at(byRefreshToken.get(valueOrHash)) : row;
    }

    /** Returns the row of that id, {@code null} if there is none. */
    public @Nullable TokenRow at(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    /** Stores a row that this server issued or changed. */
    public TokenRow put(TokenRow row) {
        return store(row, true);
    }

    /** Removes a row, and with it both its tokens. */
    public void remove(TokenRow row) {
        TokenRow gone = byId.remove(row.id());
        if (gone != null) {
            forget(gone);
        }
    }

    /** Forgets the access token of a row. That is no change of the row which a token migrator would see. */
    void forgetAccessToken(TokenRow row) {
        byAccessToken.remove(row.accessTokenHash());
        byId.replace(row.id(), row.change().withoutAccessToken().build());
    }

    /** Removes the rows that a condition holds for and returns how many they were. */
    public int removeIf(Predicate<TokenRow> condition) {
        return removeIf(condition, Integer.MAX_VALUE);
    }

    /** Removes the oldest of the rows that a condition holds for, at most so many, and returns how many they were. */
    public int removeIf(Predicate<TokenRow> condition, int limit) {
        List<TokenRow> doomed =
                byId.values().stream().filter(condition).limit(limit).toList();
        doomed.forEach(this::remove);
        return doomed.size();
    }

    /**
     * Writes a row of another server as a copy.
     *
     * @param guarded whether a row that this server has changed is kept
     */
    public Written write(TokenRow copy, boolean guarded) {
        TokenRow here = at(copy.id());
        here = here == null && copy.accessTokenHash() != null ? at(byAccessToken.get(copy.accessTokenHash())) : here;
        here = here == null && copy.refreshTokenHash() != null ? at(byRefreshToken.get(copy.refreshTokenHash())) : here;
        if (here == null) {
            store(copy, false);
            return Written.INSERTED;
        }
        if (guarded && here.changedHere()) {
            return Written.KEPT;
        }
        remove(here);
        store(copy, false);
        return Written.REPLACED;
    }

    /** Removes the row of an id on behalf of another server, and returns whether it was there and not kept. */
    public boolean erase(String id, boolean guarded) {
        TokenRow here = at(id);
        if (here == null || guarded && here.changedHere()) {
            return false;
        }
        remove(here);
        return true;
    }

    private TokenRow store(TokenRow row, boolean here) {
        TokenRow stamped = row.stamped(++modifications, here);
        TokenRow before = byId.put(stamped.id(), stamped);
        if (before != null) {
            forget(before);
        }
        if (stamped.accessTokenHash() != null) {
            byAccessToken.put(stamped.accessTokenHash(), stamped.id());
        }
        if (stamped.refreshTokenHash() != null) {
            byRefreshToken.put(stamped.refreshTokenHash(), stamped.id());
        }
        if (stamped.previousRefreshTokenHash() != null) {
            byPreviousRefreshToken.put(stamped.previousRefreshTokenHash(), stamped.id());
        }
        return stamped;
    }

    private void forget(TokenRow row) {
        byAccessToken.remove(row.accessTokenHash());
        byRefreshToken.remove(row.refreshTokenHash());
        byPreviousRefreshToken.remove(row.previousRefreshTokenHash());
    }
}
