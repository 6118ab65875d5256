package dev.dualclient.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The sample authorization server. Options are Spring Boot's, {@code --server.port=8081} for instance. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public final class SampleServer {

    /** Starts the server. */
    public static void main(String[] arguments) {
        SpringApplication.run(SampleServer.class, arguments);
    }
}
