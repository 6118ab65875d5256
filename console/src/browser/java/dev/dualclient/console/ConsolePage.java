package dev.dualclient.console;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console, open in a browser. */
final class ConsolePage implements AutoCloseable {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ChromeDriver browser;

    /** Opens it as an operator. Chromium sends what it was told once, so that the address need not hold it. */
    ConsolePage(int port, String... arguments) {
        ChromeOptions options = new ChromeOptions()
                .setBinary(CHROMIUM)
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage")
                .addArguments(arguments);
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .build();
        browser = new ChromeDriver(driver, options);
        browser.get("http://operator:a-password-of-the-operator@127.0.0.1:" + port + "/dual-client");
        browser.get("http://127.0.0.1:" + port + "/dual-client");
        waitFor(() -> text("connection").startsWith("live"));
    }

    /** Skips a test where there is no browser. */
    static void assumeBrowser() {
        Assumptions.assumeTrue(CHROMIUM.canExecute() && DRIVER.canExecute(), "there is no Chromium on this machine");
    }

    ChromeDriver browser() {
        return browser;
    }

    String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }

    void click(String selector) {
        browser.findElement(By.cssSelector(selector)).click();
    }

    void write(String selector, String text) {
        browser.findElement(By.cssSelector(selector)).sendKeys(text);
    }

    /** Confirms what the open dialog asks, with a reason. */
    void confirm(String reason) {
        write("#act-reason input", reason);
        click("#confirm button[value=yes]");
    }

    void waitFor(Supplier<Boolean> condition) {
        new WebDriverWait(browser, LONG).ignoring(WebDriverException.class).until(any -> condition.get());
    }

    /** Waits until an element has a text. */
    void waitForText(String id, String text) {
        new WebDriverWait(browser, LONG)
                .ignoring(WebDriverException.class)
                .withMessage(() -> '"' + text + "\" in " + id + ": " + text(id))
                .until(any -> text(id).contains(text));
    }

    /** Runs what a button of the checks runs, and waits for its report. */
    void run(String check) {
        click("button[data-act=" + check + "]");
        waitFor(() -> !text("report").isEmpty() && !text("report").startsWith("Running"));
    }

    /** Returns what the browser has complained about. */
    List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        browser.quit();
    }
}
