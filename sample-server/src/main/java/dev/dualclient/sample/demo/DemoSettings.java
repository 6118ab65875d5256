package dev.dualclient.sample.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Users and credentials that everybody can read in the source: {@code demo.yaml} and {@code demo-users.yaml}. They hold
 * in front of the emulators alone.
 */
final class DemoSettings {

    private static final List<String> FILES = List.of("demo.yaml", "demo-users.yaml");

    private DemoSettings() {}

    /** Adds them; what is configured otherwise comes first. */
    static void addTo(ConfigurableEnvironment environment) {
        FILES.stream().map(DemoSettings::load).forEach(environment.getPropertySources()::addLast);
    }

    /**
     * Makes sure that none of the credentials opens a server in front of real backends.
     *
     * @throws PublishedSecretException if one of them is configured
     */
    static void refuseIn(ConfigurableEnvironment environment) {
        EnumerablePropertySource<?> published = load(FILES.get(0));
        for (String name : published.getPropertyNames()) {
            if (name.endsWith(".secret")
                    && Objects.equals(environment.getProperty(name), String.valueOf(published.getProperty(name)))) {
                throw new PublishedSecretException(name);
            }
        }
    }

    private static EnumerablePropertySource<?> load(String file) {
        try {
            PropertySource<?> loaded = new YamlPropertySourceLoader()
                    .load(file, new ClassPathResource(file))
                    .get(0);
            return (EnumerablePropertySource<?>) loaded;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
