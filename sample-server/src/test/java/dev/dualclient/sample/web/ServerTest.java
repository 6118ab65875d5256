package dev.dualclient.sample.web;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.sample.backends.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The server over real HTTP, with answers of Authlete made up by the test. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            // Backends are configured, so that no emulator starts; nobody calls them.
            "dual-client.primary.base-url=http://localhost:9",
            "dual-client.primary.service-id=1"
        })
@Import(ServerTest.OwnApi.class)
abstract class ServerTest {

    /** An application that has an API of its own gets none from the starter, nor anything that would need an engine. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OwnApi {

        @Bean
        AuthleteApi authlete() {
            return mock(AuthleteApi.class);
        }
    }

    @Autowired
    AuthleteApi authlete;

    @BeforeEach
    void forgetAnswers() {
        reset(authlete);
    }

    @LocalServerPort
    int port;

    URI uri(String path) {
        return new Caller(port).uri(path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return new Caller(port).get(path, headers);
    }

    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        return new Caller(port).post(path, form, headers);
    }

    HttpResponse<String> send(String method, String path, String form, String... headers)
            throws IOException, InterruptedException {
        return new Caller(port).send(method, path, form, headers);
    }
}
