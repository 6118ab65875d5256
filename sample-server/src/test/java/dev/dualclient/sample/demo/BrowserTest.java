package dev.dualclient.sample.demo;

import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A browser in front of the whole server, on the emulators that it starts by itself. Timeouts are long, for a machine
 * that is busy.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "dual-client.call-timeout=60s",
            "dual-client.kill.timeout=30s",
            "dual-client.primary.response-timeout=30s",
            "dual-client.secondary.response-timeout=30s"
        })
abstract class BrowserTest {

    final WebClient browser = new WebClient();

    @Autowired
    DemoBackends backends;

    @BeforeEach
    void aBrowserWithoutScripts() {
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    }

    @AfterEach
    void closeTheBrowserAndEndOutages() {
        browser.close();
        backends.bringPrimaryUp();
    }

    HtmlPage home() throws Exception {
        return browser.getPage(backends.issuer().resolve("/").toURL());
    }

    HtmlPage toConsent(String client) throws Exception {
        HtmlPage login = home().<HtmlAnchor>querySelector("a[href='/demo/login/" + client + "']")
                .click();
        login.<HtmlInput>getHtmlElementById("username").setValue("john");
        login.<HtmlInput>getHtmlElementById("password").setValue("john");
        return login.<HtmlButton>querySelector("main button").click();
    }

    HtmlPage logIn(String client) throws Exception {
        return toConsent(client)
                .<HtmlButton>querySelector("button[value=authorize]")
                .click();
    }

    HtmlPage press(String what) throws Exception {
        HtmlPage current =
                browser.getPage(backends.issuer().resolve("/demo/client").toURL());
        return current.<HtmlButton>querySelector("form[action='/demo/client/" + what + "'] button")
                .click();
    }

    /** Returns which backend answered the latest call of an operation, as the start page tells it. */
    String answeredBy(String operation) throws Exception {
        HtmlTable calls = home().querySelector("#calls table");
        return calls.getRows().stream()
                .filter(row -> row.getCell(1).asNormalizedText().equals(operation))
                .findFirst()
                .map(row -> row.getCell(3).asNormalizedText())
                .orElseThrow();
    }
}
