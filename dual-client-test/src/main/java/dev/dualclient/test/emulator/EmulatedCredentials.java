package dev.dualclient.test.emulator;

import org.jspecify.annotations.Nullable;

/**
 * With what an emulated server is called. The defaults are documented: an emulator listens on loopback only. Immutable.
 *
 * @param serviceId the number of the service, part of the paths of 3.0; at most 15 digits
 * @param apiKey the API key of the service at 2.3
 * @param apiSecret the API secret of the service at 2.3
 * @param ownerApiKey the API key of the service's owner at 2.3
 * @param ownerApiSecret the API secret of the service's owner at 2.3
 * @param accessToken the access token for the service at 3.0
 * @param dpopThumbprint the thumbprint (RFC 7638) of the key that the access token is bound to, {@code null} for a bearer
 *     token
 */
public record EmulatedCredentials(
        String serviceId,
        String apiKey,
        String apiSecret,
        String ownerApiKey,
        String ownerApiSecret,
        String accessToken,
        @Nullable String dpopThumbprint) {

    /** What holds where nothing else is said. */
    public static final EmulatedCredentials DEFAULT = new EmulatedCredentials(
            "21653835348762",
            "21653835348762",
            "emulated-api-secret",
            "41653835348762",
            "emulated-owner-secret",
            "emulated-access-token",
            null);

    /** Checks the service id. */
    public EmulatedCredentials {
        if (!serviceId.matches("[1-9][0-9]{0,14}")) {
            throw new IllegalArgumentException(
                    "a service id is a number of at most 15 digits, but this is not one: " + serviceId);
        }
    }

    /** Returns these credentials with the access token bound to a key, by its thumbprint (RFC 9449 section 6). */
    public EmulatedCredentials boundTo(String thumbprint) {
        return new EmulatedCredentials(
                serviceId, apiKey, apiSecret, ownerApiKey, ownerApiSecret, accessToken, thumbprint);
    }

    /** Returns the service id alone. */
    @Override
    public String toString() {
        return "credentials of service " + serviceId;
    }
}
