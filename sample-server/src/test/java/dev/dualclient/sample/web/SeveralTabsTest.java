package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.CodeFlow.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.types.GrantType;
import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.server.Fault;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;

/** A user with several tabs, or with an impatient finger. */
class SeveralTabsTest extends SampleOnEmulators {

    private static final Duration SLOW = Duration.ofSeconds(2);

    @Test
    @Scenario("N52")
    void eachLoginPageEndsItsOwnRequest() throws Exception {
        TestClient first = KnownTo.PRIMARY.client(EMULATORS, client -> client.setClientName("First"));
        TestClient second = KnownTo.SECONDARY.client(EMULATORS, client -> client.setClientName("Second"));
        HtmlPage firstTab = browser.open("/api/authorization?" + CodeFlow.request(first, "openid"));
        HtmlPage secondTab = browser.open("/api/authorization?" + CodeFlow.request(second, "openid"));
        assertThat(firstTab.asNormalizedText()).contains("First");
        assertThat(secondTab.asNormalizedText()).contains("Second");

        HtmlPage firstConsent = logIn(firstTab);
        HtmlPage secondConsent = logIn(secondTab);

        assertThat(firstConsent.asNormalizedText()).contains("First asks for access");
        assertThat(secondConsent.asNormalizedText()).contains("Second asks for access");
        String code = parameter(browser.decideAndLeave(firstConsent, "authorize"), "code");
        assertThat(codeFlow().redeem(first, code).has("access_token")).isTrue();
        code = parameter(browser.decideAndLeave(secondConsent, "authorize"), "code");
        assertThat(codeFlow().redeem(second, code).has("access_token")).isTrue();
    }

    /** The session of a login page that was open for long is gone, and its token with it. */
    @Test
    @Scenario("N52")
    void anOldLoginPageIsShownAgain() throws Exception {
        HtmlPage old = browser.open("/device");
        browser.forgetCookies();

        HtmlPage again = logIn(old);

        assertThat(again.asNormalizedText()).contains("This page was too old. Please sign in again.");
        assertThat(logIn(again).getUrl().getPath()).isEqualTo("/device");
    }

    @Test
    void theLoginPageLeadsToThisServerAlone() throws Exception {
        for (String elsewhere : List.of("https://evil.example/", "//evil.example", "/\\evil.example", "x", "/%0d%0a")) {
            HtmlPage login = browser.open("/login?" + form("continue", elsewhere));
            assertThat(login.<HtmlInput>querySelector("input[name=continue]").getValue())
                    .isIn("/", "/%0d%0a");
        }
    }

    @Test
    @Scenario("N52")
    void aDecisionThatIsPressedTwiceHasOneResult() throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> {});
        HtmlPage consent = browser.openAs("john", "/api/authorization?" + CodeFlow.request(client, "openid"));

        List<HttpResponse<String>> both = pressedTwice(consent, "auth-authorization-issue");

        assertThat(both)
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(302));
        List<String> locations = both.stream()
                .map(response -> response.headers().firstValue("Location").orElseThrow())
                .toList();
        assertThat(locations.get(0)).isEqualTo(locations.get(1));
        assertThat(codeFlow()
                        .redeem(client, parameter(locations.get(1), "code"))
                        .has("access_token"))
                .isTrue();
    }

    @Test
    @Scenario("N52")
    void aDeviceThatIsAllowedTwiceIsAllowedOnce() throws Exception {
        TestClient client = KnownTo.PRIMARY.client(
                EMULATORS, change -> change.setGrantTypes(new GrantType[] {GrantType.DEVICE_CODE}));
        String userCode = Caller.json(server.post(client, "/api/device/authorization", form("scope", "openid")))
                .path("user_code")
                .asString();
        HtmlPage consent = browser.openAs("john", "/device?user_code=" + userCode)
                .<HtmlButton>querySelector("main button")
                .click();

        assertThat(pressedTwice(consent, "device-complete"))
                .allSatisfy(response -> assertThat(response.body()).contains("has access now"));
    }

    /** Sends the form of a page twice while the backend is slow. A browser would show the second response. */
    private List<HttpResponse<String>> pressedTwice(HtmlPage consent, String operation) throws Exception {
        String path = consent.getForms().get(consent.getForms().size() - 1).getActionAttribute();
        String form =
                form("request", value(consent, "request"), "_csrf", value(consent, "_csrf"), "decision", "authorize");
        Callable<HttpResponse<String>> press =
                () -> server.post(path, form, "Cookie", "JSESSIONID=" + browser.cookie("JSESSIONID"));
        ExecutorService fingers = Executors.newFixedThreadPool(2);
        Fault slow = EMULATORS.primary().faults().on(operation).delay(SLOW);
        try {
            Future<HttpResponse<String>> first = fingers.submit(press);
            assertThat(slow.awaitHits(1, Duration.ofSeconds(30))).isTrue();
            Future<HttpResponse<String>> second = fingers.submit(press);
            return List.of(first.get(), second.get());
        } finally {
            slow.release();
            fingers.shutdown();
        }
    }

    private static String value(HtmlPage page, String name) {
        return page.<HtmlInput>querySelector("main input[name=" + name + "]").getValue();
    }

    private static HtmlPage logIn(HtmlPage login) throws Exception {
        login.<HtmlInput>getHtmlElementById("username").setValue("john");
        login.<HtmlInput>getHtmlElementById("password").setValue("john");
        return login.<HtmlButton>querySelector("main button").click();
    }
}
