package dev.dualclient.kits.upgrade;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one legacy token.
 *
 * @param result how it ended
 * @param token the new token, if there is one
 * @param key under which the new token is kept, if there is one
 */
record Upgrade(
        Result result,
        TokenMinter.@Nullable Minted token,
        @Nullable Key key) {

    /** The hash of a legacy token; and what the mapper says of it, where it is asked at each request. */
    record Key(String hash, @Nullable String subject, Set<String> scopes, Map<String, Object> claims) {}

    /** How it ended. */
    enum Result {
        /** There is a new token. */
        MINTED,
        /** It is no legacy token. */
        NOT_MINE,
        /** It is not valid. */
        INVALID,
        /** There is no subject for it. */
        UNMAPPED,
        /** The mapper or the minter gave no answer, or one that may not be used. */
        UNAVAILABLE;

        /** Returns its name in metrics. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Upgrade minted(TokenMinter.Minted token, Key key) {
        return new Upgrade(Result.MINTED, token, key);
    }

    static Upgrade without(Result result) {
        return new Upgrade(result, null, null);
    }
}
