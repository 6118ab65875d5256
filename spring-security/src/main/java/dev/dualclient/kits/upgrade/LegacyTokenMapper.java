package dev.dualclient.kits.upgrade;

/**
 * Validates a legacy token and says for whom the new one is. A bean of this type takes the place of
 * {@code dual-client.kits.token-upgrade.map-token-endpoint}. May block: each call gets the time budget, and an exception
 * counts as no answer. Runs in threads of the kit. The token must not be logged or kept. Thread-safe.
 */
@FunctionalInterface
public interface LegacyTokenMapper {

    /** Maps a token. */
    Mapping map(LegacyToken token);
}
