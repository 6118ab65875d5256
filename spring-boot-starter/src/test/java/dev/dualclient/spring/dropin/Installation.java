package dev.dualclient.spring.dropin;

import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** What surrounds an existing server. */
enum Installation {
    /** Nothing: it runs on Authlete 2.3, as it ever did. */
    WITHOUT_THE_STARTER {
        @Override
        Stream<String> properties(Emulators emulators) {
            return Stream.of("spring.autoconfigure.exclude="
                    + Stream.concat(security(), ours()).collect(Collectors.joining(",")));
        }
    },
    /** The starter, and properties. */
    WITH_THE_STARTER {
        @Override
        Stream<String> properties(Emulators emulators) {
            EmulatedCredentials first = emulators.primary().credentials();
            EmulatedCredentials second = emulators.secondary().credentials();
            return Stream.of(
                    "spring.autoconfigure.exclude=" + security().collect(Collectors.joining(",")),
                    "dual-client.install-as-default=true",
                    "dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                    "dual-client.primary.service-id=" + first.serviceId(),
                    "dual-client.primary.access-token=" + first.accessToken(),
                    "dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                    "dual-client.secondary.api-key=" + second.apiKey(),
                    "dual-client.secondary.api-secret=" + second.apiSecret());
        }
    },
    /** The same, and requests on virtual threads, where the JVM has them. */
    WITH_THE_STARTER_ON_VIRTUAL_THREADS {
        @Override
        Stream<String> properties(Emulators emulators) {
            return Stream.concat(
                    WITH_THE_STARTER.properties(emulators), Stream.of("spring.threads.virtual.enabled=true"));
        }
    };

    abstract Stream<String> properties(Emulators emulators);

    /** Whether a request is on a virtual thread. */
    boolean isOnVirtualThreads() {
        return this == WITH_THE_STARTER_ON_VIRTUAL_THREADS && Runtime.version().feature() >= 21;
    }

    private static Stream<String> ours() {
        return all().filter(name -> name.startsWith("dev.dualclient."));
    }

    /** The server guards its endpoints itself. */
    private static Stream<String> security() {
        return all().filter(name -> name.startsWith("org.springframework.boot.security."));
    }

    private static Stream<String> all() {
        List<String> names = ImportCandidates.load(AutoConfiguration.class, Installation.class.getClassLoader())
                .getCandidates();
        return names.stream();
    }
}
