package dev.dualclient.test.migrator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The database of an emulator, over HTTP. Thread-safe. */
final class HttpDatabase implements Database {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final URI control;

    HttpDatabase(URI emulator) {
        this.control = emulator.resolve("/_emulator/");
    }

    @Override
    public JsonNode rows() {
        return send(request("rows").GET());
    }

    @Override
    public JsonNode clients() {
        return send(request("clients").GET()).path("clients");
    }

    @Override
    public long now() {
        String now = send(request("clock").GET()).path("now").asString("");
        return Instant.parse(now).toEpochMilli();
    }

    @Override
    public JsonNode write(JsonNode rows) {
        return post("rows", rows);
    }

    @Override
    public JsonNode importClients(JsonNode clients) {
        return post("clients", clients);
    }

    private JsonNode post(String name, JsonNode body) {
        return send(request(name).POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String name) {
        return HttpRequest.newBuilder(control.resolve(name)).timeout(Duration.ofSeconds(10));
    }

    private static JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(request.uri() + " answered with status " + response.statusCode());
            }
            return JsonMapper.shared().readTree(response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling " + request.uri(), interrupted);
        }
    }
}
