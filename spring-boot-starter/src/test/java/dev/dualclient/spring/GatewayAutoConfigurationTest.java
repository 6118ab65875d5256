package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.resource.ResourceServerAutoConfiguration;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The gateway in an application with a real servlet container. Both backends are absent, so a caller gets 503. */
class GatewayAutoConfigurationTest {

    private static final String CALL = "/client/get/list";

    private final WebApplicationContextRunner application = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withConfiguration(AutoConfigurations.of(
                    TomcatServletWebServerAutoConfiguration.class,
                    DualClientAutoConfiguration.class,
                    GatewayAutoConfiguration.class,
                    GatewaySecurityAutoConfiguration.class))
            .withPropertyValues(
                    "server.port=0",
                    "server.address=127.0.0.1",
                    "dual-client.primary.base-url=http://localhost:1",
                    "dual-client.primary.service-id=42",
                    "dual-client.primary.access-token=an-access-token");

    private final WebApplicationContextRunner gateway = application.withPropertyValues(
            "dual-client.gateway.enabled=true",
            "dual-client.gateway.callers[0].user=auth-server",
            "dual-client.gateway.callers[0].secret=a-secret");

    private final WebApplicationContextRunner withSecurity = gateway.withConfiguration(AutoConfigurations.of(
                    SecurityAutoConfiguration.class,
                    UserDetailsServiceAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class,
                    SecurityFilterAutoConfiguration.class))
            .withUserConfiguration(Rest.class);

    /** What else the application serves. */
    @Configuration(proxyBeanMethods = false)
    static class Rest {

        @Bean
        ServletRegistrationBean<HttpServlet> rest() {
            return new ServletRegistrationBean<>(new HttpServlet() {}, "/");
        }
    }

    @Test
    void itIsThereOnlyIfItIsEnabled() {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(call(context, "/api" + CALL).statusCode()).isEqualTo(404);
        });
    }

    @Test
    void aCallerReachesTheEngine() {
        gateway.run(context -> {
            HttpResponse<String> answer = call(context, "/api" + CALL);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("A000102", "client-get-list is temporarily unavailable");
            assertThat(call(context, "/api/42" + CALL).statusCode()).isEqualTo(503);
            assertThat(call(context, "/api/43" + CALL).statusCode()).isEqualTo(404);
        });
    }

    @ParameterizedTest
    @CsvSource({"/api, /api", "/authlete/api, /authlete/api", "/authlete, /authlete/api", "/, /api"})
    void itAnswersBelowItsPath(String path, String base) {
        gateway.withPropertyValues("dual-client.gateway.path=" + path)
                .run(context ->
                        assertThat(call(context, base + CALL).statusCode()).isEqualTo(503));
    }

    @Test
    void theApplicationsContextPathIsPartOfTheBaseUrl() {
        gateway.withPropertyValues("server.servlet.context-path=/application")
                .run(context -> assertThat(
                                call(context, "/application/api" + CALL).statusCode())
                        .isEqualTo(503));
    }

    @Test
    @Scenario("E4")
    void springSecurityLetsItJudgeItsCallers() {
        withSecurity.run(context -> {
            assertThat(call(context, "/api" + CALL).statusCode()).isEqualTo(503);
            HttpResponse<String> post = send(context, "POST", "/api/auth/introspection", "a-secret");
            assertThat(post.statusCode()).isEqualTo(503);
            assertThat(post.headers().map()).doesNotContainKey("set-cookie");

            HttpResponse<String> refusal = send(context, "GET", "/api" + CALL, "wrong");
            assertThat(refusal.statusCode()).isEqualTo(401);
            assertThat(refusal.body()).contains("A003201");
        });
    }

    @Test
    void springBootsOwnChainStillGuardsTheRest() {
        withSecurity.run(context -> {
            assertThat(context.getBeansOfType(SecurityFilterChain.class)).hasSize(2);
            assertThat(call(context, "/else").statusCode()).isEqualTo(401);
        });
    }

    @Test
    void theApplicationsOwnChainStillGuardsTheRest() {
        withSecurity.withUserConfiguration(DenyAll.class).run(context -> {
            assertThat(context.getBeansOfType(SecurityFilterChain.class)).hasSize(2);
            assertThat(call(context, "/api" + CALL).statusCode()).isEqualTo(503);
            assertThat(call(context, "/else").statusCode()).isEqualTo(403);
            assertThat(call(context, "/apis" + CALL).statusCode()).isEqualTo(403);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class DenyAll {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .build();
        }
    }

    @Test
    void aChainOfTheApplicationForTheSamePathLeavesTheGatewayAlone() {
        withSecurity.withUserConfiguration(DenyApi.class).run(context -> {
            assertThat(call(context, "/api" + CALL).statusCode()).isEqualTo(503);
            assertThat(send(context, "GET", "/api" + CALL, "wrong").statusCode())
                    .isEqualTo(401);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class DenyApi {

        @Bean
        @Order(0)
        SecurityFilterChain chain(HttpSecurity http) {
            return http.securityMatcher("/api/**")
                    .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .build();
        }
    }

    @Test
    void aResourceServersChainStillGuardsTheRest() {
        withSecurity
                .withConfiguration(AutoConfigurations.of(
                        ResourceServerAutoConfiguration.class,
                        OAuth2ResourceServerAutoConfiguration.class,
                        OAuth2ResourceServerWebSecurityAutoConfiguration.class))
                .withPropertyValues("dual-client.resource-server.tokens=opaque")
                .run(context -> {
                    assertThat(context.getBeansOfType(SecurityFilterChain.class))
                            .hasSize(2);
                    assertThat(call(context, "/api" + CALL).statusCode()).isEqualTo(503);
                    assertThat(call(context, "/else").headers().firstValue("WWW-Authenticate"))
                            .hasValueSatisfying(
                                    challenge -> assertThat(challenge).startsWith("Bearer"));
                });
    }

    @Test
    void anApplicationWithoutSpringSecurityHasItToo() {
        gateway.withClassLoader(new FilteredClassLoader(HttpSecurity.class, SecurityFilterChain.class))
                .run(context ->
                        assertThat(call(context, "/api" + CALL).statusCode()).isEqualTo(503));
    }

    @Test
    void anApplicationWithoutServletsStarts() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DualClientAutoConfiguration.class, GatewayAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(Servlet.class))
                .withPropertyValues(
                        "dual-client.primary.base-url=http://localhost:1",
                        "dual-client.primary.service-id=42",
                        "dual-client.primary.access-token=an-access-token",
                        "dual-client.gateway.enabled=true")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        callers[1].user=                | gateway.callers: a user is blank or has a colon: write a name without one
        callers[1].user=second          | gateway.callers: the secret of second is empty
        callers[0].secret=              | gateway.callers: the secret of auth-server is empty
        path=api                        | dual-client.gateway.path is api: write a path like /api
        path=/api/*                     | dual-client.gateway.path is /api/*: write a path like /api
        path=/api/                      | dual-client.gateway.path is /api/: write a path like /api
        max-body-size=0                 | gateway.max-body-size is 0: write a size like 1MB
        max-body-size=4GB               | gateway.max-body-size is 2147483647: write a size like 1MB
        """)
    @Scenario("E1")
    void aWrongSettingIsToldWithWhatToWrite(String setting, String message) {
        gateway.withPropertyValues("dual-client.gateway." + setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(message)
                        .hasMessageNotContaining("a-secret"));
    }

    @Test
    @Scenario("E1")
    void withoutCallersItDoesNotStart() {
        application
                .withPropertyValues("dual-client.gateway.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("gateway.callers is empty, so nobody could call:"
                                + " write at least one user and secret"));
    }

    @Test
    @Scenario("E1")
    void inFrontOfAnotherApiItDoesNotStart() {
        gateway.withBean(AuthleteApi.class, () -> mock(AuthleteApi.class))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("an AuthleteApi of its own")
                        .hasMessageContaining("write false"));
    }

    @Test
    void aCallersSecretIsNotShown() {
        gateway.run(context -> assertThat(
                        context.getBean(DualClientProperties.class).toString())
                .doesNotContain("a-secret"));
    }

    private static HttpResponse<String> call(AssertableWebApplicationContext context, String path)
            throws IOException, InterruptedException {
        return send(context, "GET", path, "a-secret");
    }

    private static HttpResponse<String> send(
            AssertableWebApplicationContext context, String method, String path, String secret)
            throws IOException, InterruptedException {
        assertThat(context).hasNotFailed();
        int port = context.getSourceApplicationContext(AnnotationConfigServletWebServerApplicationContext.class)
                .getWebServer()
                .getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("auth-server:" + secret).getBytes(StandardCharsets.UTF_8)))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
