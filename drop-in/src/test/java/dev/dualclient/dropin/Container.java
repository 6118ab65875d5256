package dev.dualclient.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.TestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A running {@link ContainerProcess}, and the requests of a client and a resource server to its application. */
final class Container implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("listens on port (\\d+)");

    private final Process process;
    private final BufferedReader output;
    private final List<String> log = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    private Container(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.url = "http://127.0.0.1:" + port() + "/api/";
    }

    /**
     * Starts a container.
     *
     * @param name {@code tomcat-9} or {@code tomcat-11}
     * @throws AssertionError if the application does not start; the message is what was logged
     */
    static Container start(String name, War war, Path directory, Map<String, String> environment) throws IOException {
        Path containers = Path.of(System.getProperty("containers"));
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // So that the container looks for leaks.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-cp",
                Path.of("target", "test-classes") + ":" + containers.resolve(name) + "/*",
                ContainerProcess.class.getName(),
                directory.toString(),
                war.root().toString());
        process.environment().putAll(environment);
        return new Container(process.redirectErrorStream(true).start());
    }

    private String port() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                return port.group(1);
            }
            if (line.equals("the application has not started")) {
                break;
            }
        }
        process.destroyForcibly();
        throw new AssertionError(String.join("\n", log));
    }

    /** Returns what was logged until the application listened, or until the end. */
    String log() {
        return String.join("\n", log);
    }

    /** Ends the process at once, as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Stops the container in good order. */
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            process.getOutputStream().close();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.add(line);
            }
        }
    }

    Map<String, String> login(TestClient client) throws Exception {
        HttpResponse<String> redirect = http.send(
                HttpRequest.newBuilder(URI.create(url + "authorization?"
                                + form(Map.of(
                                        "response_type", "code",
                                        "client_id", String.valueOf(client.id()),
                                        "redirect_uri", client.redirectUri()))))
                        .build(),
                BodyHandlers.ofString());
        String location = redirect.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(redirect.statusCode() + " " + redirect.body()));
        String code = member(location, "code=([^&]+)");
        return token(
                client, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", client.redirectUri()));
    }

    Map<String, String> refresh(TestClient client, Map<String, String> tokens) throws Exception {
        return token(
                client, Map.of("grant_type", "refresh_token", "refresh_token", tokens.getOrDefault("refresh", "")));
    }

    /** Returns the tokens, empty if there are none. */
    private Map<String, String> token(TestClient client, Map<String, String> form) throws Exception {
        HttpResponse<String> answer = post("token", client, form);
        return answer.statusCode() == 200
                ? Map.of(
                        "access", member(answer.body(), "\"access_token\":\"([^\"]+)"),
                        "refresh", member(answer.body(), "\"refresh_token\":\"([^\"]+)"))
                : Map.of();
    }

    void revoke(TestClient client, String token) throws Exception {
        assertThat(post("revocation", client, Map.of("token", token)).statusCode())
                .isEqualTo(200);
    }

    boolean isActive(TestClient client, String token) throws Exception {
        String answer = post("introspection", client, Map.of("token", token)).body();
        return member(answer, "\"active\":\\s*(\\w+)").equals("true");
    }

    /** Returns whether it can be told if a token is active; not while a backend has yet to be told of a revocation. */
    boolean isTold(TestClient client, String token) throws Exception {
        return post("introspection", client, Map.of("token", token)).statusCode() == 200;
    }

    /** Asks an API that is made for the request. */
    int resource(String token) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url + "resource?" + form(Map.of("access_token", token))))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    HttpResponse<String> introspect(TestClient client, String token) throws Exception {
        return post("introspection", client, Map.of("token", token));
    }

    private HttpResponse<String> post(String path, TestClient client, Map<String, String> form) throws Exception {
        String pair = client.id() + ":" + client.secret();
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "text/plain") // a container would read a form before the resource does
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString(form(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String member(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
