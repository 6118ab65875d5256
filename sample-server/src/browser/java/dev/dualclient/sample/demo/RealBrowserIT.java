package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.sample.browser.Chromium;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What a browser that runs scripts and keeps to the pages' security policy makes of the sample. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RealBrowserIT {

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
    void aNewcomerWatchesATokenMove() {
        chromium.open("/");
        chromium.find(By.cssSelector("a[href='/demo/login/old-client']")).click();
        chromium.logIn("john");
        chromium.find(By.cssSelector("button[value=authorize]")).click();
        chromium.waitFor(() -> chromium.text().contains("The code was exchanged for tokens: HTTP 200"));
        chromium.press("/demo/client/introspect");
        assertThat(latest("auth-introspection-standard")).isEqualTo("2.3");

        chromium.open("/");
        chromium.press("/demo/migrator");
        chromium.waitFor(() -> chromium.text().contains("The token migrator is running"));

        chromium.find(By.linkText("the client application")).click();
        chromium.waitFor(() -> {
            chromium.press("/demo/client/introspect");
            return latest("auth-introspection-standard").equals("3.0");
        });
        assertThat(chromium.text()).contains("active true");
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void commandsGetAButtonThatCopiesThem() {
        chromium.open("/");

        List<WebElement> commands = chromium.driver().findElements(By.cssSelector(".command"));

        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(
                                command.findElement(By.tagName("button")).getDomProperty("textContent"))
                        .isEqualTo("Copy"));
        assertThat(chromium.complaints()).isEmpty();
    }

    /** OAuth 2.0 Form Post Response Mode: the page has to post itself in spite of the policy. */
    @Test
    void anAnswerMayComeAsAFormThatPostsItself() {
        chromium.open("/api/authorization?response_type=code&client_id=both-client&scope=openid&response_mode=form_post"
                + "&redirect_uri=" + ClientApp.redirectUri(backends.issuer()));
        chromium.logIn("john");
        chromium.find(By.cssSelector("button[value=authorize]")).click();

        chromium.waitFor(() -> chromium.driver().getCurrentUrl().endsWith("/demo/callback"));
    }

    private String latest(String operation) {
        return chromium.find(By.xpath("(//*[@id='calls']//tr[td[2]='" + operation + "'])[last()]/td[4]"))
                .getText();
    }
}
