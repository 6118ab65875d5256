package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.migration.inventory.ClientConsents;
import dev.dualclient.migration.inventory.ConsentReport;
import dev.dualclient.migration.inventory.InventoryText;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.migration.report.Result;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator learns about the consents of users, which nobody can list or copy. */
@DualClientTest
class ConsentReportTest extends TwinScene {

    private ConsentReport report() {
        return twins.node(builder -> builder.inventory(
                        settings -> settings.withCallsPerSecond(1000).withPage(2)))
                .dualClient()
                .inventory()
                .consents();
    }

    /** Lets a user consent at a backend, and the client get the tokens by which the user is listed there. */
    private static void consent(AuthleteApi backend, TestClient client, String subject, String scope) {
        String ticket = backend.authorization(new AuthorizationRequest()
                        .setParameters("response_type=code&client_id=" + client.id() + "&redirect_uri="
                                + client.redirectUri() + "&scope=" + scope))
                .getTicket();
        String code = backend.authorizationIssue(
                        new AuthorizationIssueRequest().setTicket(ticket).setSubject(subject))
                .getAuthorizationCode();
        assertThat(new OAuth(backend).redeem(client, code).getAction()).isEqualTo(TokenResponse.Action.OK);
    }

    @Test
    @Scenario("X1")
    void consentsAreComparedPerClientForTheUsersInTheLists() {
        AuthleteApi primary = emulators.primaryApi();
        AuthleteApi secondary = emulators.secondaryApi();
        TestClient shop = emulators.client().atBoth();
        TestClient mail = emulators.client().atBoth();
        for (String subject : new String[] {"ann", "bob"}) {
            consent(secondary, shop, subject, "openid+email");
            consent(primary, shop, subject, "email+openid");
        }
        consent(secondary, shop, "cleo", "openid");
        consent(primary, shop, "dan", "openid");
        consent(secondary, shop, "eve", "openid");
        consent(primary, shop, "eve", "openid+email");
        consent(secondary, mail, "ann", "openid");
        secondary.deleteGrantedScopes(mail.id(), "ann");
        ConsentReport report = report();

        assertThat(report.clients())
                .containsExactlyInAnyOrder(
                        new ClientConsents(Long.toString(shop.id()), false, 2, 1, 1, 1, 0, 0),
                        new ClientConsents(Long.toString(mail.id()), false, 0, 0, 0, 0, 1, 0));
        assertThat(report.clientsMissing()).isEmpty();
        assertThat(report.problem()).isNull();
        assertThat(report.result()).isEqualTo(Result.WARN);
        assertThat(InventoryText.of(report))
                .contains(
                        shop.id() + ": 2 equal, 1 only at secondary, 1 only at primary, 1 different",
                        "users of whom nothing is known: 0 in the token lists, and all without a token");
        assertThat(Rendering.json(report) + report).doesNotContain("cleo");
    }

    @Test
    @Scenario("X1")
    void ofUsersOfWhomNobodySaysNothingIsKnown() {
        TestClient client = emulators.client().atBoth();
        consent(emulators.secondaryApi(), client, "ann", "openid");
        consent(emulators.secondaryApi(), client, "bob", "openid");
        emulators.primary().faults().on("client-granted-scopes-get").times(1).answer(500, Map.of(), "{}");
        ConsentReport report = report();

        assertThat(report.unknown()).isEqualTo(1);
        assertThat(report.sum(ClientConsents::onlyAtSecondary)).isEqualTo(1);
        assertThat(report.result()).isEqualTo(Result.UNKNOWN);
        assertThat(InventoryText.of(report)).contains("users of whom nothing is known: 1 ");
    }

    @Test
    @Scenario("X1")
    void aListThatCannotBeReadIsAProblemAndNotAnEmptyList() {
        emulators.secondary().faults().refuseConnections();
        ConsentReport report = report();

        assertThat(report.problem()).contains("the token list could not be read", "secondary");
        assertThat(report.result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    @Scenario("X6")
    void consentsToAClientThatThePrimaryLacksAreThoseOfAMissingClient() {
        TestClient client = emulators.client().atSecondary();
        consent(emulators.secondaryApi(), client, "ann", "openid");
        ConsentReport report = report();

        assertThat(report.clients()).isEmpty();
        assertThat(report.sum(ClientConsents::onlyAtSecondary)).isZero();
        assertThat(report.clientsMissing())
                .containsExactly(new ClientConsents(Long.toString(client.id()), true, 0, 1, 0, 0, 0, 0));
        assertThat(report.result()).isEqualTo(Result.WARN);
        assertThat(InventoryText.of(report)).contains("the primary lacks the client: run import-clients first");
    }
}
