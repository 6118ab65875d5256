package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The commands of the start page, in a shell. */
class CommandsTest extends BrowserTest {

    @Test
    @Scenario("N64")
    void aTokenIsGotUsedAndTakenBack() throws Exception {
        List<String> commands = commands();

        assertThat(shell(commands.get(0), commands.get(1), "echo", commands.get(2), commands.get(1)))
                .contains("\"active\":true", "\"active\":false");
    }

    @Test
    @Scenario("N64")
    void aDeviceWaitsForItsUser() throws Exception {
        List<String> commands = commands();
        String begun = shell(commands.get(3));
        HtmlPage login = browser.getPage(begun.replaceAll("(?s).*\"verification_uri_complete\":\"([^\"]*)\".*", "$1"));
        HtmlPage device = asJohn(login);
        HtmlPage consent = device.<HtmlButton>querySelector("main button").click();
        HtmlPage done =
                consent.<HtmlButton>querySelector("button[value=authorize]").click();
        assertThat(done.asNormalizedText()).contains("has access now");

        assertThat(shell("DEVICE='" + begun.strip() + "'", commands.get(4))).contains("\"access_token\"");
    }

    @Test
    @Scenario("N64")
    void aUserElsewhereIsWaitedFor() throws Exception {
        List<String> commands = commands();
        String asked = shell(commands.get(5));
        HtmlPage pending = asJohn(browser.getPage(backends.issuer() + "/ciba"));
        pending.<HtmlButton>querySelector("button[value=authorize]").click();

        assertThat(shell("ASKED='" + asked.strip() + "'", commands.get(6))).contains("\"access_token\"");
    }

    private List<String> commands() throws Exception {
        return home().querySelectorAll(".command pre").stream()
                .map(DomNode::getTextContent)
                .toList();
    }

    private static HtmlPage asJohn(HtmlPage login) throws IOException {
        login.<HtmlInput>getHtmlElementById("username").setValue("john");
        login.<HtmlInput>getHtmlElementById("password").setValue("john");
        return login.<HtmlButton>querySelector("main button").click();
    }

    private static String shell(String... commands) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "command -v curl >/dev/null || exit 127\n" + String.join("\n", commands))
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(shell.waitFor() != 127, "there is no curl on this machine");
        return output;
    }
}
