package dev.dualclient.console;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.MemoryStore;
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
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** An application with the console over two emulators, with an operator and somebody who is none. */
final class ConsoleApplication implements AutoCloseable {

    static final String OPERATOR = basic("operator", "a-password-of-the-operator");
    static final String CLERK = basic("clerk", "a-password-of-the-clerk");

    static final byte[] KEY = new byte[32];

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Users.class)
    static class Application {

        /** A second node can share it. */
        @Bean
        CustodyStore store() {
            return new MemoryStore(100_000, Time.system());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Users {

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("operator")
                            .password("{noop}a-password-of-the-operator")
                            .roles("DUAL_CLIENT_OPERATOR")
                            .build(),
                    User.withUsername("clerk")
                            .password("{noop}a-password-of-the-clerk")
                            .roles("CLERK")
                            .build());
        }
    }

    ConsoleApplication(Emulators emulators, String... settings) {
        this(Application.class, emulators, settings);
    }

    ConsoleApplication(Class<?> application, Emulators emulators, String... settings) {
        EmulatedCredentials first = emulators.primary().credentials();
        EmulatedCredentials second = emulators.secondary().credentials();
        List<String> properties = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "dual-client.console.enabled=true",
                "dual-client.console.allow-changes=true",
                "dual-client.custody.keys=" + Base64.getEncoder().encodeToString(KEY),
                "dual-client.circuit-breaker.minimum-calls=2",
                "dual-client.primary.base-url=" + emulators.primary().baseUrl(),
                "dual-client.primary.service-id=" + first.serviceId(),
                "dual-client.primary.access-token=" + first.accessToken(),
                "dual-client.secondary.base-url=" + emulators.secondary().baseUrl(),
                "dual-client.secondary.api-key=" + second.apiKey(),
                "dual-client.secondary.api-secret=" + second.apiSecret(),
                "dual-client.secondary.owner-api-key=" + second.ownerApiKey(),
                "dual-client.secondary.owner-api-secret=" + second.ownerApiSecret()));
        properties.addAll(List.of(settings));
        context = new SpringApplicationBuilder(application)
                .properties(properties.toArray(String[]::new))
                .run();
    }

    private static String basic(String user, String password) {
        String pair = user + ':' + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    DualAuthleteApi api() {
        return context.getBean(DualAuthleteApi.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/dual-client" + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(url(path)), headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(
                HttpRequest.newBuilder(url(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
