package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The server over real HTTP, with answers of Authlete made up by the test. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"dual-client.primary.base-url=http://localhost:9", "dual-client.primary.service-id=1"})
abstract class ServerTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @MockitoBean
    AuthleteApi authlete;

    @LocalServerPort
    int port;

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        return send("POST", path, form, headers);
    }

    HttpResponse<String> send(String method, String path, String form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (form == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            if (request.copy().build().headers().firstValue("Content-Type").isEmpty()) {
                request.header("Content-Type", "application/x-www-form-urlencoded");
            }
            request.method(method, BodyPublishers.ofString(form));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
