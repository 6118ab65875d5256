package dev.dualclient.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageRequest;
import dev.dualclient.migration.readiness.Verdict;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.support.ui.Select;

/**
 * A migration by carry-over, seen on the console at five moments. Each is a screenshot; with {@code -Ddocs.write=true} they
 * take the place of those in {@code docs/console}.
 */
class ConsoleMomentsIT {

    private static final Path SHOTS =
            Boolean.getBoolean("docs.write") ? Path.of("..", "docs", "console") : Path.of("target", "screenshots");
    private static final Duration A_DAY = Duration.ofHours(25);
    private static final int USERS = 20;

    private final List<String> tokens = new ArrayList<>();
    private Emulators emulators;
    private ConsoleApplication application;
    private ConsolePage page;
    private TestClient shop;

    @BeforeEach
    void start() throws IOException {
        ConsolePage.assumeBrowser();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> settings = new ArrayList<>(List.of(DaysLater.SETTINGS));
        settings.add("server.port=" + port);
        emulators = Emulators.start();
        application = new ConsoleApplication(DaysLater.class, emulators, settings.toArray(String[]::new));
        page = new ConsolePage(port, "--force-prefers-color-scheme=light", "--force-device-scale-factor=1");
        page.browser().manage().window().setSize(new Dimension(1000, 900));
        page.browser()
                .executeScript("const here = Date.now.bind(Date); window.ahead = 0; Date.now = () => here() + ahead;");
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

    private DualAuthleteApi api() {
        return application.api();
    }

    /** Lets time pass for backends, node and browser. */
    private void pass(Duration time) {
        DaysLater.Clock clock = application.bean(DaysLater.Clock.class);
        emulators.advance(time);
        clock.advance(time);
        page.browser()
                .executeScript("window.ahead = arguments[0]", clock.ahead().toMillis());
        api().dualClient().tick();
    }

    private TokenResponse token(TestClient client, String parameters) {
        return api().token(new TokenRequest()
                .setParameters(parameters)
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret()));
    }

    /** Lets users come and refresh their tokens. */
    private void come(int from, int to) {
        for (int user = from; user < to; user++) {
            TokenResponse answer = token(shop, "grant_type=refresh_token&refresh_token=" + tokens.get(user));
            assertThat(answer.getAction()).as(answer.getResponseContent()).isEqualTo(TokenResponse.Action.OK);
            tokens.set(user, answer.getRefreshToken());
        }
        api().dualClient().tick();
    }

    private void change(Stage stage, String reason) {
        api().dualClient()
                .stages()
                .change(StageRequest.because(reason).by("operator").stage(stage));
    }

    private void waitForText(String id, String text) {
        page.waitForText(id, text);
    }

    /** Takes a picture of what is on the screen once a section is at its top. */
    private void picture(String name, String section) throws IOException {
        page.browser()
                .executeScript(
                        "document.getElementById(arguments[0]).closest('section, header').scrollIntoView()", section);
        Files.write(
                Files.createDirectories(SHOTS).resolve(name + ".png"),
                page.browser().getScreenshotAs(OutputType.BYTES));
    }

    @Test
    @Scenario({"L15", "L16", "K2", "K3"})
    void aMigrationIsSeenAtFiveMoments() throws IOException {
        fresh();
        halfMigrated();
        withARandomSecret();
        drainedWithOneIdleToken();
        done();
        secondaryIsStopped();
        assertThat(page.complaints()).isEmpty();
    }

    private void fresh() throws IOException {
        shop = emulators.client().atSecondary();
        for (int user = 0; user < USERS; user++) {
            tokens.add(emulators
                    .secondaryApi()
                    .tokenCreate(new TokenCreateRequest()
                            .setGrantType(GrantType.AUTHORIZATION_CODE)
                            .setClientId(shop.id())
                            .setSubject("user-" + user)
                            .setScopes(new String[] {"openid"}))
                    .getRefreshToken());
        }
        come(0, 4);
        waitForText("carry-results", "not carried over 4");
        page.run("inventory");
        assertThat(page.text("report")).contains(shop.id() + ": only-at-secondary");
        page.run("readiness");
        waitForText("remaining-now", USERS + " token rows");
        assertThat(page.text("verdict")).isEqualTo("Not yet.");
        picture("1-fresh", "connection");
    }

    private void halfMigrated() throws IOException {
        emulators.clientImport().all(Secrets.MIGRATED);
        for (int quarter = 0; quarter < 4; quarter++) {
            pass(Duration.ofHours(6));
            page.run("inventory");
            come(3 * quarter, 3 * quarter + 3);
            waitForText("carry-results", "carried over " + (3 * quarter + 3) + '\n');
            page.run("readiness");
        }
        waitForText("remaining-now", USERS - 12 + " token rows");
        assertThat(page.text("remaining-now")).contains("(estimate)");
        picture("2-half-migrated", "remaining-title");
    }

    private void withARandomSecret() throws IOException {
        TestClient odd = emulators.client().atBothWithRandomSecret();
        api().authorization(new AuthorizationRequest()
                .setParameters("response_type=code&client_id=" + odd.id() + "&redirect_uri="
                        + URLEncoder.encode(odd.redirectUri(), StandardCharsets.UTF_8)));
        assertThat(token(odd, "grant_type=client_credentials").getAction()).isEqualTo(TokenResponse.Action.OK);
        waitForText("doubts", odd.id() + ": secret different");
        page.run("inventory");
        assertThat(page.text("report")).contains(odd.id() + ": secret-differs").doesNotContain(odd.secret());
        page.click("#repairs summary");
        page.click("#plan-form button");
        waitForText("plan", String.valueOf(odd.id()));
        picture("3-random-secret", "more-title");
        assertThat(page.text("plan")).contains(String.valueOf(odd.id()));

        page.click("#plan button");
        assertThat(page.text("consequence")).contains("3.0 is changed for " + odd.id());
        page.confirm("its logins begin at 2.3");
        waitForText("plan", odd.id() + ": done");
        page.run("inventory");
        assertThat(page.text("report")).doesNotContain("secret-differs");
        assertThat(page.browser().getPageSource()).doesNotContain(odd.secret());
    }

    private void drainedWithOneIdleToken() throws IOException {
        change(Stage.DRAIN, "nothing new at 2.3");
        come(12, USERS - 1);
        waitForText("carry-results", "carried over 19");
        pass(A_DAY);
        page.run("inventory");
        page.run("readiness");
        waitForText("remaining-now", "1 token row ");
        waitForText("reasons", "1 living rows of 1 clients");
        assertThat(page.text("verdict")).isEqualTo("Not yet.");
        assertThat(page.text("reasons")).contains("clears by itself by");
        picture("4-one-idle-token", "connection");
    }

    private void done() throws IOException {
        come(USERS - 1, USERS);
        waitForText("carry-results", "carried over 20");
        pass(A_DAY);
        page.run("inventory");
        page.run("readiness");
        waitForText("verdict", "Yes: change to primary-only");
        waitForText("remaining-now", "0 token rows");
        picture("5-safe", "connection");
    }

    private void secondaryIsStopped() {
        page.click("#change-stage summary");
        new Select(page.browser().findElement(By.name("stage"))).selectByValue("primary-only");
        page.write("#stage-form input[name=reason]", "3.0 has everything");
        page.click("#stage-form button");
        waitForText("preview", "Change the stage");
        page.click("#preview button");
        page.click("#confirm button[value=yes]");
        page.waitFor(() -> api().dualClient().stage() == Stage.PRIMARY_ONLY);
        assertThat(api().readiness().report().verdict()).isEqualTo(Verdict.SAFE);
        emulators.secondary().faults().refuseConnections();
        come(0, USERS);
    }

    @Test
    @Scenario("L15")
    void carryOverIsPausedAndResumed() {
        waitForText("carry-state", "State: on.");
        page.click("button[data-carry=pause]");
        assertThat(page.text("consequence")).contains("Users notice nothing");
        page.click("#confirm button[value=no]");
        assertThat(api().dualClient().carryOver().state().paused()).isNull();
        page.click("button[data-carry=pause]");
        page.confirm("2.3 is slow");
        waitForText("carry-state", "State: paused: 2.3 is slow.");
        page.click("button[data-carry=resume]");
        page.confirm("2.3 is fast");
        waitForText("carry-state", "State: on.");
    }
}
