package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;

/** What a newcomer sees of the migration, which cannot be undone. */
@DirtiesContext
class MigrationTest extends BrowserTest {

    @Test
    void afterTheMigratorStartedTheSameTokenIsServedByThePrimary() throws Exception {
        HtmlPage app = logIn("old-client");
        press("introspect");
        assertThat(answeredBy("auth-introspection-standard")).isEqualTo("2.3");

        HtmlPage home = home().<HtmlButton>querySelector("form[action='/demo/migrator'] button")
                .click();

        assertThat(home.asNormalizedText()).contains("The token migrator is running");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(press("introspect").asNormalizedText()).contains("active\ttrue");
                    assertThat(answeredBy("auth-introspection-standard")).isEqualTo("3.0");
                });
        assertThat(press("refresh").asNormalizedText()).contains("The client refreshed its tokens: HTTP 200");
    }
}
