package dev.dualclient.sample.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.GrantedScopesGetResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.Home;
import dev.dualclient.sample.backends.SampleTest;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import java.util.Arrays;
import java.util.List;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of consents and of browser sessions while the server moves. */
class ConsentsDuringMigrationTest extends SampleTest {

    private final WebClient browser = new WebClient();

    @Autowired
    private DualAuthleteApi authlete;

    @AfterEach
    void close() {
        browser.close();
        stage(Stage.PRIMARY_FIRST);
    }

    private void stage(Stage stage) {
        authlete.dualClient().stages().force(policy -> policy.withStage(stage), "a test");
    }

    private static List<String> granted(AuthleteApi api, TestClient client) {
        GrantedScopesGetResponse granted = api.getGrantedScopes(client.id(), "john");
        String[] scopes = granted.getLatestGrantedScopes();
        return scopes == null ? List.of() : Arrays.asList(scopes);
    }

    @Test
    @Scenario("X5")
    void whileThePrimaryIsDownConsentsOfTheSecondaryAreRead() throws Exception {
        TestClient kept = client();
        TestClient withdrawn = client();
        tokens(Home.SECONDARY, kept, "openid email");
        tokens(Home.SECONDARY, withdrawn, "openid email");
        authlete.deleteGrantedScopes(withdrawn.id(), "john");
        takeDown(Home.PRIMARY);

        assertThat(granted(authlete, kept)).contains("email");
        // The primary may have a newer one, so nobody knows; what the secondary had is not shown in any case.
        assertThatThrownBy(() -> granted(authlete, withdrawn))
                .isInstanceOfSatisfying(
                        AuthleteApiException.class,
                        unavailable -> assertThat(unavailable.getStatusCode()).isEqualTo(503));
    }

    @Test
    @Scenario("X3")
    void whoWithdrawsWithdrawsAtBoth() throws Exception {
        TestClient client = client();
        tokens(Home.SECONDARY, client, "openid email");
        tokens(Home.PRIMARY, client, "openid");
        assertThat(granted(at(Home.SECONDARY), client)).contains("email");

        HtmlPage apps = open(browser, "/apps");
        apps.<HtmlButton>querySelector("form[action='/apps/" + client.id() + "/withdraw'] button")
                .click();

        assertThat(granted(at(Home.PRIMARY), client)).isEmpty();
        assertThat(granted(at(Home.SECONDARY), client)).isEmpty();
    }

    @Test
    @Scenario("X4")
    void aBrowserSessionOutlivesEveryChangeOfTheStage() throws Exception {
        stage(Stage.SECONDARY_FIRST);
        open(browser, "/apps");
        TestClient client = client();
        for (Stage stage : Stage.values()) {
            stage(stage);

            HtmlPage consent = browser.getPage(uri("/api/authorization?" + CodeFlow.request(client, "openid"))
                    .toURL());

            assertThat(consent.getUrl().getPath()).as(stage.name()).isEqualTo("/consent");
            HtmlPage apps = browser.getPage(uri("/apps").toURL());
            assertThat(apps.getUrl().getPath()).as(stage.name()).isEqualTo("/apps");
        }
    }
}
