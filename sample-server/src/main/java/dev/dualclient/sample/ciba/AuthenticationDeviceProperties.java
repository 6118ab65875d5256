package dev.dualclient.sample.ciba;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where users may be asked beside the page of this server.
 *
 * @param uri where requests are posted to; where there is none, users have the page alone
 * @param id id of the device, with which it answers, and with which it is asked
 * @param secret secret password that goes with the id, {@code null} for nobody; without it no device is asked
 */
@ConfigurationProperties("sample.authentication-device")
record AuthenticationDeviceProperties(
        @Nullable URI uri,
        @DefaultValue("authenticationDevice") String id,
        @Nullable String secret) {

    @Override
    public String toString() {
        return "authentication device " + id;
    }
}
