package dev.dualclient.sample.endurance;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.test.TestClient;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A user's browser that goes through the pages of one server: login, consent, logout. */
final class Visit {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern CONTINUE = Pattern.compile("name=\"continue\" value=\"([^\"]+)\"");
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Caller server;

    Visit(Caller server) {
        this.server = server;
    }

    /** A page that is not the one that was expected: nobody could answer, or the server has lost the session. */
    static final class UnansweredException extends IOException {

        private static final long serialVersionUID = 1L;

        UnansweredException(int status) {
            super("status " + status);
        }
    }

    /** Logs in and consents, and returns the code that the client is given. */
    String code(TestClient client, String user) throws IOException, InterruptedException {
        HttpResponse<String> login = get("/api/authorization?" + CodeFlow.request(client, "openid email"));
        HttpResponse<String> consent = post(
                login,
                "/login",
                Caller.form(
                        "username",
                        user,
                        "password",
                        user,
                        "continue",
                        found(CONTINUE, login),
                        "_csrf",
                        found(CSRF, login)));
        HttpResponse<String> decided = sent(HttpRequest.newBuilder(server.uri("/api/authorization/decision"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Caller.form(
                        "request", found(REQUEST, consent), "decision", "authorize", "_csrf", found(CSRF, consent)))));
        String location = decided.headers().firstValue("Location").orElse("");
        String code = location.startsWith(client.redirectUri()) ? CodeFlow.parameter(location, "code") : "";
        if (code.isEmpty()) {
            throw new UnansweredException(decided.statusCode());
        }
        return code;
    }

    /** Leaves the server, on behalf of a client that knows who it is. */
    int logout(String idToken) throws IOException, InterruptedException {
        return sent(HttpRequest.newBuilder(server.uri("/api/logout?" + Caller.form("id_token_hint", idToken))))
                .statusCode();
    }

    private HttpResponse<String> post(HttpResponse<String> page, String path, String form)
            throws IOException, InterruptedException {
        return followed(sent(HttpRequest.newBuilder(page.uri().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return followed(sent(HttpRequest.newBuilder(server.uri(path))));
    }

    private HttpResponse<String> followed(HttpResponse<String> answer) throws IOException, InterruptedException {
        HttpResponse<String> last = answer;
        while (last.statusCode() == 302) {
            URI next = last.uri().resolve(last.headers().firstValue("Location").orElse("/"));
            if (next.getPort() != server.uri("/").getPort()) {
                throw new UnansweredException(302);
            }
            last = sent(HttpRequest.newBuilder(next));
        }
        return last;
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Accept", "text/html").timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private static String found(Pattern pattern, HttpResponse<String> page) throws UnansweredException {
        Matcher matcher = pattern.matcher(page.body());
        if (!matcher.find()) {
            throw new UnansweredException(page.statusCode());
        }
        return HtmlUtils.htmlUnescape(matcher.group(1));
    }
}
