package dev.dualclient.kits.upgrade;

import org.jspecify.annotations.Nullable;

/**
 * What became of one legacy token.
 *
 * @param result how it ended
 * @param token the new token, if there is one
 * @param mapped for whom it is
 */
record Upgrade(Result result, TokenMinter.@Nullable Minted token, Mapping.@Nullable Mapped mapped) {

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
        /** The mapper or the minter gave an answer that may not be used. */
        UNUSABLE,
        /** The mapper or the minter gave no answer. */
        UNAVAILABLE
    }

    static Upgrade minted(TokenMinter.Minted token, Mapping.Mapped mapped) {
        return new Upgrade(Result.MINTED, token, mapped);
    }

    static Upgrade without(Result result) {
        return new Upgrade(result, null, null);
    }

    /** Whether it is still what a mapper says of its legacy token. A failure is for everybody. */
    boolean isFor(Mapping.Mapped now) {
        return mapped == null
                || mapped.subject().equals(now.subject())
                        && mapped.scopes().equals(now.scopes())
                        && mapped.claims().equals(now.claims());
    }
}
