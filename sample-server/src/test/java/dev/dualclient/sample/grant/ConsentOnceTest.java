package dev.dualclient.sample.grant;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.GrantedScopesGetResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.Home;
import dev.dualclient.sample.backends.SampleTest;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import java.util.List;
import java.util.Map;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Users who consented at 2.3 and log in at 3.0, to which no consent can be copied. */
@TestPropertySource(properties = "sample.consent.once=true")
class ConsentOnceTest extends SampleTest {

    private final WebClient browser = new WebClient();

    @Autowired
    private DualAuthleteApi authlete;

    /** From here on every login begins at 3.0. */
    @BeforeEach
    void drain() {
        authlete.dualClient().stages().force(policy -> policy.withStage(Stage.DRAIN), "a test");
    }

    @AfterEach
    void close() {
        browser.close();
        authlete.dualClient().stages().force(policy -> policy.withStage(Stage.PRIMARY_FIRST), "a test");
    }

    private HtmlPage asked(TestClient client, String scope, String... more) throws Exception {
        HtmlPage consent = open(browser, "/api/authorization?" + CodeFlow.request(client, scope, more));
        assertThat(consent.getUrl().getPath()).isEqualTo("/consent");
        return consent;
    }

    /** The redirection of a request that asks nothing; the client's own page is not there. */
    private String notAsked(TestClient client, String scope) throws Exception {
        browser.getOptions().setRedirectEnabled(false);
        try {
            Page next = browser.getPage(
                    uri("/api/authorization?" + CodeFlow.request(client, scope)).toURL());
            Page end = browser.getPage(uri("/").resolve(next.getWebResponse().getResponseHeaderValue("Location"))
                    .toURL());
            return end.getWebResponse().getResponseHeaderValue("Location");
        } finally {
            browser.getOptions().setRedirectEnabled(true);
        }
    }

    private String press(HtmlPage consent, String decision) throws Exception {
        browser.getOptions().setRedirectEnabled(false);
        try {
            Page reply = consent.<HtmlButton>querySelector("button[value=" + decision + "]")
                    .click();
            return reply.getWebResponse().getResponseHeaderValue("Location");
        } finally {
            browser.getOptions().setRedirectEnabled(true);
        }
    }

    private static List<String> ticked(HtmlPage consent) {
        return consent.querySelectorAll("input[name=scope]").stream()
                .map(HtmlCheckBoxInput.class::cast)
                .filter(HtmlCheckBoxInput::isChecked)
                .map(DomElement.class::cast)
                .map(box -> box.getAttribute("value"))
                .toList();
    }

    private static List<String> granted(Home home, TestClient client) {
        GrantedScopesGetResponse granted = at(home).getGrantedScopes(client.id(), "john");
        String[] scopes = granted.getLatestGrantedScopes();
        return scopes == null ? List.of() : List.of(scopes);
    }

    @Test
    @Scenario("X2")
    void whoConsentedAtTheSecondaryIsAskedOnceWithThoseScopesTicked() throws Exception {
        TestClient client = client();
        tokens(Home.SECONDARY, client, "openid email");
        HtmlPage consent = asked(client, "openid email profile");

        assertThat(ticked(consent)).containsExactlyInAnyOrder("openid", "email");
        consent.<HtmlCheckBoxInput>querySelector("input[value=profile]").setChecked(true);
        assertThat(press(consent, "authorize")).contains("code=");
        assertThat(granted(Home.PRIMARY, client)).containsExactlyInAnyOrder("openid", "email", "profile");

        assertThat(notAsked(client, "openid email")).contains("code=");
        assertThat(notAsked(client, "openid email profile")).contains("code=");
    }

    @Test
    @Scenario("X2")
    void whatIsNotTickedIsNotGiven() throws Exception {
        TestClient client = client();
        tokens(Home.SECONDARY, client, "openid email");

        assertThat(press(asked(client, "openid email profile"), "authorize")).contains("code=");

        assertThat(granted(Home.PRIMARY, client)).containsExactlyInAnyOrder("openid", "email");
        assertThat(ticked(asked(client, "openid email profile"))).doesNotContain("profile");
    }

    @Test
    @Scenario("X2")
    void whoNeverConsentedFindsAllTickedAndAClientCanHaveTheUserAskedAgain() throws Exception {
        TestClient client = client();
        HtmlPage first = asked(client, "openid email");
        assertThat(ticked(first)).containsExactlyInAnyOrder("openid", "email");
        press(first, "authorize");

        assertThat(asked(client, "openid email", "prompt", "consent").getUrl().getPath())
                .isEqualTo("/consent");
    }

    /** A tick that cannot be known is none of the user's. */
    @Test
    @Scenario("X5")
    void whileNobodySaysWhatWasAllowedThePageShowsAllTheSame() throws Exception {
        TestClient client = client();
        tokens(Home.SECONDARY, client, "openid email");
        HtmlPage first = asked(client, "openid email profile");
        EMULATORS.primary().faults().on("client-granted-scopes-get").answer(500, Map.of(), "{}");
        EMULATORS.secondary().faults().on("client-granted-scopes-get").answer(500, Map.of(), "{}");

        HtmlPage again = browser.getPage(first.getUrl());

        assertThat(ticked(again)).containsExactlyInAnyOrder("openid", "email", "profile");
    }
}
