package dev.dualclient.examples.providers;

import com.sun.net.httpserver.HttpServer;
import dev.dualclient.examples.oldidp.OldIdp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Walks through a migration, and prints what callers see. Ends with an error if it is not what it should be. */
public final class Walk {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String KIT = "--dual-client.kits.providers.";

    private static final String ALICE = "200 the service sees [alice]";
    private static final String BOB = "200 the service sees [bob]";
    private static final String REFUSED = "401 ";
    private static final String UNAVAILABLE = "503 ";

    private Walk() {}

    /** Takes the folder of old-idp. */
    public static void main(String[] arguments) throws Exception {
        HttpServer service = service();
        try (OldIdp old = new OldIdp(Path.of(arguments[0]));
                ConfigurableApplicationContext fresh = start(NewIdp.class, NewIdp.SETTINGS)) {
            String issuer = "http://localhost:" + port(fresh);
            URI tokens = URI.create(issuer + "/oauth2/token");
            Map<String, String> grant = Map.of("grant_type", "client_credentials", "scope", "read");
            String serviceUri = "http://127.0.0.1:" + service.getAddress().getPort();

            try (ConfigurableApplicationContext gateway =
                    start(Gateway.class, settings(serviceUri, issuer, old, "2099-01-01T00:00:00Z"))) {
                String bob = old.login("bob");
                String alice = OldIdp.token(tokens, "alice", "alice-secret", grant);
                expect(BOB, "a user of the old provider", call(gateway, bob));
                expect(ALICE, "a user of the new provider", call(gateway, alice));
                expect(ALICE, "the same, with a forged identity header", call(gateway, alice, "X-User-Id", "mallory"));
                expect(REFUSED, "no token", call(gateway, null));
                expect(REFUSED, "a token of nobody", call(gateway, "made-up"));
                expect(REFUSED, "a forged JWT", call(gateway, alice.substring(0, alice.length() - 8) + "AAAAAAAA"));
                old.close();
                expect(UNAVAILABLE, "the old provider is down, its user", call(gateway, bob));
                expect(ALICE, "the old provider is down, a user of the new one", call(gateway, alice));
            }
            try (ConfigurableApplicationContext gateway =
                    start(Gateway.class, settings(serviceUri, issuer, old, "2020-01-01T00:00:00Z"))) {
                expect(
                        ALICE,
                        "after the end of the old provider, a user of the new one",
                        call(gateway, OldIdp.token(tokens, "alice", "alice-secret", grant)));
                expect(REFUSED, "after the end of the old provider, its user", call(gateway, "any-old-token"));
            }
        } finally {
            service.stop(0);
        }
    }

    /** A service that reads the identity header and nothing else. */
    private static HttpServer service() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            List<String> users = exchange.getRequestHeaders().getOrDefault("X-User-Id", List.of());
            byte[] answer = ("the service sees " + users).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.start();
        return service;
    }

    private static List<String> settings(String service, String issuer, OldIdp old, String until) {
        String opaque = KIT + "by-name.old-idp.opaque.";
        return List.of(
                "--service=" + service,
                KIT + "order=new-idp,old-idp",
                KIT + "by-name.new-idp.jwt.issuer=" + issuer,
                KIT + "by-name.new-idp.jwt.audiences=api",
                opaque + "introspection-uri=" + old.issuer() + "/token/introspection",
                opaque + "client-id=api",
                opaque + "client-secret=api-secret",
                KIT + "by-name.old-idp.until=" + until,
                KIT + "identity-header.name=X-User-Id");
    }

    private static ConfigurableApplicationContext start(Class<?> application, List<String> settings) {
        String[] arguments = Stream.concat(
                        Stream.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=ERROR"),
                        settings.stream())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(application).run(arguments);
    }

    private static String port(ConfigurableApplicationContext application) {
        return application.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static HttpResponse<String> call(
            ConfigurableApplicationContext gateway, @Nullable String token, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port(gateway) + "/orders"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (more.length > 0) {
            request.headers(more);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void expect(String expected, String who, HttpResponse<String> answer) {
        StringBuilder line = new StringBuilder(answer.statusCode() + "  " + who);
        for (String header : List.of("Sunset", "Retry-After", "WWW-Authenticate")) {
            answer.headers()
                    .firstValue(header)
                    .ifPresent(value ->
                            line.append("\n     ").append(header).append(": ").append(value));
        }
        if (!answer.body().isEmpty()) {
            line.append("\n     ").append(answer.body());
        }
        System.out.println(line);
        if (!expected.equals(answer.statusCode() + " " + answer.body())) {
            throw new IllegalStateException(who + ": expected " + expected);
        }
    }
}
