package dev.dualclient.kits.providers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one provider says of one token.
 *
 * @param outcome how it ended
 * @param principal whom the token is about, if it is accepted
 * @param expires when an accepted token expires, {@code null} if nobody says
 * @param description what the caller is told of a refusal
 */
record Verdict(
        Outcome outcome,
        @Nullable ProviderPrincipal principal,
        @Nullable Instant expires,
        String description) {

    /** How it ended. */
    enum Outcome {
        /** The token is valid. */
        ACCEPTED,
        /** The token is the provider's, and invalid. */
        REFUSED,
        /** The provider does not know the token, or knows that it is not valid any more. */
        UNRECOGNIZED,
        /** There was no answer. */
        UNAVAILABLE
    }

    static Verdict accepted(ProviderPrincipal principal, @Nullable Instant expires) {
        return new Verdict(Outcome.ACCEPTED, principal, expires, "");
    }

    static Verdict refused(String description) {
        return new Verdict(Outcome.REFUSED, null, null, description);
    }

    static Verdict of(Outcome outcome) {
        return new Verdict(outcome, null, null, "");
    }
}
