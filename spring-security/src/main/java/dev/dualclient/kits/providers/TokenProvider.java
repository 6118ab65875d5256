package dev.dualclient.kits.providers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A provider that can be offered a token. Thread-safe. */
interface TokenProvider {

    /** Returns its name in the configuration. */
    String name();

    /** Returns the issuer of its JWTs, {@code null} if its tokens are opaque. */
    @Nullable
    String issuer();

    /** Whether it may be asked about JWTs of issuers that no provider names. */
    boolean acceptsForeignJwts();

    /** Returns what it says. */
    Verdict offer(String token);

    /**
     * How long a provider is accepted.
     *
     * @param until from when on it is not
     * @param since since when its tokens are deprecated
     */
    record Sunset(@Nullable Instant until, @Nullable Instant since) {

        boolean isOver(Instant now) {
            return until != null && !now.isBefore(until);
        }
    }
}
