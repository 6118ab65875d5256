package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a newcomer sees in a browser. */
class DemoTest extends BrowserTest {

    @LocalServerPort
    int port;

    @Test
    void theIssuerFollowsThePort() {
        assertThat(backends.issuer()).isEqualTo(URI.create("http://localhost:" + port));
    }

    @ParameterizedTest
    @CsvSource({
        "old-client, 2.3",
        "old-public-client, 2.3",
        "both-client, 3.0",
        "new-client, 3.0",
        "new-public-client, 3.0"
    })
    void theWholeCodeFlowIsAnsweredWhereTheClientIsKnown(String client, String backend) throws Exception {
        HtmlPage app = logIn(client);
        assertThat(app.asNormalizedText())
                .contains("The code was exchanged for tokens: HTTP 200", "access_token\t(the client keeps it)")
                .doesNotContainPattern("[A-Za-z0-9_-]{40,}");
        assertThat(answeredBy("auth-token")).isEqualTo(backend);

        assertThat(press("introspect").asNormalizedText()).contains("active\ttrue", "sub\tjohn");
        assertThat(press("userinfo").asNormalizedText()).contains("email\tjohn@example.com");
        assertThat(answeredBy("auth-userinfo-issue")).isEqualTo(backend);
        assertThat(press("refresh").asNormalizedText()).contains("The client refreshed its tokens: HTTP 200");
        assertThat(answeredBy("auth-token")).isEqualTo(backend);
        press("revoke");
        assertThat(press("introspect").asNormalizedText()).contains("active\tfalse");
    }

    /** C9. */
    @Test
    void aDecisionThatMetAnOutageOfThePrimaryCanBePressedAgain() throws Exception {
        HtmlPage consent = toConsent("both-client");
        backends.takePrimaryDown();

        HtmlPage again =
                consent.<HtmlButton>querySelector("button[value=authorize]").click();
        assertThat(again.getWebResponse().getStatusCode()).isEqualTo(503);
        assertThat(again.asNormalizedText()).contains("Nothing is lost");

        backends.bringPrimaryUp();
        HtmlPage app =
                again.<HtmlButton>querySelector("button[value=authorize]").click();
        assertThat(app.asNormalizedText()).contains("The code was exchanged for tokens: HTTP 200");
    }

    @Test
    void withThePrimaryDownUsersStillLogIn() throws Exception {
        HtmlPage home = home().<HtmlButton>querySelector("form[action='/demo/primary/down'] button")
                .click();
        assertThat(home.asNormalizedText()).contains("3.0 refuses connections at the moment.");

        assertThat(logIn("both-client").asNormalizedText()).contains("The code was exchanged for tokens: HTTP 200");
        assertThat(answeredBy("auth-token")).isEqualTo("2.3");

        home = home().<HtmlButton>querySelector("form[action='/demo/primary/up'] button")
                .click();
        assertThat(home.asNormalizedText()).doesNotContain("3.0 refuses connections");
    }

    @Test
    void aUserWhoSaysNoLeavesTheClientWithoutACode() throws Exception {
        HtmlPage app = toConsent("old-client")
                .<HtmlButton>querySelector("button[value=deny]")
                .click();

        assertThat(app.asNormalizedText()).contains("The client got no code", "access_denied");
    }

    @Test
    void anAnswerThatTheClientDidNotAskForIsRefused() throws Exception {
        Page refused = browser.getPage(
                backends.issuer().resolve("/demo/callback?code=c&state=s").toURL());

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
    }

    @Test
    void commandsAreShownWithTheAddressOfThisServer() throws Exception {
        assertThat(home().asNormalizedText()).contains("curl -s", "http://localhost:" + port + "/api/introspection");
    }
}
