package dev.dualclient.sample.backends;

import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;

import dev.dualclient.test.TestClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.htmlunit.html.HtmlPage;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** The code flow (RFC 6749 section 4.1) of a client and its user. */
public final class CodeFlow {

    private final Caller server;
    private final Browser browser;

    /** Takes the user of a browser through the flow. */
    public CodeFlow(Caller server, Browser browser) {
        this.server = server;
        this.browser = browser;
    }

    /** Returns the authorization request of a client. */
    public static String request(TestClient client, String scope, String... more) {
        return form(
                        "response_type",
                        "code",
                        "client_id",
                        Long.toString(client.id()),
                        "redirect_uri",
                        client.redirectUri(),
                        "scope",
                        scope,
                        "state",
                        "the state")
                + (more.length == 0 ? "" : "&" + form(more));
    }

    /** Lets a user log in and consent, and returns where that leads to. */
    public String consented(String request, String user) throws IOException {
        HtmlPage consent = browser.openAs(user, "/api/authorization?" + request);
        return browser.decideAndLeave(consent, "authorize");
    }

    /** Lets a user log in and consent, and returns the tokens of the client. */
    public JsonNode tokens(TestClient client, String user, String scope) throws IOException, InterruptedException {
        String code = parameter(consented(request(client, scope), user), "code");
        return redeem(client, code);
    }

    /** Redeems a code. */
    public JsonNode redeem(TestClient client, String code) throws IOException, InterruptedException {
        return json(server.post(
                client,
                "/api/token",
                form("grant_type", "authorization_code", "code", code, "redirect_uri", client.redirectUri())));
    }

    /** Returns a query parameter of an address, empty where there is none. */
    public static String parameter(String location, String name) {
        String value = UriComponentsBuilder.fromUri(URI.create(location))
                .build(true)
                .getQueryParams()
                .getFirst(name);
        return value == null ? "" : URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
