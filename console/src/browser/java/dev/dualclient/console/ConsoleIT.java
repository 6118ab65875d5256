package dev.dualclient.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** The console in a browser that runs its scripts and keeps to its security policy. */
class ConsoleIT {

    private Emulators emulators;
    private ConsoleApplication application;
    private ConsolePage page;
    private ChromeDriver browser;
    private int port;

    @BeforeEach
    void start() throws IOException {
        ConsolePage.assumeBrowser();
        emulators = Emulators.start();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        application = new ConsoleApplication(emulators, "server.port=" + port);
    }

    @AfterEach
    void stop() {
        if (page != null) {
            page.close();
        }
        if (application != null) {
            application.close();
            emulators.close();
        }
    }

    private void open(String... arguments) {
        page = new ConsolePage(port, arguments);
        browser = page.browser();
    }

    private String text(String id) {
        return page.text(id);
    }

    private void waitFor(Supplier<Boolean> condition) {
        page.waitFor(condition);
    }

    private String tokenOfSecondary(TestClient client) {
        return emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id()))
                .getAccessToken();
    }

    @Test
    @Scenario({"L1", "L10"})
    void aFallbackAppearsByItselfAndNoTokenDoes() {
        open();
        String token = tokenOfSecondary(emulators.client().atSecondary());
        application.api().introspection(new IntrospectionRequest().setToken(token));
        waitFor(() -> text("decisions").contains("the answer of 2.3 counted"));
        application.api().introspection(new IntrospectionRequest().setToken(token));
        waitFor(() -> !text("fallbacks").isEmpty());
        assertThat(browser.getPageSource()).doesNotContain(token);
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    @Scenario("L2")
    void aBackendThatGoesDownIsShown() {
        open();
        waitFor(() -> text("tiles").contains("3.0 (primary)"));
        emulators.primary().faults().onAll().answer(503);
        for (int i = 0; i < 10; i++) {
            IntrospectionRequest unknown = new IntrospectionRequest().setToken("unknown-" + i);
            assertThatThrownBy(() -> application.api().introspection(unknown)).isInstanceOf(AuthleteApiException.class);
        }
        waitFor(() -> text("tiles").contains("✗ down"));
        assertThat(text("tiles")).contains("circuit open, since");
    }

    @Test
    @Scenario("L3")
    void aStageThatSomethingSpeaksAgainstNeedsAConfirmation() {
        TestClient client = emulators.client().atSecondary();
        application.api().introspection(new IntrospectionRequest().setToken(tokenOfSecondary(client)));
        open();
        browser.findElement(By.cssSelector("#change-stage summary")).click();
        new Select(browser.findElement(By.name("stage"))).selectByValue("primary-only");
        browser.findElement(By.cssSelector("#stage-form input[name=reason]")).sendKeys("tired of waiting");
        browser.findElement(By.cssSelector("#stage-form button")).click();
        waitFor(() -> text("preview").contains("Force the change"));
        assertThat(browser.findElements(By.cssSelector("#preview li.fail"))).isNotEmpty();
        assertThat(application.api().dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);

        browser.findElement(By.cssSelector("#preview button")).click();
        browser.findElement(By.cssSelector("#confirm button[value=no]")).click();
        assertThat(application.api().dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        browser.findElement(By.cssSelector("#preview button")).click();
        browser.findElement(By.cssSelector("#confirm button[value=yes]")).click();
        waitFor(() -> application.api().dualClient().stage() == Stage.PRIMARY_ONLY);
        waitFor(() -> text("stage-note").contains("tired of waiting"));
        assertThat(text("stage-note")).contains("by operator");
    }

    @Test
    @Scenario("L4")
    void theStageOfAnotherNodeIsFollowed() {
        open();
        try (DualAuthleteApi other = emulators
                .api()
                .custodyStore(application.bean(CustodyStore.class), ConsoleApplication.KEY)
                .build()) {
            other.dualClient().stages().change(policy -> policy.withStage(Stage.DRAIN), "from elsewhere");
            waitFor(() -> browser.findElement(By.cssSelector("#stages li[aria-current]"))
                    .getText()
                    .equals("drain"));
        }
    }

    @Test
    @Scenario("L7")
    void afterARestartThePageConnectsAgain() {
        open();
        application.close();
        waitFor(() -> text("connection").startsWith("away since"));
        application = new ConsoleApplication(emulators, "server.port=" + port);
        waitFor(() -> text("connection").startsWith("live again, was away for"));
    }

    @Test
    @Scenario("L11")
    void theNameOfAClientIsText() {
        String name = "<script>document.title='taken'</script>";
        String parameters = "response_type=code&client_id=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        open();
        waitFor(() -> {
            application.api().authorization(new AuthorizationRequest().setParameters(parameters));
            return text("clients").contains(name);
        });
        assertThat(browser.getTitle()).isEqualTo("Dual Client console");
    }

    @Test
    @Scenario("L14")
    void whatOnlyTheSecondaryHoldsIsACurve() {
        for (int token = 0; token < 3; token++) {
            tokenOfSecondary(emulators.client().atBoth());
        }
        open();
        waitFor(() -> text("remaining-now").startsWith("The token lists have not been read"));
        assertThat(browser.findElement(By.id("remaining-charts")).isDisplayed()).isFalse();

        page.run("readiness");
        waitFor(() -> text("remaining-now").startsWith("3 token rows at the scan of"));
        emulators.migrator().runOnce();
        page.run("readiness");
        waitFor(() -> text("remaining-now").startsWith("0 token rows at the scan of"));

        for (String chart : List.of("chart-remaining-minutes", "chart-remaining-day")) {
            assertThat(browser.findElement(By.cssSelector("#" + chart + " canvas"))
                            .isDisplayed())
                    .isTrue();
            assertThat(browser.executeScript(
                            "return charts[arguments[0]].data[1].filter((rows) => rows !== null)", chart))
                    .as("points of %s", chart)
                    .isEqualTo(List.of(3L, 0L));
        }
        assertThat(page.complaints()).isEmpty();
    }

    @ParameterizedTest
    @Scenario("L12")
    @CsvSource({"1280, light", "1280, dark", "320, light", "320, dark"})
    void thePageHasNoSeriousFinding(int width, String colours) throws IOException {
        open("--force-prefers-color-scheme=" + colours);
        browser.manage().window().setSize(new Dimension(width, 900));
        application
                .api()
                .introspection(new IntrospectionRequest()
                        .setToken(tokenOfSecondary(emulators.client().atSecondary())));
        waitFor(() -> !text("decisions").isEmpty());
        List<Rule> found = new AxeBuilder()
                .analyze(browser).getViolations().stream()
                        .filter(rule -> rule.getImpact().equals("serious")
                                || rule.getImpact().equals("critical"))
                        .toList();
        assertThat(found).as(found.toString()).isEmpty();
        Object overflow = browser.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
        assertThat(overflow).as("the page is wider than the window").isEqualTo(false);
        Path shots = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(
                shots.resolve("console-" + width + "-" + colours + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
