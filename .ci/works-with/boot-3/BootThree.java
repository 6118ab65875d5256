package server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application of docs/spring-boot-3.md between two backends, of which the second one knows the token. */
final class BootThree {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        String code = Files.readString(Path.of(".ci/works-with/boot-3/AuthleteConfiguration.java"));
        check(Files.readString(Path.of("docs/spring-boot-3.md")).contains(code.substring(code.indexOf("@Configuration"))));

        HttpServer first = backend("{\"action\":\"UNAUTHORIZED\",\"existent\":false,\"usable\":false,\"resultCode\":\"A056301\"}");
        HttpServer second = backend("{\"action\":\"OK\",\"existent\":true,\"usable\":true,\"subject\":\"john\",\"clientId\":1}");
        System.setProperty("dual-client.primary.base-url", url(first));
        System.setProperty("dual-client.primary.service-id", "1");
        System.setProperty("dual-client.primary.access-token", "t");
        System.setProperty("dual-client.secondary.base-url", url(second));
        System.setProperty("dual-client.secondary.api-key", "1");
        System.setProperty("dual-client.secondary.api-secret", "s");
        String[] settings = {
            "--server.port=0", "--server.address=127.0.0.1", "--management.endpoint.health.show-details=always",
            "--management.endpoints.web.exposure.include=health,metrics", "--spring.main.banner-mode=off",
            "--logging.level.root=warn"
        };
        try (ConfigurableApplicationContext server = SpringApplication.run(Introspection.class, settings)) {
            String port = server.getEnvironment().getProperty("local.server.port");
            check(call(port, "/introspect", "token=x").equals("john"));
            check(call(port, "/actuator/health", null).contains("\"dualclient\":{\"status\":\"UP\""));
            check(call(port, "/actuator/metrics/dualclient.calls", null).contains("\"value\":1.0"));
        } finally {
            first.stop(0);
            second.stop(0);
        }
        System.out.println("an application of Spring Boot " + SpringBootVersion.getVersion() + " works on Java "
                + Runtime.version().feature());
    }

    private static String call(String port, String path, String form) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static HttpServer backend(String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
