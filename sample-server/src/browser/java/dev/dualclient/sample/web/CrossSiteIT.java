package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.CodeFlow.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.sample.browser.Chromium;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.interactions.Actions;

/** What Chromium makes of the forms of another site: the sample is at localhost, the other site at 127.0.0.1. */
class CrossSiteIT extends SampleOnEmulators {

    private Chromium chromium;
    private HttpServer otherSite;
    private String page = "";

    @BeforeEach
    void start() throws IOException {
        chromium = new Chromium(URI.create(ISSUER));
        otherSite = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        otherSite.createContext("/", exchange -> {
            byte[] content = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        otherSite.start();
    }

    @AfterEach
    void stop() {
        chromium.close();
        otherSite.stop(0);
    }

    @Test
    @Scenario("N51")
    void aRequestOfAnotherSiteFindsTheUserWhoIsSignedIn() throws Exception {
        TestClient client = KnownTo.SECONDARY.client(EMULATORS, change -> {});
        signIn();
        String session = session();

        sendFromTheOtherSite("/api/authorization", CodeFlow.request(client, "openid"));

        chromium.waitFor(() -> chromium.path().equals("/consent"));
        assertThat(session()).isEqualTo(session);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    @Scenario("N51")
    void withoutAPageToo() throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> change.setRedirectUris(new String[] {back()}));
        String request =
                CodeFlow.request(client, "openid").replaceAll("redirect_uri=[^&]*", form("redirect_uri", back()));
        chromium.open("/api/authorization?" + request);
        chromium.logIn("john");
        chromium.leaveBy(chromium.find(By.cssSelector("button[value=authorize]")));

        sendFromTheOtherSite("/api/authorization", request + "&prompt=none");

        chromium.waitFor(() -> chromium.driver().getCurrentUrl().contains("code="));
    }

    @Test
    @Scenario("N51")
    void aLogoutOfAnotherSiteIsAskedAbout() throws Exception {
        signIn();

        sendFromTheOtherSite("/api/logout", "");

        chromium.waitFor(() -> chromium.text().contains("Sign out?"));
        chromium.leaveBy(chromium.find(By.cssSelector("main button")));
        assertThat(chromium.text()).contains("You are signed out");
    }

    @Test
    @Scenario("N51")
    void anotherFormOfAnotherSiteLeavesTheUserSignedIn() throws Exception {
        signIn();
        String session = session();

        sendFromTheOtherSite("/device", "user_code=ABCD-EFGH");

        chromium.waitFor(() -> chromium.text().contains("That did not work"));
        assertThat(session()).isEqualTo(session);
        chromium.open("/device");
        assertThat(chromium.path()).isEqualTo("/device");
    }

    @Test
    @Scenario("N52")
    void aDecisionThatIsPressedTwiceHasOneResult() throws Exception {
        TestClient client = KnownTo.PRIMARY.client(EMULATORS, change -> change.setRedirectUris(new String[] {back()}));
        String request =
                CodeFlow.request(client, "openid").replaceAll("redirect_uri=[^&]*", form("redirect_uri", back()));
        chromium.open("/api/authorization?" + request);
        chromium.logIn("john");
        EMULATORS.primary().faults().on("auth-authorization-issue").delay(Duration.ofMillis(1200));

        new Actions(chromium.driver())
                .doubleClick(chromium.find(By.cssSelector("button[value=authorize]")))
                .perform();

        chromium.waitFor(() -> chromium.driver().getCurrentUrl().contains("code="));
        EMULATORS.primary().faults().clear();
        String code = parameter(chromium.driver().getCurrentUrl(), "code");
        assertThat(server.post(
                                client,
                                "/api/token",
                                form("grant_type", "authorization_code", "code", code, "redirect_uri", back()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Scenario("N52")
    void eachTabEndsItsOwnRequest() throws Exception {
        TestClient first = KnownTo.PRIMARY.client(EMULATORS, change -> change.setClientName("First"));
        TestClient second = KnownTo.SECONDARY.client(EMULATORS, change -> change.setClientName("Second"));
        chromium.open("/api/authorization?" + CodeFlow.request(first, "openid"));
        String firstTab = chromium.newTab();
        chromium.open("/api/authorization?" + CodeFlow.request(second, "openid"));

        chromium.logIn("john");
        assertThat(chromium.text()).contains("Second asks for access");
        chromium.driver().switchTo().window(firstTab);
        chromium.logIn("john");
        assertThat(chromium.text()).contains("First asks for access");
    }

    private void signIn() {
        chromium.open("/device");
        chromium.logIn("john");
    }

    private String session() {
        return chromium.driver().manage().getCookieNamed("JSESSIONID").getValue();
    }

    private String back() {
        return "http://127.0.0.1:" + otherSite.getAddress().getPort() + "/back";
    }

    private void sendFromTheOtherSite(String path, String parameters) {
        StringBuilder fields = new StringBuilder();
        for (String pair : parameters.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                fields.append("<input type=hidden name='")
                        .append(parts[0])
                        .append("' value='")
                        .append(URLDecoder.decode(parts[1], StandardCharsets.UTF_8))
                        .append("'>");
            }
        }
        page = "<form method=post action='" + ISSUER + path + "'>" + fields + "<button>Go</button></form>";
        chromium.driver().get("http://127.0.0.1:" + otherSite.getAddress().getPort() + "/");
        chromium.find(By.tagName("button")).click();
    }
}
