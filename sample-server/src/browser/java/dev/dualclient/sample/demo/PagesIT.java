package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.browser.Chromium;
import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;

/**
 * All pages, on a screen and on a phone, light and dark. Pictures of them are in {@code target/screenshots}. The rules of
 * axe are checked if {@code npm ci} was run in {@code src/test/js}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PagesIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path AXE = Path.of("src", "test", "js", "node_modules", "axe-core", "axe.min.js");
    private static final int SCREEN = 1280;
    private static final int PHONE = 390;

    @Autowired
    private DemoBackends backends;

    private final SoftAssertions findings = new SoftAssertions();
    private Chromium chromium;

    @BeforeEach
    void start() {
        chromium = new Chromium(backends.issuer());
    }

    @AfterEach
    void stop() {
        chromium.close();
    }

    @Test
    @Scenario("N64")
    void everyPageFitsAPhoneAndServesEverybody() throws IOException {
        chromium.open("/");
        look("home-empty");
        chromium.leaveBy(chromium.find(By.cssSelector("a[href='/demo/login/old-client']")));
        look("login");
        chromium.find(By.id("username")).sendKeys("nobody");
        chromium.find(By.id("password")).sendKeys("wrong");
        chromium.leaveBy(chromium.find(By.cssSelector("main button")));
        look("login-wrong");
        chromium.logIn("john");
        look("consent");
        chromium.leaveBy(chromium.find(By.cssSelector("button[value=authorize]")));
        look("client");
        chromium.press("/demo/client/userinfo");
        look("client-userinfo");
        for (int i = 0; i < 12; i++) {
            chromium.press("/demo/client/introspect");
        }
        chromium.open("/");
        look("home");
        for (String path :
                List.of("/apps", "/device", "/device?user_code=ABCD-EFGH", "/ciba", "/demo/policy", "/demo/terms")) {
            chromium.open(path);
            look(path.substring(1).replaceAll("\\W+", "-"));
        }
        lookAtDecisions();
        chromium.open("/api/offer/issue");
        look("offer");
        chromium.find(By.name("credential")).click();
        chromium.leaveBy(chromium.find(By.cssSelector("main button")));
        look("offer-made");
        chromium.open("/consent?request=no-such-request");
        look("error");
        chromium.open("/api/logout");
        look("logout");
        chromium.leaveBy(chromium.find(By.cssSelector("main button")));
        look("logout-done");

        findings.assertAll();
    }

    /** The pages on which a user decides about a device, and about a request from elsewhere. */
    private void lookAtDecisions() throws IOException {
        chromium.open("/device?user_code="
                + asked("/api/device/authorization", "scope=openid")
                        .path("user_code")
                        .asString());
        look("device-code");
        chromium.leaveBy(chromium.find(By.cssSelector("main button")));
        look("device-consent");
        chromium.leaveBy(chromium.find(By.cssSelector("button[value=authorize]")));
        look("device-done");
        asked("/api/backchannel/authentication", "scope=openid&login_hint=john&binding_message=A1");
        chromium.open("/ciba");
        look("ciba-asked");
        chromium.leaveBy(chromium.find(By.cssSelector("button[value=authorize]")));
        look("ciba-done");
    }

    private JsonNode asked(String path, String form) throws IOException {
        DemoClient client = DemoClient.OLD_CLIENT;
        try {
            HttpResponse<String> answer = new Caller(backends.issuer().getPort())
                    .post(path, form, "Authorization", Caller.basic(client.id(), client.secret()));
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return Caller.json(answer);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** The page has 20 rows and no more, says the newest call first, and says why in sentences. */
    @Test
    @Scenario("N64")
    void theCallsAreTold() {
        chromium.open("/demo/login/old-client");
        chromium.logIn("john");
        chromium.leaveBy(chromium.find(By.cssSelector("button[value=authorize]")));
        assertThat(chromium.text())
                .as("on the page where one acts")
                .contains("Which backend answered, and why")
                .containsPattern(
                        "It is not known yet whether 3.0 has the secret|3.0 leads at this stage"); // once migrated
        for (int i = 0; i < 21; i++) {
            chromium.press("/demo/client/introspect");
        }
        assertThat(chromium.driver().findElements(By.cssSelector("#calls tbody tr")))
                .as("of the last action alone")
                .hasSize(1);

        chromium.open("/");
        assertThat(chromium.driver().findElements(By.cssSelector("#calls tbody tr")))
                .hasSize(20);
        chromium.width(PHONE);
        assertThat((Long) chromium.driver().executeScript("return document.documentElement.scrollHeight"))
                .isLessThan(6000);
    }

    /** Nothing but the keyboard, from the start page to the tokens. */
    @Test
    @Scenario("N64")
    void theKeyboardIsEnough() {
        chromium.open("/");
        tabTo("/demo/login/new-client");
        type(Keys.ENTER);
        chromium.waitFor(() -> chromium.path().equals("/login"));
        type("john", Keys.TAB, "john", Keys.ENTER);
        chromium.waitFor(() -> chromium.path().equals("/consent"));
        while (!"authorize".equals(chromium.driver().switchTo().activeElement().getDomAttribute("value"))) {
            type(Keys.TAB);
        }
        type(Keys.ENTER);
        chromium.waitFor(() -> chromium.text().contains("The code was exchanged for tokens: HTTP 200"));
    }

    private void tabTo(String href) {
        for (int presses = 0; presses < 100; presses++) {
            String reached = chromium.driver().switchTo().activeElement().getDomAttribute("href");
            if (href.equals(reached)) {
                return;
            }
            type(Keys.TAB);
        }
        throw new AssertionError("the keyboard does not reach " + href);
    }

    private void type(CharSequence... keys) {
        for (CharSequence some : keys) {
            chromium.driver().switchTo().activeElement().sendKeys(some);
        }
    }

    /** Takes pictures of the page, and collects what is wrong with it. */
    private void look(String name) throws IOException {
        for (String scheme : List.of("light", "dark")) {
            chromium.colours(scheme);
            for (int width : List.of(SCREEN, PHONE)) {
                chromium.width(width);
                String picture = name + "-" + width + "-" + scheme;
                chromium.screenshot(SCREENSHOTS.resolve(picture + ".png"));
                findings.assertThat(
                                (Long) chromium.driver().executeScript("return document.documentElement.scrollWidth"))
                        .as("width of " + picture)
                        .isLessThanOrEqualTo(width);
                findings.assertThat(violations()).as("axe on " + picture).isEmpty();
            }
        }
        findings.assertThat(chromium.complaints())
                .as("complaints about " + name)
                .filteredOn(complaint -> !complaint.getMessage().contains("status of 400")) // of the page itself
                .isEmpty();
    }

    /** Returns the serious findings of axe. */
    @SuppressWarnings("unchecked")
    private List<Object> violations() throws IOException {
        if (!Files.exists(AXE)) {
            System.out.println("skipped: axe; run npm ci in "
                    + AXE.getName(0).resolve("test/js").toAbsolutePath());
            return List.of();
        }
        chromium.driver().executeScript(Files.readString(AXE));
        Object found = chromium.driver()
                .executeAsyncScript("const done = arguments[arguments.length - 1];"
                        + "axe.run().then(result => done(result.violations"
                        + ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
                        + ".map(({id, help, nodes}) => ({id, help, where: nodes.map(({html}) => html).join(' ')}))))"
                        + ".catch(failure => done([String(failure)]))");
        return ((List<Object>) found)
                .stream()
                        .map(violation -> violation instanceof Map<?, ?> map ? map.toString() : violation)
                        .toList();
    }
}
