package dev.dualclient.test;

import dev.dualclient.migration.readiness.ExternalFacts;
import java.time.Duration;

/**
 * What readiness has to be told of emulators, because no list shows it: they sign ID tokens with keys of their own, so these
 * have to expire, and their access tokens are opaque. Immutable.
 *
 * @param idTokenLife how long their ID tokens live
 */
public record EmulatedFacts(Duration idTokenLife) implements ExternalFacts {

    @Override
    public Boolean signsAccessTokens() {
        return false;
    }
}
