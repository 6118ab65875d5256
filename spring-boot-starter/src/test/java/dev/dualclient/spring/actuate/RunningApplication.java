package dev.dualclient.spring.actuate;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application with the starter and the actuator, over two emulators, as an operator sees it over HTTP. */
final class RunningApplication implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;
    private String authorization = "";

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
            })
    static class Application {

        @Bean
        AuditEventRepository audit() {
            return new InMemoryAuditEventRepository();
        }
    }

    RunningApplication(Emulators emulators, String... settings) {
        this(Application.class, emulators, settings);
    }

    RunningApplication(Class<?> application, Emulators emulators, String... settings) {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        List<String> properties = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.health.show-details=always",
                "management.endpoint.dualclient.access=unrestricted",
                "dual-client.outbox.backoff=100ms",
                "dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "dual-client.primary.service-id=" + first.serviceId(),
                "dual-client.primary.access-token=" + first.accessToken(),
                "dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "dual-client.secondary.api-key=" + second.apiKey(),
                "dual-client.secondary.api-secret=" + second.apiSecret()));
        properties.addAll(List.of(settings));
        context = started(application, properties);
    }

    private RunningApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts an application with these settings and no others. */
    static RunningApplication of(Class<?> application, String... settings) {
        return new RunningApplication(started(application, List.of(settings)));
    }

    private static ConfigurableApplicationContext started(Class<?> application, List<String> properties) {
        return new SpringApplicationBuilder(application)
                .properties(properties.toArray(String[]::new))
                .run();
    }

    /** From now on requests are those of a stranger. */
    void asStranger() {
        authorization = "";
    }

    /** From now on requests are those of a user. */
    void as(String user, String password) {
        String pair = user + ":" + password;
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    DualAuthleteApi api() {
        return context.getBean(DualAuthleteApi.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What an endpoint answers. */
    record Answer(int status, JsonNode json) {

        String error() {
            return json.path("error").asString();
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    private Answer send(String method, String path, String json) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator" + path))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
