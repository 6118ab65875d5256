package dev.dualclient.examples.upgrade;

import dev.dualclient.examples.oldidp.OldIdp;
import dev.dualclient.kits.upgrade.UpgradeMode;
import dev.dualclient.kits.upgrade.UpgradeSwitch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Walks through the steps of an upgrade, and prints what callers see. Ends with an error if it is not what it should be. */
public final class Walk {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String KIT = "--dual-client.kits.token-upgrade.";
    private static final String CLIENT = "--spring.security.oauth2.client.";

    private final ConfigurableApplicationContext gateway;

    private Walk(ConfigurableApplicationContext gateway) {
        this.gateway = gateway;
    }

    /** Takes the folder of old-idp. */
    public static void main(String[] arguments) throws Exception {
        try (OldIdp old = new OldIdp(Path.of(arguments[0]))) {
            String introspection = old.issuer() + "/token/introspection";
            try (ConfigurableApplicationContext fresh = start(
                    NewIdp.class,
                    Stream.concat(NewIdp.SETTINGS.stream(), Stream.of("--old-idp.introspection=" + introspection)))) {
                String issuer = "http://localhost:" + port(fresh);
                JwtDecoder keys =
                        NimbusJwtDecoder.withJwkSetUri(issuer + "/oauth2/jwks").build();
                try (Services services = new Services(OldTokens.introspector(introspection), keys);
                        ConfigurableApplicationContext gateway =
                                start(Gateway.class, settings(services.uri(), introspection, issuer))) {
                    new Walk(gateway).steps(old.login("bob"), old.login("carol"), fresh);
                }
            }
        }
    }

    private void steps(String bob, String carol, ConfigurableApplicationContext fresh) throws Exception {
        mode(UpgradeMode.TRANSPARENT);
        expect(200, "/old", bob);
        expect(401, "/new", bob);
        mode(UpgradeMode.ADD);
        expect(200, "/old", bob);
        expect(200, "/new", bob);
        expect(401, "/new", "made-up");
        expect(401, "/new", "", "TemporaryAuthorization", "Bearer forged");
        mode(UpgradeMode.OVERRIDE);
        expect(401, "/old", bob);
        expect(200, "/new", bob);
        mode(UpgradeMode.ONLY_NEW);
        expect(200, "/new", bob);
        System.out.println("--- the new provider is down; bob's new token is still good, carol has none yet");
        fresh.close();
        expect(200, "/new", bob);
        expect(503, "/new", carol);
        mode(UpgradeMode.ADD);
        expect(200, "/old", carol);
    }

    private void mode(UpgradeMode mode) {
        gateway.getBean(UpgradeSwitch.class).change(mode, true);
        System.out.println("--- mode " + mode.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static Stream<String> settings(String services, String introspection, String issuer) {
        return Stream.of(
                "--services=" + services,
                "--old-idp.introspection=" + introspection,
                KIT + "mode=transparent",
                KIT + "paths=/**",
                KIT + "minter.exchange.registration-id=new-idp",
                CLIENT + "registration.new-idp.client-id=gateway",
                CLIENT + "registration.new-idp.client-secret=gateway-secret",
                CLIENT
                        + "registration.new-idp.authorization-grant-type=urn:ietf:params:oauth:grant-type:token-exchange",
                CLIENT + "provider.new-idp.token-uri=" + issuer + "/oauth2/token");
    }

    private static ConfigurableApplicationContext start(Class<?> application, Stream<String> settings) {
        return new SpringApplicationBuilder(application)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.main.banner-mode=off",
                                        "--logging.level.root=ERROR"),
                                settings)
                        .toArray(String[]::new));
    }

    private static String port(ConfigurableApplicationContext application) {
        return application.getEnvironment().getRequiredProperty("local.server.port");
    }

    private void expect(int status, String path, String token, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port(gateway) + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (more.length > 0) {
            request.headers(more);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        System.out.println(answer.statusCode() + "  " + path + "  " + answer.body()
                + answer.headers()
                        .firstValue("Retry-After")
                        .map(after -> "Retry-After: " + after)
                        .orElse("")
                + (more.length > 0 ? "  (" + more[0] + " of the caller)" : ""));
        if (answer.statusCode() != status) {
            throw new IllegalStateException(path + ": expected " + status);
        }
    }
}
