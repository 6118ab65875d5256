package dev.dualclient.sample.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.Outbox;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running sample over HTTP, between both emulators, at each of which a test can prepare what it needs. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "dual-client.call-timeout=60s",
            "dual-client.kill.timeout=30s",
            "dual-client.primary.response-timeout=30s",
            "dual-client.secondary.response-timeout=30s",
            // One test's outage is not to be another's.
            "dual-client.circuit-breaker.minimum-calls=1000",
            "dual-client.outbox.backoff=100ms"
        })
@Import(WithoutBackground.class)
public abstract class SampleTest {

    protected static final Emulators EMULATORS = Emulators.start();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private DualAuthleteApi api;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void backends(DynamicPropertyRegistry properties) {
        EmulatedCredentials primary = EMULATORS.primary().credentials();
        EmulatedCredentials secondary = EMULATORS.secondary().credentials();
        properties.add("dual-client.primary.base-url", () -> EMULATORS.primary().baseUrl());
        properties.add("dual-client.primary.service-id", primary::serviceId);
        properties.add("dual-client.primary.access-token", primary::accessToken);
        properties.add(
                "dual-client.secondary.base-url", () -> EMULATORS.secondary().baseUrl());
        properties.add("dual-client.secondary.service-id", secondary::serviceId);
        properties.add("dual-client.secondary.api-key", secondary::apiKey);
        properties.add("dual-client.secondary.api-secret", secondary::apiSecret);
        properties.add("dual-client.secondary.owner-api-key", secondary::ownerApiKey);
        properties.add("dual-client.secondary.owner-api-secret", secondary::ownerApiSecret);
    }

    @BeforeEach
    void countAnew() {
        EMULATORS.mark();
    }

    /** What a backend has not acknowledged would stand in the way of the next test. */
    @AfterEach
    void endOutages() {
        EMULATORS.primary().faults().clear();
        EMULATORS.secondary().faults().clear();
        await().until(() -> {
            api.dualClient().tick();
            return api.dualClient().outbox().rows().stream().noneMatch(Outbox.Row::blocking);
        });
    }

    /** Takes a backend down, and lets the server find out that its connections are gone. */
    protected void takeDown(Home... homes) throws IOException, InterruptedException {
        for (Home home : homes) {
            (home == Home.PRIMARY ? EMULATORS.primary() : EMULATORS.secondary())
                    .faults()
                    .refuseConnections();
        }
        for (int connection = 0; connection < 3; connection++) {
            get("/.well-known/openid-federation");
        }
        EMULATORS.mark();
    }

    // ---- what the backends know ----

    /** Returns the vendor's own client of a backend. */
    protected static AuthleteApi at(Home home) {
        return home == Home.PRIMARY ? EMULATORS.primaryApi() : EMULATORS.secondaryApi();
    }

    /** Registers a client that both backends hold, whoever issues its tokens. */
    protected static TestClient client() {
        return EMULATORS.client().atBoth();
    }

    /** Lets a backend issue john's tokens. Those of nobody are made up. */
    protected static TokenResponse tokens(Home home, TestClient client, String scope, String... more) {
        if (home == Home.NOBODY) {
            TokenResponse madeUp = new TokenResponse();
            madeUp.setAccessToken(UUID.randomUUID().toString());
            madeUp.setGrantId(UUID.randomUUID().toString());
            return madeUp;
        }
        String request = form(
                "response_type",
                "code",
                "client_id",
                String.valueOf(client.id()),
                "redirect_uri",
                client.redirectUri(),
                "scope",
                scope);
        String ticket = at(home).authorization(new AuthorizationRequest()
                        .setParameters(more.length == 0 ? request : request + "&" + form(more)))
                .getTicket();
        String code = at(home).authorizationIssue(
                        new AuthorizationIssueRequest().setTicket(ticket).setSubject("john"))
                .getAuthorizationCode();
        TokenResponse tokens = at(home).token(new TokenRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setParameters(
                        form("grant_type", "authorization_code", "code", code, "redirect_uri", client.redirectUri())));
        assertThat(tokens.getAction()).isEqualTo(TokenResponse.Action.OK);
        EMULATORS.mark();
        return tokens;
    }

    // ---- requests ----

    protected URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    protected HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, null, headers);
    }

    protected HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    protected static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    protected static String form(String... nameValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < nameValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(nameValues[i])
                    .append('=')
                    .append(URLEncoder.encode(nameValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    /** Opens a page as john. */
    protected HtmlPage open(WebClient browser, String path) throws IOException {
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = browser.getPage(uri(path).toURL());
        if (!page.getUrl().getPath().equals("/login")) {
            return page;
        }
        page.<HtmlInput>getHtmlElementById("username").setValue("john");
        page.<HtmlInput>getHtmlElementById("password").setValue("john");
        return page.<HtmlButton>querySelector("main button").click();
    }

    // ---- answers ----

    /** Everybody is down, or those who alone could have answered. */
    protected static void assertThatItIsUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).contains("\"error\":\"temporarily_unavailable\"");
    }

    protected static void assertThatItIsInvalidToken(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("Bearer", "invalid_token"));
    }
}
