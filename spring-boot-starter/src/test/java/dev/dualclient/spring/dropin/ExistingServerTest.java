package dev.dualclient.spring.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiFactory;
import dev.dualclient.observation.CallListener;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;

/**
 * The tests of a small server that was written for Authlete 2.3 and its Java library alone: they pass without the starter,
 * and unchanged with it, where a second backend is asked first, which does not know the server's client.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("all")
class ExistingServerTest {

    private static final String FILE = "authlete.configuration.file";

    private static Emulators emulators;
    private static ConfigurableApplicationContext context;
    private static ServerCalls calls;

    /** The threads on which the starter was asked for something. */
    private static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

    @Parameter(0)
    private ExistingServers server;

    @Parameter(1)
    private Installation installation;

    static List<Arguments> all() {
        return Stream.of(ExistingServers.values())
                .flatMap(server ->
                        Stream.of(Installation.values()).map(installation -> Arguments.of(server, installation)))
                .toList();
    }

    @BeforeParameterizedClassInvocation
    static void start(ExistingServers server, Installation installation, @TempDir Path directory) throws IOException {
        emulators = Emulators.start();
        TestClient client = emulators.client().atSecondary();
        EmulatedCredentials credentials = emulators.secondary().credentials();
        Path file = Files.writeString(
                directory.resolve("authlete.properties"),
                "base_url=%s%nservice.api_key=%s%nservice.api_secret=%s%n"
                        .formatted(emulators.secondary().baseUrl(), credentials.apiKey(), credentials.apiSecret()));
        THREADS.clear();
        forgetTheDefault();
        System.setProperty(FILE, file.toString());
        context = new SpringApplicationBuilder(server.application)
                .properties("server.port=0", "server.address=127.0.0.1")
                .initializers(application -> application.getBeanFactory().registerSingleton("threads", (CallListener)
                        call -> THREADS.add(Thread.currentThread().toString())))
                .properties(installation.properties(emulators).toArray(String[]::new))
                .run();
        calls = new ServerCalls(context.getEnvironment().getRequiredProperty("local.server.port"), client);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        System.clearProperty(FILE);
        context.close();
        emulators.close();
        forgetTheDefault();
    }

    /** As in a process that has just started. */
    private static void forgetTheDefault() {
        ReflectionTestUtils.setField(AuthleteApiFactory.class, "sDefaultApi", null);
    }

    @Test
    @Scenario("E11")
    void aUserLogsIn() {
        emulators.mark();
        JsonNode tokens = calls.login();

        JsonNode introspected = calls.introspect(tokens.get("access_token").asString());
        assertThat(introspected.path("active").asBoolean()).isTrue();
        assertThat(introspected.path("sub").asString()).isEqualTo("john");
        assertThat(emulators.calls().of("auth-authorization"))
                .as("the secondary alone knows the client")
                .hasToString("0/1");
    }

    @Test
    void callsStayOnTheThreadOfTheirRequest() {
        calls.login();

        assertThat(THREADS).allMatch(thread -> thread.startsWith("VirtualThread") == installation.isOnVirtualThreads());
    }

    @Test
    void aRefreshTokenIsUsedOnce() {
        String first = calls.login().get("refresh_token").asString();

        assertThat(calls.refresh(first)).isEqualTo(200);
        assertThat(calls.refresh(first)).isEqualTo(400);
    }

    @Test
    void aRevokedTokenIsDead() {
        String token = calls.login().get("access_token").asString();

        calls.revoke(token);

        assertThat(calls.introspect(token).path("active").asBoolean()).isFalse();
    }

    @Test
    void aWrongSecretIsRefused() {
        assertThat(calls.withSecret("wrong").refresh("any")).isEqualTo(401);
    }
}
