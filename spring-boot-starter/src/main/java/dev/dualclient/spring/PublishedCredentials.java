package dev.dualclient.spring;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Credentials that anybody can read in the documents of Dual Client, which are for a try on one machine. */
final class PublishedCredentials {

    private static final Set<String> SECRETS = Set.of("sample-secret", "operatorSecret", "a-secret", "secret");

    private PublishedCredentials() {}

    /**
     * Refuses a published secret in front of a backend that is not on this machine.
     *
     * @param user whose secret it is
     * @param secret the secret
     * @param baseUrls the addresses of the backends
     * @throws IllegalArgumentException if it is refused
     */
    static void refuse(@Nullable String user, @Nullable String secret, @Nullable String... baseUrls) {
        if (secret == null || !SECRETS.contains(secret)) {
            return;
        }
        for (String url : baseUrls) {
            if (url != null && !isOnThisMachine(url)) {
                throw new IllegalArgumentException("gateway.callers: the secret of " + user
                        + " stands in the documents of Dual Client, and would open " + url
                        + " to everybody: write a long random one");
            }
        }
    }

    private static boolean isOnThisMachine(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (IllegalArgumentException | UnknownHostException elsewhere) {
            return false;
        }
    }
}
