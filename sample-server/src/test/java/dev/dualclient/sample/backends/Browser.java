package dev.dualclient.sample.backends;

import java.io.IOException;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;

/** A user at a browser, which does not leave the server: where it would be sent elsewhere it stops. */
public final class Browser implements AutoCloseable {

    private final WebClient browser = new WebClient();
    private final Caller server;

    /** Opens a browser. */
    public Browser(Caller server) {
        this.server = server;
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setCssEnabled(false);
    }

    /** Opens a page of the server. */
    public HtmlPage open(String path) throws IOException {
        return browser.getPage(server.uri(path).toURL());
    }

    /** Opens a page of the server as that user, who logs in on the way. */
    public HtmlPage openAs(String user, String path) throws IOException {
        HtmlPage login = open(path);
        login.<HtmlInput>getHtmlElementById("username").setValue(user);
        login.<HtmlInput>getHtmlElementById("password").setValue(user);
        return login.<HtmlButton>querySelector("main button").click();
    }

    /** Presses Allow ({@code authorize}) or Deny ({@code deny}). */
    public Page decide(HtmlPage consent, String decision) throws IOException {
        return consent.<HtmlButton>querySelector("button[value=" + decision + "]")
                .click();
    }

    /** Presses a button that would lead elsewhere, and returns where to. */
    public String decideAndLeave(HtmlPage consent, String decision) throws IOException {
        browser.getOptions().setRedirectEnabled(false);
        try {
            return location(decide(consent, decision).getWebResponse());
        } finally {
            browser.getOptions().setRedirectEnabled(true);
        }
    }

    /** Opens a page that would lead elsewhere, and returns where to. */
    public String openAndLeave(String path) throws IOException {
        browser.getOptions().setRedirectEnabled(false);
        try {
            return location(browser.getPage(server.uri(path).toURL()).getWebResponse());
        } finally {
            browser.getOptions().setRedirectEnabled(true);
        }
    }

    private static String location(WebResponse response) {
        return String.valueOf(response.getResponseHeaderValue("Location"));
    }

    @Override
    public void close() {
        browser.close();
    }
}
