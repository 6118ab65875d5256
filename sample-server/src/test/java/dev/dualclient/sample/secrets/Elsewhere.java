package dev.dualclient.sample.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client of the demonstration does beside sending its user along: it pushes, lets a device ask, and waits. */
final class Elsewhere {

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final Journey journey;
    private final String client;

    Elsewhere(Journey journey, String client) {
        this.journey = journey;
        this.client = client;
    }

    /** RFC 9126; the user comes with the reference. */
    void push(String redirectUri) throws IOException, InterruptedException {
        JsonNode pushed = send(
                "/api/par", 201, Map.of("response_type", "code", "redirect_uri", redirectUri, "scope", "openid email"));
        allow(journey.open("/api/authorization?client_id=" + client + "&request_uri=" + text(pushed, "request_uri")));
    }

    /** RFC 8628. */
    JsonNode device() throws IOException, InterruptedException {
        JsonNode begun = send("/api/device/authorization", 200, Map.of("scope", "openid"));
        URI page = URI.create(text(begun, "verification_uri_complete"));
        HtmlPage code = journey.open(page.getRawPath() + "?" + page.getRawQuery());
        allow(code.<HtmlButton>querySelector("main button").click());
        return send(
                "/api/token",
                200,
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        text(begun, "device_code")));
    }

    /** CIBA. */
    JsonNode backchannel() throws IOException, InterruptedException {
        JsonNode begun = send("/api/backchannel/authentication", 200, Map.of("scope", "openid", "login_hint", "john"));
        allow(journey.open("/ciba"));
        return send(
                "/api/token",
                200,
                Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", text(begun, "auth_req_id")));
    }

    /** RFC 8693. */
    void exchange(JsonNode tokens) throws IOException, InterruptedException {
        send(
                "/api/token",
                200,
                Map.of(
                        "grant_type",
                        EXCHANGE,
                        "subject_token",
                        text(tokens, "access_token"),
                        "subject_token_type",
                        ACCESS_TOKEN));
    }

    /** RP-Initiated Logout. */
    void signOut(JsonNode tokens) throws IOException {
        journey.open("/api/logout?id_token_hint=" + text(tokens, "id_token"));
    }

    /** Sends what cannot be right. */
    void mistakes() throws IOException, InterruptedException {
        send("/api/par", 400, Map.of("request_uri", "urn:ietf:params:oauth:request_uri:no-such-request"));
        send("/api/backchannel/authentication", 400, Map.of("scope", "openid", "id_token_hint", "no-such-id-token"));
        journey.open("/device?user_code=NOSUCHCODE")
                .<HtmlButton>querySelector("main button")
                .click();
        journey.open("/api/logout?id_token_hint=no-such-hint");
        Map<String, String> exchange = new HashMap<>(Map.of("grant_type", EXCHANGE));
        exchange.put("subject_token", "no-such-subject-token");
        exchange.put("subject_token_type", ACCESS_TOKEN);
        send("/api/token", 400, exchange);
    }

    private static void allow(HtmlPage consent) throws IOException {
        consent.<HtmlButton>querySelector("button[value=authorize]").click();
    }

    private JsonNode send(String path, int status, Map<String, String> form) throws IOException, InterruptedException {
        HttpResponse<String> answer = journey.send(path, client, client + "-secret", form);
        assertThat(answer.statusCode()).as("%s of %s", path, client).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }
}
