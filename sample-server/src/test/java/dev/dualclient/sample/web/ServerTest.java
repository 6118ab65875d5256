package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.sample.backends.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The server over real HTTP, with answers of Authlete made up by the test. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"dual-client.primary.base-url=http://localhost:9", "dual-client.primary.service-id=1"})
abstract class ServerTest {

    @MockitoBean
    AuthleteApi authlete;

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
