package dev.dualclient.spring;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the start of an application on Spring Boot 3 with a sentence, before a class that it lacks is looked for. It uses
 * what both generations of Spring Boot have.
 */
final class SpringBootCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int LEAST = 4;

    @Override
    public void initialize(ConfigurableApplicationContext application) {
        check(SpringBootVersion.getVersion());
    }

    static void check(String version) {
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) < LEAST) {
            throw new UnsupportedSpringBootException(version);
        }
    }
}
