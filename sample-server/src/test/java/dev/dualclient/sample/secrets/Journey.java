package dev.dualclient.sample.secrets;

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
import java.util.Map;
import java.util.stream.Collectors;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What users, client applications and resource servers do at the sample, well or badly. */
final class Journey implements AutoCloseable {

    private final ServerUnderWatch server;
    private final WebClient browser = new WebClient();
    private final HttpClient http = HttpClient.newHttpClient();

    Journey(ServerUnderWatch server) {
        this.server = server;
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    }

    HtmlPage open(String path) throws IOException {
        return browser.getPage(server.url(path).toURL());
    }

    HtmlPage logIn(String client, String decision) throws IOException {
        browser.getCookieManager().clearCookies();
        HtmlPage page = open("/")
                .<HtmlAnchor>querySelector("a[href='/demo/login/" + client + "']")
                .click();
        page = enter(page, "a-wrong-password");
        page = enter(page, "john");
        return page.<HtmlButton>querySelector("button[value=" + decision + "]").click();
    }

    private static HtmlPage enter(HtmlPage login, String password) throws IOException {
        login.<HtmlInput>getHtmlElementById("username").setValue("john");
        login.<HtmlInput>getHtmlElementById("password").setValue(password);
        return login.<HtmlButton>querySelector("main button").click();
    }

    HtmlPage press(String page, String action) throws IOException {
        return open(page)
                .<HtmlButton>querySelector("form[action='" + action + "'] button")
                .click();
    }

    /** A client, with its password where it is confidential, sends a form. */
    HttpResponse<String> send(String path, String client, String secret, Map<String, String> form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)));
        if (!secret.isEmpty()) {
            byte[] pair = (client + ":" + secret).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** An operator asks who would serve a token. */
    HttpResponse<String> explain(String token) throws IOException, InterruptedException {
        byte[] pair = "operator:operator-secret-of-tests".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(server.url("/actuator/dualclient/explain"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .POST(BodyPublishers.ofString(JsonMapper.shared()
                        .writeValueAsString(Map.of("operation", "auth-introspection", "token", token))))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Sends a body of some type, with a token where there is one. */
    HttpResponse<String> send(String method, String path, String bearer, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", type);
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String bearer) throws IOException, InterruptedException {
        URI url = server.url(path);
        return http.send(
                HttpRequest.newBuilder(url)
                        .header("Authorization", "Bearer " + bearer)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Returns the tokens that a user's password brings. */
    JsonNode tokens(String client) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("/api/token", client, client + "-secret", password("john"));
        return JsonMapper.shared().readTree(answer.body());
    }

    static Map<String, String> password(String password) {
        return Map.of("grant_type", "password", "username", "john", "password", password, "scope", "openid profile");
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        browser.close();
    }
}
