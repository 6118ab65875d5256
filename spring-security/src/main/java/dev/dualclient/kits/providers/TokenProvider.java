package dev.dualclient.kits.providers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider that can be offered a token. Thread-safe.
 *
 * @param name its name in the configuration
 * @param settings its configuration
 * @param validation judges its tokens
 */
record TokenProvider(String name, ProvidersProperties.Provider settings, TokenValidation validation) {

    /** Judges the tokens of one provider. Thread-safe. */
    @FunctionalInterface
    interface TokenValidation {

        /** Returns what the provider says. */
        Verdict validate(String token);
    }

    /** Returns the issuer of its JWTs, {@code null} if its tokens are opaque. */
    @Nullable
    String issuer() {
        return settings.jwt() == null ? null : settings.jwt().issuer();
    }

    /** Whether it may be asked about JWTs of issuers that no provider names. */
    boolean acceptsForeignJwts() {
        return settings.opaque() != null && settings.opaque().acceptsJwt();
    }

    /** Whether its tokens are not accepted any more. */
    boolean hasEnded(Instant now) {
        return settings.until() != null && !now.isBefore(settings.until());
    }
}
