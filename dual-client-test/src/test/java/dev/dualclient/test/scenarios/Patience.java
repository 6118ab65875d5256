package dev.dualclient.test.scenarios;

import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.test.Emulators;
import java.time.Duration;

/** APIs that a busy machine does not make give up, so that only what a test breaks is broken. */
final class Patience {

    private static final Duration RESPONSE = Duration.ofSeconds(30);

    private Patience() {}

    /** Begins an API that waits long for either backend. */
    static DualAuthleteApiBuilder with(Emulators emulators) {
        return emulators
                .api()
                .callTimeout(RESPONSE.multipliedBy(3))
                .killTimeout(RESPONSE)
                .primary(primary -> primary.connectTimeout(RESPONSE).responseTimeout(RESPONSE))
                .secondary(secondary -> secondary.connectTimeout(RESPONSE).responseTimeout(RESPONSE));
    }

    /** Begins an API that waits long for the secondary, but not for the primary. */
    static DualAuthleteApiBuilder butForThePrimary(Emulators emulators, Duration response) {
        return with(emulators).primary(primary -> primary.responseTimeout(response));
    }
}
