package dev.dualclient.sample.backends;

import java.io.IOException;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
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

    /** Opens a page of the server, or one elsewhere that leads to the server, as that user, who logs in on the way, unless that was done before. */
    public HtmlPage openAs(String user, String path) throws IOException {
        HtmlPage login = open(path);
        if (!login.getUrl().getPath().equals("/login")) {
            return login;
        }
        login.<HtmlInput>getHtmlElementById("username").setValue(user);
        login.<HtmlInput>getHtmlElementById("password").setValue(user);
        return login.<HtmlButton>querySelector("main button").click();
    }

    /** Presses Allow ({@code authorize}) or Deny ({@code deny}). */
    public Page decide(HtmlPage consent, String decision) throws IOException {
        return consent.<HtmlButton>querySelector("button[value=" + decision + "]")
                .click();
    }

    /** Does the same where it would lead elsewhere, and returns where to. */
    public String decideAndLeave(HtmlPage consent, String decision) throws IOException {
        return pressAndLeave(consent, "button[value=" + decision + "]");
    }

    /** Presses a button that would lead elsewhere, and returns where to. */
    public String pressAndLeave(HtmlPage page, String button) throws IOException {
        return leave(() -> page.<HtmlButton>querySelector(button).click());
    }

    /** Opens a page that would lead elsewhere, and returns where to. */
    public String openAndLeave(String path) throws IOException {
        return leave(() -> browser.getPage(server.uri(path).toURL()));
    }

    /** Returns the value of a cookie. */
    public String cookie(String name) {
        return browser.getCookieManager().getCookie(name).getValue();
    }

    /** Forgets all sessions. */
    public void forgetCookies() {
        browser.getCookieManager().clearCookies();
    }

    private interface Step {
        Page take() throws IOException;
    }

    private String leave(Step step) throws IOException {
        browser.getOptions().setRedirectEnabled(false);
        try {
            return String.valueOf(step.take().getWebResponse().getResponseHeaderValue("Location"));
        } finally {
            browser.getOptions().setRedirectEnabled(true);
        }
    }

    @Override
    public void close() {
        browser.close();
    }
}
