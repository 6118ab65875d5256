package dev.dualclient.spring.resource;

import dev.dualclient.spring.Backends;
import dev.dualclient.test.Emulators;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A resource server on both emulators, which tells everybody who has a valid access token who they are. */
final class ResourceServer implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    /** The application: Spring Boot makes its filter chain. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Resource resource() {
            return new Resource();
        }
    }

    /** What is protected. */
    @RestController
    static class Resource {

        @GetMapping("/me")
        Map<String, Object> me(Principal principal) {
            AbstractOAuth2TokenAuthenticationToken<?> holder = (AbstractOAuth2TokenAuthenticationToken<?>) principal;
            return Map.of(
                    "name",
                    holder.getName(),
                    "authorities",
                    AuthorityUtils.authorityListToSet(holder.getAuthorities()),
                    "attributes",
                    holder.getTokenAttributes());
        }
    }

    ResourceServer(Emulators emulators, String... settings) {
        context = new SpringApplicationBuilder(Application.class)
                .properties("server.port=0", "server.address=127.0.0.1")
                .properties(Backends.of(emulators))
                .properties(settings)
                .run();
    }

    /** What the server answers. */
    record Answer(int status, String challenge, String retryAfter, JsonNode json) {}

    /** Asks with an access token who its holder is. */
    Answer me(String token) throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/me"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("WWW-Authenticate").orElse(""),
                response.headers().firstValue("Retry-After").orElse(""),
                JsonMapper.shared().readTree(response.body().isEmpty() ? "null" : response.body()));
    }

    @Override
    public void close() {
        context.close();
    }
}
