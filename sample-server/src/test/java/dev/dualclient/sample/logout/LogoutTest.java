package dev.dualclient.sample.logout;

import static dev.dualclient.sample.backends.Caller.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Logout at a client's request (RP-Initiated Logout) at the sample. */
class LogoutTest extends SampleOnEmulators {

    private static final String ENDPOINT = "/api/logout";
    private static final String AFTERWARDS = "https://client.example.com/bye?a=b";

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aClientSignsItsUserOutAndGetsHimBack(KnownTo home) throws Exception {
        String idToken = idToken(home.client(EMULATORS, LogoutTest::registered));

        String location = browser.openAndLeave(path("id_token_hint", idToken, "state", "s t&"));

        assertThat(location).isEqualTo(AFTERWARDS + "&state=s%20t%26");
        assertThat(isSignedIn()).isFalse();
    }

    /** The third state: nobody has signed the token. */
    @ParameterizedTest
    @ValueSource(strings = {"no JWT", "e30.e30.", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqb2huIn0."})
    void whoIsNotKnownToAnybodySignsNobodyOut(String idToken) throws Exception {
        browser.openAs("john", "/device");

        HtmlPage refused = browser.open(path("id_token_hint", idToken));

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains("not an ID token of this server");
        assertThat(isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void nobodyIsSentWhereTheClientIsNotRegistered(KnownTo home) throws Exception {
        String idToken = idToken(home.client(EMULATORS, change -> {}));

        HtmlPage refused = browser.open(path("id_token_hint", idToken));

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains("not registered");
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void nobodyIsSentOnByAnUnknownClient() throws Exception {
        TestClient other = KnownTo.PRIMARY.client(EMULATORS, change -> {});

        assertThat(browser.open(path()).getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(browser.open(path("client_id", "" + other.id()))
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @Scenario("N60")
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aClientWithoutAHintGetsItsUserBackOnceHeHasAgreed(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, LogoutTest::registered);
        TestClient other = home.client(EMULATORS, LogoutTest::registered);
        browser.openAs("john", "/device");

        HtmlPage question = browser.open(path("client_id", "" + client.id(), "state", "s"));
        browser.open(path("client_id", "" + other.id(), "state", "of another tab"));

        assertThat(question.asNormalizedText()).contains("Sign out?");
        assertThat(isSignedIn()).isTrue();
        assertThat(browser.pressAndLeave(question, "main button")).isEqualTo(AFTERWARDS + "&state=s");
        assertThat(isSignedIn()).isFalse();
        assertThat(browser.openAndLeave(path("client_id", "" + client.id())))
                .as("nobody is signed in")
                .isEqualTo(AFTERWARDS);
    }

    @ParameterizedTest
    @Scenario("N53")
    @ValueSource(
            strings = {
                "https://client.example.com/a%20b",
                "https://client.example.com/caf%C3%A9?x=%2F",
                "https://client.example.com/%7Eme?a=b+c",
                "com.example.app:/bye"
            })
    void anAddressIsLeftAsItIs(String address) throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> registered(change, address));
        String idToken = idToken(client);

        String location = browser.openAndLeave(
                ENDPOINT + "?" + form("post_logout_redirect_uri", address, "id_token_hint", idToken, "state", "x y"));

        assertThat(location).isEqualTo(address + (address.contains("?") ? "&" : "?") + "state=x%20y");
    }

    @ParameterizedTest
    @Scenario("N53")
    @ValueSource(
            strings = {"https://client.example.com/a b", "https://client.example.com/café", "/bye", "https://[", "%"})
    void anAddressThatIsNoneIsRefused(String address) throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> registered(change, address));
        browser.openAs("john", "/device");

        HtmlPage refused =
                browser.open(ENDPOINT + "?" + form("post_logout_redirect_uri", address, "client_id", "" + client.id()));

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains("not an absolute URI");
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    @Scenario("N55")
    void nobodyIsSignedOutForAStateThatIsTooLong() throws Exception {
        String idToken = idToken(KnownTo.PRIMARY.client(EMULATORS, LogoutTest::registered));
        String cookie = "JSESSIONID=" + browser.cookie("JSESSIONID");

        HttpResponse<String> refused = server.post(
                ENDPOINT,
                form("id_token_hint", idToken, "post_logout_redirect_uri", AFTERWARDS, "state", "x".repeat(9216)),
                "Cookie",
                cookie);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 1234, not one of this client",
        "id_token_hint, twice, more than once",
        "state, twice, ''",
    })
    void whatDoesNotFitTogetherIsRefused(String name, String value, String problem) throws Exception {
        String idToken = idToken(KnownTo.SECONDARY.client(EMULATORS, LogoutTest::registered));

        HtmlPage refused = browser.open(path("id_token_hint", idToken, "state", "s", name, value));

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText()).contains(problem);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void aUserWhomTheClientDoesNotNameIsAsked() throws Exception {
        browser.openAs("john", "/device");

        HtmlPage question = browser.open(ENDPOINT);
        assertThat(question.asNormalizedText()).contains("Sign out?");
        assertThat(isSignedIn()).isTrue();
        HtmlPage end = question.<HtmlButton>querySelector("main button").click();

        assertThat(end.asNormalizedText()).contains("You are signed out");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void aUserOtherThanTheClientsIsAskedAndThenSentOn() throws Exception {
        String ofJohn = idToken(KnownTo.PRIMARY.client(EMULATORS, LogoutTest::registered));
        browser.openAndLeave(path("id_token_hint", ofJohn));
        browser.openAs("jane", "/device");

        HtmlPage question = browser.open(path("id_token_hint", ofJohn));
        assertThat(question.asNormalizedText()).contains("Sign out?", "jane");

        assertThat(browser.pressAndLeave(question, "main button")).isEqualTo(AFTERWARDS);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void aClientMayPostItsRequest() throws Exception {
        String idToken = idToken(KnownTo.SECONDARY.client(EMULATORS, LogoutTest::registered));

        HttpResponse<String> answer =
                server.post(ENDPOINT, form("id_token_hint", idToken, "post_logout_redirect_uri", AFTERWARDS));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue(AFTERWARDS);
        assertThat(server.post(ENDPOINT, "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(415);
    }

    private String idToken(TestClient client) throws Exception {
        return codeFlow().tokens(client, "john", "openid").path("id_token").asString();
    }

    private boolean isSignedIn() throws Exception {
        return browser.open("/device").getUrl().getPath().equals("/device");
    }

    private static String path(String... more) {
        return ENDPOINT + "?" + form("post_logout_redirect_uri", AFTERWARDS) + "&" + form(more);
    }

    private static void registered(Client client) {
        registered(client, AFTERWARDS);
    }

    private static void registered(Client client, String address) {
        client.setCustomMetadata("{\"post_logout_redirect_uris\":[\"" + address + "\"]}");
    }
}
