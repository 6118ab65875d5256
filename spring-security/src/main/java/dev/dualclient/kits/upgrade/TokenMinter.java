package dev.dualclient.kits.upgrade;

import java.time.Duration;
import java.time.Instant;

/**
 * Makes new tokens. A bean of this type takes the place of those in {@code dual-client.kits.token-upgrade.minter}. May
 * block, as a {@link LegacyTokenMapper} may. Thread-safe.
 */
@FunctionalInterface
public interface TokenMinter {

    /** Mints a token that expires at the order's moment or earlier. */
    Minted mint(Order order);

    /**
     * What to mint.
     *
     * @param legacy the legacy token, for minters that exchange it; it must not become part of the new one
     * @param mapped for whom
     * @param life how long the new token may live
     */
    record Order(LegacyToken legacy, Mapping.Mapped mapped, Duration life) {}

    /**
     * A new token.
     *
     * @param value the token
     * @param expires when it expires
     */
    record Minted(String value, Instant expires) {

        /** Tells nothing of the token. */
        @Override
        public String toString() {
            return "Minted[expires=" + expires + "]";
        }
    }
}
