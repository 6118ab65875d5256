package dev.dualclient.sample.grant;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.ClientAuthorizationGetListRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.sample.backends.Home;
import dev.dualclient.sample.backends.SampleTest;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectedAppsTest extends SampleTest {

    private final WebClient browser = new WebClient();

    @AfterEach
    void closeTheBrowser() {
        browser.close();
    }

    private static TestClient named(String name, Home home) {
        var client = EMULATORS.client().with(changed -> changed.setClientName(name));
        return home == Home.PRIMARY ? client.atPrimary() : client.atSecondary();
    }

    private HtmlPage withdraw(HtmlPage apps, TestClient client) throws Exception {
        return apps.<HtmlButton>querySelector("form[action='/apps/" + client.id() + "/withdraw'] button")
                .click();
    }

    @ParameterizedTest
    @EnumSource(names = "NOBODY", mode = EnumSource.Mode.EXCLUDE)
    @Scenario("A21")
    void whatIsTakenBackIsGone(Home home) throws Exception {
        TestClient early = named("Early app", Home.SECONDARY);
        TestClient late = named("Late app", Home.PRIMARY);
        TokenResponse old = tokens(Home.SECONDARY, early, "openid");
        TokenResponse young = tokens(Home.PRIMARY, late, "openid");
        TestClient chosen = home == Home.PRIMARY ? late : early;
        TestClient other = home == Home.PRIMARY ? early : late;

        HtmlPage apps = open(browser, "/apps");
        assertThat(apps.asNormalizedText()).contains("Early app", "Late app");
        HtmlPage left = withdraw(apps, chosen);

        assertThat(left.asNormalizedText()).doesNotContain(String.valueOf(chosen.id()));
        assertThat(left.asNormalizedText()).contains(String.valueOf(other.id()));
        assertThat(status(home == Home.PRIMARY ? young : old)).isEqualTo(401);
        assertThat(status(home == Home.PRIMARY ? old : young)).isEqualTo(200);
    }

    @Test
    @Scenario({"A21", "X3"})
    void oneButtonTakesBackBoth() throws Exception {
        TestClient client = client();
        TokenResponse old = tokens(Home.SECONDARY, client, "openid");
        TokenResponse young = tokens(Home.PRIMARY, client, "openid");

        withdraw(open(browser, "/apps"), client);

        assertThat(status(old)).isEqualTo(401);
        assertThat(status(young)).isEqualTo(401);
        for (Home home : new Home[] {Home.PRIMARY, Home.SECONDARY}) {
            assertThat(at(home).getClientAuthorizationList(new ClientAuthorizationGetListRequest("john", 0, 100))
                            .getClients())
                    .noneMatch(listed -> listed.getClientId() == client.id());
        }
    }

    private int status(TokenResponse tokens) throws Exception {
        return get("/api/userinfo", "Authorization", "Bearer " + tokens.getAccessToken())
                .statusCode();
    }

    @Test
    void anAppWithoutAccessHasNothingToTakeBack() throws Exception {
        TestClient client = client();
        tokens(Home.PRIMARY, client, "openid");
        HtmlPage apps = open(browser, "/apps");
        withdraw(apps, client);

        HtmlPage again = withdraw(apps, client);

        assertThat(again.getWebResponse().getStatusCode()).isEqualTo(200);
        assertThat(again.asNormalizedText()).contains("Connected apps");
    }

    /** It was deleted while the page was open; or somebody has changed the page. */
    @ParameterizedTest
    @CsvSource({"1, 200", "-1, 200", "none, 400", "99999999999999999999, 400"})
    void anAppThatThereIsNotHasNothingToTakeBack(String id, int status) throws Exception {
        TestClient client = client();
        tokens(Home.PRIMARY, client, "openid");
        HtmlForm form = open(browser, "/apps").querySelector("form[action='/apps/" + client.id() + "/withdraw']");
        form.setActionAttribute("/apps/" + id + "/withdraw");

        HtmlPage left = form.<HtmlButton>querySelector("button").click();

        assertThat(left.getWebResponse().getStatusCode()).isEqualTo(status);
        assertThat(left.asNormalizedText()).contains(status == 200 ? "Connected apps" : "That did not work");
    }

    @Test
    void whereNobodyAnswersTheButtonCanBePressedAgain() throws Exception {
        TestClient client = client();
        TokenResponse tokens = tokens(Home.PRIMARY, client, "openid");
        HtmlPage apps = open(browser, "/apps");
        takeDown(Home.PRIMARY, Home.SECONDARY);

        HtmlPage unavailable = withdraw(apps, client);
        assertThat(unavailable.getWebResponse().getStatusCode()).isEqualTo(503);
        assertThat(unavailable.getWebResponse().getResponseHeaderValue("Retry-After"))
                .isNotEmpty();
        endTheOutage();

        withdraw(apps, client);
        assertThat(status(tokens)).isEqualTo(401);
    }

    private static void endTheOutage() {
        EMULATORS.primary().faults().clear();
        EMULATORS.secondary().faults().clear();
    }

    @Test
    void onlyThePageItselfTakesAccessBack() throws Exception {
        TestClient client = client();
        TokenResponse tokens = tokens(Home.PRIMARY, client, "openid");
        open(browser, "/apps");

        Page forged = browser.getPage(
                new WebRequest(uri("/apps/" + client.id() + "/withdraw").toURL(), HttpMethod.POST));

        assertThat(forged.getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(status(tokens)).isEqualTo(200);
    }

    @Test
    void whoIsNotLoggedInIsAskedTo() throws Exception {
        HtmlPage login = browser.getPage(uri("/apps").toURL());

        assertThat(login.getUrl().getPath()).isEqualTo("/login");
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }
}
