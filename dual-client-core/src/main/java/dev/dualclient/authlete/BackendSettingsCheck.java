package dev.dualclient.authlete;

import dev.dualclient.http.BackendSettings;
import java.net.URI;
import java.util.Locale;

/** Whether the settings of the two backends can be those of one service on two versions of Authlete. */
final class BackendSettingsCheck {

    private BackendSettingsCheck() {}

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if they contradict each other
     */
    static void check(BackendSettings primary, BackendSettings secondary) {
        if (normal(primary.baseUrl()).equals(normal(secondary.baseUrl()))) {
            throw new IllegalArgumentException("dual-client.primary.base-url and dual-client.secondary.base-url are"
                    + " both " + primary.baseUrl() + ": write the address of Authlete 3.0 into the first and that of"
                    + " Authlete 2.3 into the second, or leave the secondary out");
        }
        String id = secondary.serviceId();
        if (id != null && !id.equals(primary.serviceId())) {
            throw new IllegalArgumentException("dual-client.primary.service-id is " + primary.serviceId()
                    + ", but dual-client.secondary.service-id is " + id
                    + ": write the id of one service, which an import into Authlete 3.0 keeps");
        }
    }

    private static URI normal(URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return URI.create(url.getScheme().toLowerCase(Locale.ROOT) + "://" + host + ":" + port + url.getRawPath());
    }
}
