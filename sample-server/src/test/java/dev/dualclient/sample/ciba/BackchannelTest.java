package dev.dualclient.sample.ciba;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import com.authlete.common.types.DeliveryMode;
import com.authlete.common.types.GrantType;
import dev.dualclient.sample.backends.Browser;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.Listener.Told;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.server.Fault;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client-initiated backchannel authentication (CIBA Core) at the sample. */
class BackchannelTest extends SampleOnEmulators {

    private static final String ENDPOINT = "/api/backchannel/authentication";
    private static final String CALLBACK = ENDPOINT + "/callback";
    private static final String DEVICE = basic("authenticationDevice", "authentication-device-secret-of-tests");
    private static final String NOTIFICATION_TOKEN = "a-token-of-the-client";

    /** What the user recognizes the request of this test by. */
    private final String message = "Table " + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource
    void aRequestIsTakenWhereItsClientIsKnown(KnownTo home) throws Exception {
        TestClient client = client(home, DeliveryMode.POLL);

        HttpResponse<String> begun = begin(client, "login_hint", "john");

        if (home.anybody()) {
            assertThat(begun.statusCode()).isEqualTo(200);
            assertThat(json(begun).propertyNames()).contains("auth_req_id", "expires_in", "interval");
        } else {
            assertThat(begun.statusCode()).isEqualTo(401);
            assertThat(error(begun)).isEqualTo("invalid_client");
            assertThat(EMULATORS.calls()).hasToString(home.callsOfFirstLogin());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aUserAllowsWhatTheClientThenPollsFor(KnownTo home) throws Exception {
        TestClient client = client(home, DeliveryMode.POLL);
        String id = authReqId(begin(client, "login_hint", "john"));
        assertThat(error(poll(client, id))).isEqualTo("authorization_pending");
        assertThat(browser.openAs("jane", "/ciba").asNormalizedText()).doesNotContain(message);
        leave();

        HtmlElement request = question(browser.openAs("john", "/ciba"));
        assertThat(request.asNormalizedText()).contains("Test client asks for access", "openid");
        HtmlPage done = decide(request, "authorize");

        assertThat(done.asNormalizedText()).contains("Test client has access now");
        EMULATORS.advance(Duration.ofSeconds(6));
        HttpResponse<String> tokens = poll(client, id);
        assertThat(tokens.statusCode()).isEqualTo(200);
        assertThat(json(tokens).propertyNames()).contains("access_token", "id_token");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aClientOfPingIsToldToCome(KnownTo home) throws Exception {
        TestClient client = client(home, DeliveryMode.PING);
        String id = authReqId(begin(client, "login_hint", "john"));

        decide(question(browser.openAs("john", "/ciba")), "authorize");

        Told told = told();
        assertThat(told.authorization()).isEqualTo("Bearer " + NOTIFICATION_TOKEN);
        assertThat(told.body().path("auth_req_id").asString()).isEqualTo(id);
        assertThat(told.body().has("access_token")).isFalse();
        assertThat(poll(client, id).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"PRIMARY, authorize, access_token", "SECONDARY, authorize, id_token", "SECONDARY, deny, error"})
    void aClientOfPushIsToldEverything(KnownTo home, String decision, String field) throws Exception {
        TestClient client = client(home, DeliveryMode.PUSH);
        String id = authReqId(begin(client, "login_hint", "john"));

        decide(question(browser.openAs("john", "/ciba")), decision);

        Told told = told();
        assertThat(told.authorization()).isEqualTo("Bearer " + NOTIFICATION_TOKEN);
        assertThat(told.body().path("auth_req_id").asString()).isEqualTo(id);
        assertThat(told.body().has(field)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PRIMARY, allow, 200, ''",
        "SECONDARY, allow, 200, ''",
        "PRIMARY, deny, 400, access_denied",
        "SECONDARY, timeout, 400, expired_token",
    })
    void theAuthenticationDeviceAnswersForTheUser(KnownTo home, String result, int status, String error)
            throws Exception {
        TestClient client = client(home, DeliveryMode.POLL);
        String id = authReqId(begin(client, "login_hint", "jane"));
        Told asked = asked();
        assertThat(asked.authorization()).isEqualTo(DEVICE);
        assertThat(asked.body().path("user").asString()).isEqualTo("jane");
        assertThat(asked.body().path("message").asString()).isEqualTo(message);
        String request = asked.body().path("request_id").asString();

        assertThat(callBack(request, result).statusCode()).isEqualTo(204);

        HttpResponse<String> tokens = poll(client, id);
        assertThat(tokens.statusCode()).isEqualTo(status);
        assertThat(error(tokens)).isEqualTo(error);
        assertThat(callBack(request, "allow").statusCode()).isEqualTo(400);
    }

    /** The third state of the callback. */
    @Test
    void aCallbackAboutNothingIsInvalid() throws Exception {
        HttpResponse<String> refused = callBack("no-such-request", "allow");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("invalid_request");
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @Test
    void aCallbackThatNoBackendTookCanBeRepeated() throws Exception {
        begin(client(KnownTo.SECONDARY, DeliveryMode.POLL), "login_hint", "john");
        String request = asked().body().path("request_id").asString();
        Fault outage = EMULATORS.secondary().faults().refuseConnections();

        HttpResponse<String> unavailable = callBack(request, "deny");
        outage.release();

        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
        assertThat(callBack(request, "deny").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"result\":",
                "{\"result\":\"allow\"}",
                "{\"request_id\":\"x\"}",
                "{\"request_id\":[\"x\"],\"result\":{}}",
                "{\"request_id\":\"x\",\"result\":\"perhaps\"}"
            })
    void whatIsNoCallbackIsInvalid(String body) throws Exception {
        HttpResponse<String> refused =
                server.post(CALLBACK, body, "Content-Type", "application/json", "Authorization", DEVICE);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("invalid_request");
    }

    @Test
    void nobodyButTheDeviceCallsBack() throws Exception {
        String body = "{\"request_id\":\"x\",\"result\":\"allow\"}";

        assertThat(server.post(CALLBACK, body, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.post(
                                CALLBACK,
                                body,
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                basic("resourceServer", "resource-server-secret-of-tests"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void nobodyDecidesForAnotherUser() throws Exception {
        begin(client(KnownTo.PRIMARY, DeliveryMode.POLL), "login_hint", "john");
        String ofJohn = id(question(browser.openAs("john", "/ciba"))).getValue();
        leave();
        begin(client(KnownTo.PRIMARY, DeliveryMode.POLL), "login_hint", "jane");
        HtmlElement ofJane = question(browser.openAs("jane", "/ciba"));
        id(ofJane).setValue(ofJohn);

        assertThat(decide(ofJane, "authorize").getWebResponse().getStatusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "login_hint, nobody, unknown_user_id",
        "login_hint_token, x.y.z, unknown_user_id",
        "id_token_hint, x.y.z, invalid_request",
        "scope, openid, invalid_request",
    })
    void aUserWhoCannotBeToldIsUnknown(String name, String value, String error) throws Exception {
        HttpResponse<String> refused = begin(client(KnownTo.SECONDARY, DeliveryMode.POLL), name, value);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"'', missing_user_code", "4711, invalid_user_code"})
    void whereACodeOfTheUserIsNeededItHasToBeRight(String code, String error) throws Exception {
        TestClient client = KnownTo.SECONDARY.client(
                EMULATORS, change -> decoupled(change, DeliveryMode.POLL).setBcUserCodeRequired(true));

        HttpResponse<String> refused = begin(client, "login_hint", "john", "user_code", code);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo(error);
        assertThat(begin(client, "login_hint", "john", "user_code", "john-code").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aMessageThatDoesNotFitIsInvalid() throws Exception {
        TestClient client = client(KnownTo.PRIMARY, DeliveryMode.POLL);

        HttpResponse<String> refused = server.post(
                client, ENDPOINT, form("scope", "openid", "login_hint", "john", "binding_message", "x".repeat(65)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("invalid_binding_message");
    }

    @Test
    void anIdTokenTellsWhomToAsk() throws Exception {
        TestClient client = client(KnownTo.SECONDARY, DeliveryMode.POLL);
        String id = authReqId(begin(client, "login_hint", "jane"));
        decide(question(browser.openAs("jane", "/ciba")), "authorize");
        String idToken = json(poll(client, id)).path("id_token").asString();

        assertThat(begin(client, "id_token_hint", idToken).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, application/json, 415",
        "GET, application/x-www-form-urlencoded, 405",
        "POST, application/x-www-form-urlencoded, 413"
    })
    void whatIsNoFormIsNotTaken(String method, String type, int status) throws Exception {
        HttpResponse<String> refused =
                server.send(method, ENDPOINT, "scope=" + "x".repeat(70_000), "Content-Type", type);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(error(refused)).isEqualTo("invalid_request");
    }

    private HttpResponse<String> begin(TestClient client, String... parameters) throws Exception {
        return server.post(
                client,
                ENDPOINT,
                form("scope", "openid", "client_notification_token", NOTIFICATION_TOKEN, "binding_message", message)
                        + "&" + form(parameters));
    }

    private static String authReqId(HttpResponse<String> begun) {
        return json(begun).path("auth_req_id").asString();
    }

    private HttpResponse<String> poll(TestClient client, String authReqId) throws Exception {
        return server.post(
                client,
                "/api/token",
                form("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", authReqId));
    }

    private HttpResponse<String> callBack(String request, String result) throws Exception {
        JsonNode body = JsonMapper.shared()
                .createObjectNode()
                .put("request_id", request)
                .put("result", result);
        return server.post(CALLBACK, body.toString(), "Content-Type", "application/json", "Authorization", DEVICE);
    }

    private HtmlElement question(HtmlPage page) {
        return page.querySelectorAll("section").stream()
                .map(HtmlElement.class::cast)
                .filter(section -> section.asNormalizedText().contains(message))
                .findFirst()
                .orElseThrow();
    }

    private static HtmlPage decide(HtmlElement question, String decision) throws Exception {
        return question.<HtmlButton>querySelector("button[value=" + decision + "]")
                .click();
    }

    private static HtmlInput id(HtmlElement question) {
        return question.querySelector("input[name=request]");
    }

    private Told asked() throws Exception {
        return LISTENER.next(told -> told.path().equals("/device")
                && told.body().path("message").asString("").equals(message));
    }

    private Told told() throws Exception {
        return LISTENER.next(told -> told.path().equals(path()));
    }

    private String path() {
        return "/" + message.replace(' ', '-');
    }

    /** The next user comes with a browser of its own. */
    private void leave() {
        browser.close();
        browser = new Browser(server);
    }

    private TestClient client(KnownTo home, DeliveryMode mode) {
        return home.client(
                EMULATORS, change -> decoupled(change, mode).setBcNotificationEndpoint(LISTENER.uri(path())));
    }

    private static Client decoupled(Client client, DeliveryMode mode) {
        return client.setGrantTypes(new GrantType[] {GrantType.CIBA}).setBcDeliveryMode(mode);
    }
}
