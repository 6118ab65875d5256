package dev.dualclient.sample;

import java.net.URI;
import java.util.List;
import org.springframework.core.env.Environment;

/** The address of this server on this machine, as {@code server.*} says. */
public final class ServerAddress {

    private static final List<String> CERTIFICATES =
            List.of("server.ssl.bundle", "server.ssl.certificate", "server.ssl.key-store");

    private ServerAddress() {}

    /** Returns the address, without a slash at its end. */
    public static URI of(Environment environment, int port) {
        boolean tls = environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && CERTIFICATES.stream().anyMatch(environment::containsProperty);
        String path = environment.getProperty("server.servlet.context-path", "");
        return URI.create((tls ? "https" : "http") + "://localhost:" + port + path);
    }
}
