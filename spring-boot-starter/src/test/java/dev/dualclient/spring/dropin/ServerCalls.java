package dev.dualclient.spring.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.TestClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client asks an {@link ExistingServer} for. */
final class ServerCalls {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String port;
    private final TestClient client;

    ServerCalls(String port, TestClient client) {
        this.port = port;
        this.client = client;
    }

    ServerCalls withSecret(String secret) {
        return new ServerCalls(port, new TestClient(client.id(), secret, client.redirectUri()));
    }

    /** Takes john through the code flow, and returns what the token endpoint answers. */
    JsonNode login() {
        String redirectUri = encoded(client.redirectUri());
        HttpResponse<String> authorized = send(HttpRequest.newBuilder(at("/authorization?response_type=code&client_id="
                + client.id() + "&redirect_uri=" + redirectUri + "&scope=openid")));
        assertThat(authorized.statusCode()).as(authorized.body()).isEqualTo(302);
        String location = authorized.headers().firstValue("Location").orElseThrow();
        String code = location.replaceFirst(".*[?&]code=([^&]+).*", "$1");
        HttpResponse<String> issued =
                post("/token", "grant_type=authorization_code&code=" + code + "&redirect_uri=" + redirectUri);
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(200);
        return json(issued);
    }

    /** Returns the status of the answer. */
    int refresh(String refreshToken) {
        return post("/token", "grant_type=refresh_token&refresh_token=" + encoded(refreshToken))
                .statusCode();
    }

    void revoke(String token) {
        assertThat(post("/revocation", "token=" + encoded(token)).statusCode()).isEqualTo(200);
    }

    JsonNode introspect(String token) {
        return json(post("/introspection", "token=" + encoded(token)));
    }

    private HttpResponse<String> post(String path, String form) {
        String credentials = client.id() + ":" + client.secret();
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "text/plain")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(form)));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
