package dev.dualclient.server;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway in front of two emulators, and an operator with its actuator and its command line. */
final class Cutover implements AutoCloseable {

    private static final String SECRET = "a-long-random-secret";
    private static final String PASSWORD = "a-password";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Emulators emulators = Emulators.start();
    private final List<String> properties = new ArrayList<>();
    private final ConfigurableApplicationContext server;
    private final AuthleteApi gateway;

    /**
     * What came of a command or a request.
     *
     * @param status the exit status, or that of HTTP
     * @param text what was printed or answered
     */
    record Told(int status, String text) {}

    Cutover(String... more) {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        properties.addAll(List.of(
                "--dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "--dual-client.primary.service-id=" + first.serviceId(),
                "--dual-client.primary.access-token=" + first.accessToken(),
                "--dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "--dual-client.secondary.api-key=" + second.apiKey(),
                "--dual-client.secondary.api-secret=" + second.apiSecret(),
                "--dual-client.secondary.owner-api-key=" + second.ownerApiKey(),
                "--dual-client.secondary.owner-api-secret=" + second.ownerApiSecret(),
                "--dual-client.custody.store=jdbc",
                "--dual-client.custody.jdbc.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                "--dual-client.custody.keys=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--dual-client.custody.migrator-lag=1h",
                "--dual-client.migrator=external",
                "--dual-client.readiness.accept=lists-expired",
                "--dual-client.inventory.calls-per-second=1000"));
        properties.addAll(List.of(more));
        server = SpringApplication.run(
                GatewayServer.class,
                Stream.concat(
                                properties.stream(),
                                Stream.of(
                                        "--server.port=0",
                                        "--management.server.port=0",
                                        "--spring.security.user.name=operator",
                                        "--spring.security.user.password=" + PASSWORD,
                                        "--dual-client.gateway.callers[0].user=auth-server",
                                        "--dual-client.gateway.callers[0].secret=" + SECRET))
                        .toArray(String[]::new));
        gateway = AuthleteApiFactory.create(new AuthleteSimpleConfiguration()
                .setBaseUrl("http://127.0.0.1:" + port("local.server.port"))
                .setServiceApiKey("auth-server")
                .setServiceApiSecret(SECRET));
    }

    private String port(String name) {
        return server.getEnvironment().getRequiredProperty(name);
    }

    /** Runs a command of the gateway's jar, with the settings of the server. */
    Told run(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(properties);
        int status = new CommandLine(Commands.all(), new PrintStream(out, true, StandardCharsets.UTF_8), System.err)
                .run(all.toArray(String[]::new));
        return new Told(status, out.toString(StandardCharsets.UTF_8));
    }

    /** Asks or changes something at the actuator. */
    Told operate(String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port("local.management.port") + "/actuator" + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json");
        if (body != null) {
            request.POST(BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Told(answer.statusCode(), answer.body());
    }

    /** Lets time pass for backends, server and commands. */
    void pass(Duration time) {
        emulators.advance(time);
        MovedTime.advance(time);
    }

    /** Returns the refresh tokens of so many users of a client, which 2.3 has issued before. */
    List<String> atSecondary(TestClient client, int users) {
        return Stream.iterate(1, user -> user + 1)
                .limit(users)
                .map(user -> emulators
                        .secondaryApi()
                        .tokenCreate(new TokenCreateRequest()
                                .setGrantType(GrantType.AUTHORIZATION_CODE)
                                .setClientId(client.id())
                                .setSubject("user-" + user)
                                .setScopes(new String[] {"openid"})))
                .map(TokenCreateResponse::getRefreshToken)
                .toList();
    }

    /** Has a client refresh a token through the gateway; returns the next refresh token. */
    String refresh(TestClient client, String token) {
        TokenResponse answer = gateway.token(new TokenRequest()
                .setParameters("grant_type=refresh_token&refresh_token=" + token)
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret()));
        if (answer.getAction() != TokenResponse.Action.OK) {
            throw new AssertionError(answer.getAction() + " " + answer.getResponseContent());
        }
        return answer.getRefreshToken();
    }

    /** Returns what each of several tokens gives. */
    List<String> refreshed(TestClient client, List<String> tokens) {
        return Arrays.asList(
                tokens.stream().map(token -> refresh(client, token)).toArray(String[]::new));
    }

    @Override
    public void close() {
        server.close();
        emulators.close();
        MovedTime.reset();
    }
}
