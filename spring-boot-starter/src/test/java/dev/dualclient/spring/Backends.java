package dev.dualclient.spring;

import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;

/** The properties that name both emulators. */
public final class Backends {

    private Backends() {}

    /** Returns them. */
    public static String[] of(Emulators emulators) {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        return new String[] {
            "dual-client.primary.base-url=" + emulators.primary().baseUrl(),
            "dual-client.primary.service-id=" + first.serviceId(),
            "dual-client.primary.access-token=" + first.accessToken(),
            "dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
            "dual-client.secondary.service-id=" + second.serviceId(),
            "dual-client.secondary.api-key=" + second.apiKey(),
            "dual-client.secondary.api-secret=" + second.apiSecret(),
        };
    }
}
