package dev.dualclient.test.scenarios;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.time.Duration;

/** APIs that a busy machine does not make give up, so that only what a test breaks is broken. */
final class Patience {

    /** Far longer than either emulator takes. */
    static final Duration LONG = Duration.ofSeconds(30);

    private Patience() {}

    /** Begins an API that waits long for either backend. */
    static DualAuthleteApiBuilder with(Emulators emulators) {
        return with(emulators, LONG, LONG);
    }

    /** Begins an API whose settings have no secondary. */
    static DualAuthleteApiBuilder ofPrimaryAlone(Emulators emulators) {
        EmulatedCredentials credentials = emulators.primary().credentials();
        return DualAuthleteApi.builder()
                .primary(
                        primary -> primary.baseUrl(emulators.primary().baseUrl().toString())
                                .serviceId(credentials.serviceId())
                                .accessToken(credentials.accessToken())
                                .responseTimeout(LONG))
                .callTimeout(LONG);
    }

    /**
     * Begins an API.
     *
     * @param primary how long it waits for the primary to connect, and then to answer
     * @param secondary how long it waits for the secondary
     */
    static DualAuthleteApiBuilder with(Emulators emulators, Duration primary, Duration secondary) {
        return emulators
                .api()
                .callTimeout(LONG.multipliedBy(3))
                .killTimeout(LONG)
                .primary(settings -> settings.connectTimeout(primary).responseTimeout(primary))
                .secondary(settings -> settings.connectTimeout(secondary).responseTimeout(secondary));
    }
}
