package dev.dualclient.examples.oldidp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The old identity provider, npm's oidc-provider, as a process; and a user who logs in there by its pages. */
public final class OldIdp implements AutoCloseable {

    private final Process process;
    private final URI issuer;

    /**
     * Starts the provider.
     *
     * @param folder where server.mjs and its node_modules are
     */
    public OldIdp(Path folder) throws IOException {
        process = new ProcessBuilder("node", "server.mjs")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = out.readLine();
        if (port == null) {
            throw new IOException("old-idp does not start: run npm ci in " + folder);
        }
        issuer = URI.create("http://localhost:" + port);
    }

    /** Returns where it listens. */
    public URI issuer() {
        return issuer;
    }

    /** Logs a user in by the pages of the provider, and returns the access token of the client. */
    public String login(String user) throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();
        URI next = issuer.resolve("/auth?client_id=shop&response_type=code&scope=openid&redirect_uri="
                + encoded("https://shop.example/callback"));
        Map<String, String> form = Map.of();
        while (!"shop.example".equals(next.getHost())) {
            HttpRequest.Builder request = HttpRequest.newBuilder(next);
            if (!form.isEmpty()) {
                request.POST(BodyPublishers.ofString(body(form)))
                        .header("Content-Type", "application/x-www-form-urlencoded");
            }
            HttpResponse<String> page = browser.send(request.build(), BodyHandlers.ofString());
            String location = page.headers().firstValue("Location").orElse(null);
            if (location != null) {
                next = next.resolve(location);
                form = Map.of();
            } else if (page.statusCode() == 200 && form.isEmpty()) {
                form = page.body().contains("name=\"login\"")
                        ? Map.of("prompt", "login", "login", user, "password", "any")
                        : Map.of("prompt", "consent");
            } else {
                throw new IOException("old-idp answers " + page.statusCode());
            }
        }
        String code = next.getQuery().replaceAll("(?:.*&)?code=([^&]*).*", "$1");
        return redeem(code);
    }

    private String redeem(String code) throws IOException, InterruptedException {
        Map<String, String> form = Map.of(
                "grant_type", "authorization_code", "code", code, "redirect_uri", "https://shop.example/callback");
        return token(issuer.resolve("/token"), "shop", "shop-secret", form);
    }

    /** Returns the access token that a token endpoint answers with. */
    public static String token(URI endpoint, String client, String secret, Map<String, String> form)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body(form)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
    }

    private static String body(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Ends the provider. */
    @Override
    public void close() {
        process.destroy();
    }
}
