package dev.dualclient.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientListResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ActiveProfiles;

/** The sample as a gateway alone, on the emulators of the demonstration. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("gateway")
@ExtendWith(OutputCaptureExtension.class)
class GatewayTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"V2", "V3"})
    void theVendorsOwnClientSeesTheClientsOfBothBackends(String version) {
        AuthleteSimpleConfiguration configuration =
                new AuthleteSimpleConfiguration().setBaseUrl("http://localhost:" + port);
        AuthleteApi api = AuthleteApiFactory.create(
                version.equals("V3")
                        ? configuration
                                .setApiVersion("V3")
                                .setServiceApiKey("21653835348762")
                                .setServiceAccessToken("sample-secret")
                        : configuration.setServiceApiKey("sample-caller").setServiceApiSecret("sample-secret"));

        ClientListResponse clients = api.getClientList(0, 100);

        assertThat(clients.getClients()).extracting(Client::getClientId).doesNotHaveDuplicates();
        assertThat(clients.getTotalCount())
                .isEqualTo(clients.getClients().length)
                .isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/api/token", "/api/jwks", "/api/client/get/list"})
    void whoIsNoCallerIsRefused(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/demo/calls",
                "/style.css",
                "/api/token",
                "/api/client/get/a%2Fb",
                "/api/../login"
            })
    void nothingElseIsServed(String path) throws Exception {
        HttpResponse<String> answer = get(path, "Authorization", "Bearer sample-secret");
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).startsWith("{\"resultCode\":\"A000201\"");
    }

    @Test
    void theLastLineSaysWhatToWrite(CapturedOutput output) {
        try (ConfigurableApplicationContext server =
                SpringApplication.run(SampleServer.class, "--server.port=0", "--spring.profiles.active=gateway")) {
            assertThat(output.getOut().strip().lines().reduce((first, second) -> second))
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains(
                                    "http://localhost:"
                                            + server.getEnvironment().getProperty("local.server.port"),
                                    "dual-client.gateway.callers"));
            assertThat(output.getAll()).doesNotContain("sample-secret", "security password");
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
