package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.sample.browser.Chromium;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** A whole migration by the buttons of the start page, with nothing to type but the login. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class MigrationIT {

    @Autowired
    private DemoBackends backends;

    private Chromium chromium;

    @BeforeEach
    void startTheBrowser() {
        chromium = new Chromium(backends.issuer());
    }

    @AfterEach
    void stopTheBrowser() {
        chromium.close();
    }

    @Test
    @Scenario("L13")
    void theStartPageLeadsThroughAWholeMigration() {
        long begin = System.nanoTime();
        chromium.open("/");
        chromium.leaveBy(chromium.find(By.cssSelector("a[href='/demo/login/old-client']")));
        chromium.logIn("john");
        chromium.leaveBy(chromium.find(By.cssSelector("button[value=authorize]")));
        assertThat(chromium.text()).contains("The code was exchanged for tokens: HTTP 200");

        chromium.open("/");
        assertThat(verdict()).isNotEqualTo("SAFE");
        chromium.press("/demo/migrator");
        chromium.waitFor(() -> {
            chromium.open("/");
            return chromium.find(By.id("rows")).getText().equals("0");
        });
        assertThat(chromium.find(By.cssSelector(".curve polyline")).getDomAttribute("points"))
                .as("the curve begins at its top, and ends at zero")
                .startsWith("0.0,0.0 ")
                .endsWith(" 300.0,60.0");

        chromium.press("/demo/migration/drain");
        assertThat(verdict()).as("codes of 2.3 may still live").isNotEqualTo("SAFE");
        chromium.press("/demo/migration/a-day-passes");
        chromium.waitFor(() -> {
            chromium.open("/");
            return verdict().equals("SAFE");
        });
        chromium.press("/demo/migration/primary-only");
        assertThat(chromium.text()).doesNotContain("Refused, because");
        chromium.press("/demo/migration/stop-secondary");
        assertThat(chromium.text()).contains("2.3 is stopped");

        chromium.open("/demo/client");
        chromium.press("/demo/client/refresh");
        assertThat(chromium.text()).contains("The client refreshed its tokens: HTTP 200");
        chromium.press("/demo/client/userinfo");
        assertThat(chromium.text()).contains("john@example.com");
        assertThat(chromium.complaints()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(5));
    }

    private String verdict() {
        return chromium.find(By.id("verdict")).getDomAttribute("data-verdict");
    }
}
