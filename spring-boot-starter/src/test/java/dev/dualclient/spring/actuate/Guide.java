package dev.dualclient.spring.actuate;

import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What {@code docs/getting-started.md} prints: its commands, its settings, its code. */
final class Guide {

    static final String PASSWORD = "a-password-of-tests";

    private static final Pattern COMMAND =
            Pattern.compile("curl -u \"operator:\\$OPERATOR_PASSWORD\" localhost:8080/actuator(/\\S+)"
                    + "(?: -H 'Content-Type: application/json' -d '([^']+)')?");

    private final String page;

    Guide() {
        try {
            page = Files.readString(Path.of("..", "docs", "getting-started.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String text() {
        return page;
    }

    /** A line of a shell block. A body means POST, as it does to curl. */
    record Command(String line, String path, @Nullable String body) {}

    List<Command> commands() {
        return blocks("sh").stream().flatMap(String::lines).map(Guide::command).toList();
    }

    private static Command command(String line) {
        MatchResult parts = COMMAND.matcher(line)
                .results()
                .filter(found -> found.group().equals(line))
                .findFirst()
                .orElseThrow(() -> new AssertionError("this test cannot follow: " + line));
        return new Command(line, parts.group(1), parts.group(2));
    }

    List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The settings word by word, then what they name by placeholders, and last the addresses and names of the test. */
    String[] settings(Emulators emulators) throws IOException {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        Map<String, String> environment = Map.of(
                "AUTHLETE_ACCESS_TOKEN", first.accessToken(),
                "AUTHLETE_API_SECRET", second.apiSecret(),
                "CUSTODY_KEY",
                        Base64.getEncoder()
                                .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)),
                "DB_PASSWORD", "",
                "OPERATOR_PASSWORD", PASSWORD);
        Map<String, String> here = Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "dual-client.primary.base-url", emulators.primary().baseUrl().toString(),
                "dual-client.primary.service-id", first.serviceId(),
                "dual-client.secondary.base-url",
                        emulators.secondary().baseUrl().toString(),
                "dual-client.secondary.service-id", first.serviceId(),
                "dual-client.secondary.api-key", second.apiKey(),
                "spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID());
        List<String> settings = new ArrayList<>();
        printed().forEach(settings::add);
        Stream.of(environment, here)
                .flatMap(map -> map.entrySet().stream())
                .forEach(entry -> settings.add(entry.getKey() + "=" + entry.getValue()));
        return settings.toArray(String[]::new);
    }

    private Stream<String> printed() throws IOException {
        byte[] yaml = String.join("", blocks("yaml")).getBytes(StandardCharsets.UTF_8);
        return new YamlPropertySourceLoader()
                .load("guide", new ByteArrayResource(yaml)).stream().flatMap(Guide::properties);
    }

    private static Stream<String> properties(PropertySource<?> source) {
        EnumerablePropertySource<?> settings = (EnumerablePropertySource<?>) source;
        return Stream.of(settings.getPropertyNames()).map(name -> name + "=" + settings.getProperty(name));
    }
}
