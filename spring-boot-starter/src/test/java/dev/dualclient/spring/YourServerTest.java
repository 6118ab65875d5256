package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.IntrospectionRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The code of docs/your-server.md for Spring MVC, with two backends that are both down. */
class YourServerTest {

    private static final Path CODE =
            Path.of("src", "test", "java", "dev", "dualclient", "spring", "AuthleteFailures.java");

    @Test
    @Scenario("N50")
    void theCodeOfTheDocumentsAnswersAnOutageWith503() throws Exception {
        try (DualAuthleteApi api = DualAuthleteApi.builder()
                .primary(to -> to.baseUrl("http://127.0.0.1:1").serviceId("42").accessToken("an-access-token"))
                .secondary(
                        from -> from.baseUrl("http://127.0.0.1:2").apiKey("42").apiSecret("an-api-secret"))
                .build()) {
            MockHttpServletResponse answer = MockMvcBuilders.standaloneSetup(new Server(api))
                    .setControllerAdvice(new AuthleteFailures())
                    .build()
                    .perform(post("/introspection").param("token", "a-token"))
                    .andReturn()
                    .getResponse();

            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.getContentAsString()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
        }
    }

    @Test
    @Scenario("N50")
    void theDocumentsHaveThatCode() throws IOException {
        String code = Files.readString(CODE);
        String shown = code.substring(code.indexOf("@RestControllerAdvice"), code.indexOf("// spotless:on"));

        assertThat(Files.readString(Path.of("..", "docs", "your-server.md"))).contains(shown);
    }

    @RestController
    private record Server(AuthleteApi api) {

        @PostMapping("/introspection")
        String introspection(@RequestParam("token") String token) {
            return String.valueOf(api.introspection(new IntrospectionRequest().setToken(token))
                    .getAction());
        }
    }
}
