package dev.dualclient.test.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls an emulator as any HTTP client would. */
final class EmulatorHttp {

    /** An answer. */
    record Response(int status, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String code() {
            return json().path("resultCode").asString();
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI baseUrl;
    private final @Nullable String authorization;

    EmulatorHttp(URI baseUrl, @Nullable String authorization) {
        this.baseUrl = baseUrl;
        this.authorization = authorization;
    }

    static String basic(String user, String secret) {
        String pair = user + ":" + secret;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    Response get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, null);
    }

    Response delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null, null);
    }

    Response post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, "application/json", json);
    }

    Response send(String method, String path, @Nullable String type, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(baseUrl.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        return new Response(response.statusCode(), response.body());
    }
}
