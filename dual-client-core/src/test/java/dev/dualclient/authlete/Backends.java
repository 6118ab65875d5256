package dev.dualclient.authlete;

import dev.dualclient.backend.Backend;
import dev.dualclient.http.BackendSettings;
import dev.dualclient.http.HttpBackend;

/** Backends with the API credentials that {@link SdkClients} have. */
final class Backends {

    private Backends() {}

    static Backend primary(String url) {
        return new HttpBackend(BackendSettings.primary()
                .baseUrl(url)
                .serviceId(SdkClients.SERVICE_ID)
                .accessToken(SdkClients.ACCESS_TOKEN)
                .build());
    }

    static Backend secondary(String url) {
        return new HttpBackend(BackendSettings.secondary()
                .baseUrl(url)
                .serviceId(SdkClients.SERVICE_ID)
                .apiKey(SdkClients.SERVICE_ID)
                .apiSecret(SdkClients.API_SECRET)
                .ownerApiKey(SdkClients.OWNER_KEY)
                .ownerApiSecret(SdkClients.OWNER_SECRET)
                .build());
    }
}
