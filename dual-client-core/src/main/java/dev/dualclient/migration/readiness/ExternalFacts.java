package dev.dualclient.migration.readiness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an inventory, a preflight or a probe knows of the secondary, and the lists do not show. Every answer may be
 * {@code null} for unknown; an unknown fact is never taken for a good one. Implementations are quick and thread-safe.
 */
public interface ExternalFacts {

    /** Nothing is known. */
    ExternalFacts UNKNOWN = new ExternalFacts() {};

    /** Returns whether the token list of the secondary shows rows whose access token has expired and whose refresh token lives. */
    default @Nullable Boolean listsExpiredRows() {
        return null;
    }

    /** Returns how long ID tokens of the secondary live. */
    default @Nullable Duration idTokenLife() {
        return null;
    }

    /** Returns whether access tokens of the secondary are signed JWTs. */
    default @Nullable Boolean signsAccessTokens() {
        return null;
    }

    /** Returns the longest life of a code, device code, backchannel request or pushed request at the secondary. */
    default @Nullable Duration oneTimeLife() {
        return null;
    }

    /** Returns how a client of the secondary stands at the primary. */
    default @Nullable ClientStanding client(String clientId) {
        return null;
    }
}
