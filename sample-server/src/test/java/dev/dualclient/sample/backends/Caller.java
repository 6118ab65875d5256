package dev.dualclient.sample.backends;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the server, as client applications and resource servers do. */
public final class Caller {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;

    /** Calls the server at a port of this machine. */
    public Caller(int port) {
        this.port = port;
    }

    /** Returns the address of a path; what is an address already is left as it is. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + port).resolve(path);
    }

    /** Sends a GET request. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    /** Sends a form, or whatever the header {@code Content-Type} says. */
    public HttpResponse<String> post(String path, String form, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, form, headers);
    }

    /** Sends a form with the credentials of a client, if it has any; else with its id. */
    public HttpResponse<String> post(TestClient client, String path, String form)
            throws IOException, InterruptedException {
        String id = Long.toString(client.id());
        String secret = client.secret();
        return secret == null
                ? post(path, form + "&client_id=" + id)
                : post(path, form, "Authorization", basic(id, secret));
    }

    /** Sends any request. */
    public HttpResponse<String> send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            if (request.copy().build().headers().firstValue("Content-Type").isEmpty()) {
                request.header("Content-Type", "application/x-www-form-urlencoded");
            }
            request.method(method, BodyPublishers.ofString(body));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns a form with those names and values. */
    public static String form(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    /** Returns an {@code Authorization} header (RFC 7617). */
    public static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the body of an answer. */
    public static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Returns the OAuth error of an answer, empty where there is none. */
    public static String error(HttpResponse<String> answer) {
        return json(answer).path("error").asString("");
    }
}
