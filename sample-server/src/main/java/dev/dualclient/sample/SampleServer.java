package dev.dualclient.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The sample: an {@link AuthorizationServer}, or with the profile {@code gateway} a {@link Gateway} alone. Options are
 * Spring Boot's, {@code --server.port=8081} for instance.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({AuthorizationServer.class, Gateway.class})
public final class SampleServer {

    /** Starts the server. */
    public static void main(String[] arguments) {
        SpringApplication.run(SampleServer.class, arguments);
    }
}
