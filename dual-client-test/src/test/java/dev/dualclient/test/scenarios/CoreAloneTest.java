package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Core where there is no Spring: in a process with what core needs on its class path, and nothing else. */
@DualClientTest
class CoreAloneTest {

    /** The libraries that core needs to run, and those that they need. */
    private static final Pattern NEEDED = Pattern.compile("(authlete-java-common|jackson-(core|databind|annotations)"
            + "|commons-codec|nimbus-jose-jwt|gson|httpclient5|httpcore5|httpcore5-h2|resilience4j-(circuitbreaker|core)"
            + "|caffeine|slf4j-api|jspecify|dual-client-core)-\\d.*\\.jar");

    @Test
    @Scenario("E11")
    void aServerWithoutSpringNeedsCoreAlone(Emulators emulators, @TempDir Path directory) throws Exception {
        TestClient client = emulators.client().atSecondary();
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        Path file = Files.writeString(directory.resolve("authlete.properties"), """
                api_version=V3
                base_url=%s
                base_url.secondary=%s
                service.api_key=%s
                service.access_token=%s
                service.api_secret=%s
                """.formatted(
                        emulators.primary().baseUrl(),
                        emulators.secondary().baseUrl(),
                        first.serviceId(),
                        first.accessToken(),
                        second.apiSecret()));
        emulators.mark();

        assertThat(told(file, client)).endsWith("OK " + client.id() + System.lineSeparator());
        assertThat(emulators.calls().primary()).containsKey("auth-token");
        assertThat(emulators.calls().secondary()).containsKey("auth-token"); // perhaps once more, to try the secret
    }

    private static String told(Path file, TestClient client) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // it lives for a few calls
                        "-Dauthlete.configuration.file=" + file,
                        "-cp",
                        classPath(),
                        CoreAloneMain.class.getName(),
                        String.valueOf(client.id()),
                        client.secret())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }

    private static String classPath() {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> isNeeded(Path.of(entry))),
                        Stream.of(here()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isNeeded(Path entry) {
        return NEEDED.matcher(entry.getFileName().toString()).matches()
                || entry.endsWith(Path.of("dual-client-core", "target", "classes"));
    }

    /** Where the server itself is. */
    private static String here() {
        try {
            return Path.of(CoreAloneMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
