package dev.dualclient.test;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.AuthleteVersion;
import dev.dualclient.test.emulator.EmulatedCredentials;

/** The vendor's own clients, each of one backend alone. */
final class VendorApis {

    private VendorApis() {}

    static AuthleteApi of(AuthleteEmulator emulator) {
        EmulatedCredentials credentials = emulator.credentials();
        AuthleteSimpleConfiguration configuration = new AuthleteSimpleConfiguration()
                .setBaseUrl(emulator.baseUrl().toString())
                .setServiceApiKey(credentials.serviceId());
        if (emulator.version() == AuthleteVersion.V3_0) {
            configuration.setApiVersion("V3").setServiceAccessToken(credentials.accessToken());
        } else {
            configuration
                    .setServiceApiKey(credentials.apiKey())
                    .setServiceApiSecret(credentials.apiSecret())
                    .setServiceOwnerApiKey(credentials.ownerApiKey())
                    .setServiceOwnerApiSecret(credentials.ownerApiSecret());
        }
        return AuthleteApiFactory.create(configuration);
    }
}
