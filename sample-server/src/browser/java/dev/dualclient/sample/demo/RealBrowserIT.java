package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What a browser that runs scripts and keeps to the pages' security policy makes of the sample. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RealBrowserIT {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    @Autowired
    private DemoBackends backends;

    private ChromeDriver browser;

    @BeforeEach
    void startTheBrowser() {
        Assumptions.assumeTrue(CHROMIUM.canExecute() && DRIVER.canExecute(), "there is no Chromium on this machine");
        ChromeOptions options = new ChromeOptions()
                .setBinary(CHROMIUM)
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .build();
        browser = new ChromeDriver(driver, options);
    }

    @AfterEach
    void stopTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void aNewcomerWatchesATokenMove() {
        open("/");
        find(By.cssSelector("a[href='/demo/login/old-client']")).click();
        logIn();
        find(By.cssSelector("button[value=authorize]")).click();
        waitFor(() -> text().contains("The code was exchanged for tokens: HTTP 200"));
        press("/demo/client/introspect");
        assertThat(latest("auth-introspection-standard")).isEqualTo("2.3");

        open("/");
        press("/demo/migrator");
        waitFor(() -> text().contains("The token migrator is running"));

        find(By.linkText("the client application")).click();
        waitFor(() -> {
            press("/demo/client/introspect");
            return latest("auth-introspection-standard").equals("3.0");
        });
        assertThat(text()).contains("active true");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void commandsGetAButtonThatCopiesThem() {
        open("/");

        List<WebElement> commands = browser.findElements(By.cssSelector(".command"));

        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(
                                command.findElement(By.tagName("button")).getText())
                        .isEqualTo("Copy"));
        assertThat(complaints()).isEmpty();
    }

    /** OAuth 2.0 Form Post Response Mode: the page has to post itself in spite of the policy. */
    @Test
    void anAnswerMayComeAsAFormThatPostsItself() {
        open("/api/authorization?response_type=code&client_id=both-client&scope=openid&response_mode=form_post"
                + "&redirect_uri=" + ClientApp.redirectUri(backends.issuer()));
        logIn();
        find(By.cssSelector("button[value=authorize]")).click();

        waitFor(() -> browser.getCurrentUrl().endsWith("/demo/callback"));
    }

    private void open(String path) {
        browser.get(backends.issuer().resolve(path).toString());
    }

    private void logIn() {
        find(By.id("username")).sendKeys("john");
        find(By.id("password")).sendKeys("john");
        find(By.cssSelector("main button")).click();
    }

    private void press(String action) {
        Object page = opened();
        find(By.cssSelector("form[action='" + action + "'] button")).click();
        waitFor(() -> !opened().equals(page));
    }

    /** Returns when the page in the browser was opened, which no two pages share. */
    private Object opened() {
        return browser.executeScript("return performance.timeOrigin");
    }

    private String latest(String operation) {
        return find(By.xpath("//*[@id='calls']//tr[td[2]='" + operation + "'][1]/td[4]"))
                .getText();
    }

    private WebElement find(By by) {
        return new WebDriverWait(browser, Duration.ofSeconds(30)).until(driver -> driver.findElement(by));
    }

    private String text() {
        return browser.findElement(By.tagName("main")).getText();
    }

    private void waitFor(Supplier<Boolean> condition) {
        new WebDriverWait(browser, Duration.ofSeconds(30))
                .ignoring(WebDriverException.class) // of a page that is being left, the driver complains in many ways
                .until(driver -> condition.get());
    }

    private List<LogEntry> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll();
    }
}
