package dev.dualclient.sample.device;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import com.authlete.common.types.GrantType;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.server.Fault;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The device flow (RFC 8628) at the sample. */
class DeviceFlowTest extends SampleOnEmulators {

    private static final String ENDPOINT = "/api/device/authorization";

    @ParameterizedTest
    @EnumSource
    void aDeviceIsTakenWhereItsClientIsKnown(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, DeviceFlowTest::forDevices);
        EMULATORS.mark();

        HttpResponse<String> begun = begin(client);

        assertThat(EMULATORS.calls()).hasToString(home.callsOfFirstLogin());
        if (home.anybody()) {
            assertThat(begun.statusCode()).isEqualTo(200);
            assertThat(begun.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(json(begun).propertyNames())
                    .contains("device_code", "user_code", "verification_uri", "verification_uri_complete", "interval");
        } else {
            assertThat(begun.statusCode()).isEqualTo(401);
            assertThat(error(begun)).isEqualTo("invalid_client");
            assertThat(begun.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aUserAllowsADeviceWhichThenGetsItsTokens(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, DeviceFlowTest::forDevices);
        JsonNode begun = json(begin(client));
        String code = begun.path("device_code").asString();
        assertThat(error(poll(client, code))).isEqualTo("authorization_pending");
        assertThat(error(poll(client, code))).isEqualTo("slow_down");

        HtmlPage page = browser.openAs(
                "john", path(begun.path("verification_uri_complete").asString()));
        assertThat(page.asNormalizedText()).contains("Go on only if a device in front of you shows exactly this code");
        HtmlPage consent = page.<HtmlButton>querySelector("main button").click();
        assertThat(consent.asNormalizedText())
                .contains(
                        "Test client asks for access",
                        "openid",
                        begun.path("user_code").asString());
        HtmlPage done = (HtmlPage) browser.decide(consent, "authorize");

        assertThat(done.asNormalizedText()).contains("Test client has access now");
        EMULATORS.advance(Duration.ofSeconds(11));
        HttpResponse<String> tokens = poll(client, code);
        assertThat(tokens.statusCode()).isEqualTo(200);
        assertThat(json(tokens).propertyNames()).contains("access_token", "refresh_token", "id_token");
        assertThat(error(poll(client, code))).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aUserWhoTypesTheCodeAndSaysNoIsBelieved(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, DeviceFlowTest::forDevices);
        JsonNode begun = json(begin(client));
        HtmlPage consent =
                type(browser.openAs("john", "/device"), begun.path("user_code").asString());

        HtmlPage done = (HtmlPage) browser.decide(consent, "deny");

        assertThat(done.asNormalizedText()).contains("Test client gets no access");
        assertThat(error(poll(client, begun.path("device_code").asString()))).isEqualTo("access_denied");
    }

    @Test
    void aCodeThatNobodyKnowsIsTypedAgain() throws Exception {
        HtmlPage page = browser.openAs("john", "/device");
        EMULATORS.mark();

        HtmlPage again = type(page, "XXXX-XXXX");

        assertThat(again.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(again.asNormalizedText()).contains("No device shows that code.");
        assertThat(EMULATORS.calls()).hasToString(KnownTo.NOBODY.calls());
    }

    @Test
    void whoTriesAllCodesIsStopped() throws Exception {
        HtmlPage page = browser.openAs("jane", "/device");
        for (int i = 0; i < 10; i++) {
            page = type(page, "x".repeat(65)); // which no backend is asked about
        }
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, DeviceFlowTest::forDevices);
        String right = json(begin(client)).path("user_code").asString();
        EMULATORS.mark();

        HtmlPage stopped = type(page, right);

        assertThat(stopped.getWebResponse().getStatusCode()).isEqualTo(429);
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @Test
    void aDecisionThatNobodyAnsweredCanBePressedAgain() throws Exception {
        TestClient client = KnownTo.SECONDARY.client(EMULATORS, DeviceFlowTest::forDevices);
        JsonNode begun = json(begin(client));
        HtmlPage consent =
                type(browser.openAs("john", "/device"), begun.path("user_code").asString());

        Fault outage = EMULATORS.secondary().faults().refuseConnections();
        HtmlPage unavailable = (HtmlPage) browser.decide(consent, "authorize");
        outage.release();
        assertThat(unavailable.getWebResponse().getStatusCode()).isEqualTo(503);
        assertThat(unavailable.getWebResponse().getResponseHeaderValue("Retry-After"))
                .isNotEmpty();
        assertThat(unavailable.asNormalizedText()).contains("Nothing is lost");

        HtmlPage done = (HtmlPage) browser.decide(unavailable, "authorize");
        assertThat(done.asNormalizedText()).contains("Test client has access now");
        assertThat(((HtmlPage) browser.decide(consent, "authorize"))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/device", "/device?user_code=ABCD-EFGH", "/device/consent?request=x"})
    void thePagesAreForUsersWhoHaveLoggedIn(String path) throws Exception {
        assertThat(browser.open(path).getUrl().getPath()).isEqualTo("/login");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "POST, scope=openid&scope=openid, application/x-www-form-urlencoded, 400",
                "POST, {}, application/json, 415",
                "GET, -, text/plain, 405",
            })
    void whatIsNoRequestOfADeviceIsInvalid(String method, String body, String type, int status) throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, DeviceFlowTest::forDevices);

        HttpResponse<String> refused = server.send(
                method,
                ENDPOINT,
                body,
                "Content-Type",
                type,
                "Authorization",
                basic(Long.toString(client.id()), client.secret()));

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(error(refused)).isEqualTo("invalid_request");
    }

    @Test
    void aHugeRequestIsTooLarge() throws Exception {
        assertThat(server.post(ENDPOINT, "scope=" + "x".repeat(70_000)).statusCode())
                .isEqualTo(413);
    }

    private HttpResponse<String> begin(TestClient client) throws Exception {
        return server.post(client, ENDPOINT, form("scope", "openid"));
    }

    private HttpResponse<String> poll(TestClient client, String deviceCode) throws Exception {
        return server.post(
                client,
                "/api/token",
                form("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", deviceCode));
    }

    private static HtmlPage type(HtmlPage page, String code) throws Exception {
        page.<HtmlInput>getHtmlElementById("user_code").setValue(code);
        return page.<HtmlButton>querySelector("main button").click();
    }

    private static String path(String uri) {
        return URI.create(uri).getRawPath() + "?" + URI.create(uri).getRawQuery();
    }

    private static void forDevices(Client client) {
        client.setGrantTypes(new GrantType[] {GrantType.DEVICE_CODE, GrantType.REFRESH_TOKEN});
    }
}
