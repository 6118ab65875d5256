package dev.dualclient.sample.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A user at Chromium, without a window. Tests that need it are skipped on machines that have none. */
public final class Chromium implements AutoCloseable {

    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;
    private final URI server;

    /**
     * Starts the browser.
     *
     * @param server the server of whose pages only the path has to be given
     * @param more further arguments of the browser
     */
    public Chromium(URI server, String... more) {
        Assumptions.assumeTrue(BROWSER.canExecute() && DRIVER.canExecute(), "there is no Chromium on this machine");
        ChromeOptions options = new ChromeOptions()
                .setBinary(BROWSER)
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage")
                .addArguments(more);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER)
                .usingAnyFreePort()
                .build();
        this.driver = new ChromeDriver(service, options);
        this.server = server;
    }

    /** Returns what drives the browser. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Opens a page of the server, or any page by its whole address. */
    public void open(String path) {
        driver.get(server.resolve(path).toString());
    }

    /** Opens another tab, goes there, and returns the handle of the tab before. */
    public String newTab() {
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        return before;
    }

    /** Logs in; the name is the password. */
    public void logIn(String user) {
        find(By.id("username")).clear();
        find(By.id("username")).sendKeys(user);
        find(By.id("password")).sendKeys(user);
        leaveBy(find(By.cssSelector("main button[type=submit]")));
    }

    /** Presses a button or a link, and returns once another page is there. */
    public void leaveBy(WebElement element) {
        Object page = opened();
        element.click();
        waitFor(() -> !opened().equals(page));
    }

    /** Presses the button of the form with that action, and returns once another page is there. */
    public void press(String action) {
        leaveBy(find(By.cssSelector("form[action='" + action + "'] button")));
    }

    /** Returns when the page in the browser was opened, which no two pages share. */
    private Object opened() {
        return driver.executeScript("return performance.timeOrigin");
    }

    /** Returns an element, once it is there. */
    public WebElement find(By by) {
        return new WebDriverWait(driver, PATIENCE).until(ready -> ready.findElement(by));
    }

    /** Returns the text of the page, without its header. */
    public String text() {
        return find(By.tagName("main")).getText();
    }

    /** Returns the path of the page. */
    public String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    /** Waits until something holds. */
    public void waitFor(Supplier<Boolean> condition) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(WebDriverException.class) // of a page that is being left, the driver complains in many ways
                .until(ready -> condition.get());
    }

    /** Returns what the browser has complained about, a violated security policy for instance. */
    public List<LogEntry> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll();
    }

    /** Gives the page a width, as on a screen or on a phone. */
    public void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600));
    }

    /** Asks pages for their light or dark form. */
    public void colours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Writes the whole page to a file. */
    public void screenshot(Path file) throws IOException {
        Object height = driver.executeScript("return document.documentElement.scrollHeight");
        Object width = driver.executeScript("return document.documentElement.scrollWidth");
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        Files.createDirectories(file.getParent());
        Files.write(file, OutputType.BYTES.convertFromBase64Png(String.valueOf(shot.get("data"))));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
