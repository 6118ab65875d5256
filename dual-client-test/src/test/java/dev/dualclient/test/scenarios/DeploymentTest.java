package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes with and without Dual Client, that serve the same users while one kind replaces the other. */
@DualClientTest
class DeploymentTest extends Scene {

    /** What a login consists of; each part may be served by either kind of node. */
    private static final int PARTS = 4;

    private DualAuthleteApi api;
    private OAuth with;

    @BeforeEach
    void setUp() {
        api = nodes.start();
        with = new OAuth(api);
    }

    @Test
    @Scenario("F1")
    void aLoginMayMoveBetweenNodesDuringTheRollOut() {
        api.dualClient().stages().force(policy -> policy.withStage(Stage.SECONDARY_FIRST), "a test");
        OAuth without = new OAuth(emulators.secondaryApi());
        TestClient imported = registered().atBoth();
        TestClient notImported = registered().atSecondary();
        for (int distribution = 0; distribution < 1 << PARTS; distribution++) {
            emulators.mark();
            login(imported, without, distribution);
            login(notImported, without, distribution);
            // The secondary alone serves what is there, look-ups before a refresh aside.
            assertThat(emulators.calls().primary()).isEmpty();
            assertThat(emulators.calls().without("auth-introspection-standard", "auth-token-get-list"))
                    .hasToString("0/10");
        }
    }

    @Test
    @Scenario("F1")
    void aLoginThatStartsWithoutEndsWhereThePrimaryIsPreferred() {
        OAuth without = new OAuth(emulators.secondaryApi());
        TestClient client = registered().atBoth();

        String ticket = without.authorize(client).getTicket();
        String code = costs("0/1", () -> with.issue(ticket).getAuthorizationCode());
        assertThat(with.redeem(client, code).getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/2");

        String another = without.code(client);
        costs("1/1", () -> assertThat(with.redeem(client, another).getAction()).isEqualTo(TokenResponse.Action.OK));
    }

    @Test
    @Scenario("F2")
    void aLoginMayMoveBetweenNodesWhenDualClientIsTakenOut() {
        api.dualClient().stages().force(policy -> policy.withStage(Stage.PRIMARY_ONLY), "a test");
        OAuth without = new OAuth(emulators.primaryApi());
        TestClient client = registered().atBoth();
        for (int distribution = 0; distribution < 1 << PARTS; distribution++) {
            emulators.mark();
            login(client, without, distribution);
            assertThat(emulators.calls().secondary()).isEmpty();
            assertThat(emulators.calls().without("auth-introspection-standard", "auth-token-get-list"))
                    .hasToString("5/0");
        }
    }

    @Test
    @Scenario("F2")
    void aLoginFromBeforeTheLastStageEndsInIt() {
        String marked = with.authorize(client).getTicket();
        assertThat(marked).startsWith("~p.");
        api.dualClient().stages().force(policy -> policy.withStage(Stage.PRIMARY_ONLY), "a test");
        emulators.mark();

        AuthorizationIssueResponse issued = with.issue(marked);

        assertThat(issued.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        assertThat(emulators.calls()).hasToString("1/0");
        OAuth without = new OAuth(emulators.primaryApi());
        assertThat(without.redeem(client, issued.getAuthorizationCode()).getAction())
                .isEqualTo(TokenResponse.Action.OK);
        assertThat(with.authorize(client).getTicket()).doesNotStartWith("~");
    }

    /**
     * Logs a user in, refreshes the tokens, and presents the new one to a node with Dual Client.
     *
     * @param distribution a bit for each part: set if a node with Dual Client serves it
     */
    private void login(TestClient client, OAuth without, int distribution) {
        OAuth[] nodes = new OAuth[PARTS];
        for (int part = 0; part < PARTS; part++) {
            nodes[part] = (distribution >> part & 1) == 1 ? with : without;
        }
        String way = "distribution " + Integer.toBinaryString(distribution);
        AuthorizationResponse authorization = nodes[0].authorize(client);
        assertThat(authorization.getAction()).as(way).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        AuthorizationIssueResponse issued = nodes[1].issue(authorization.getTicket());
        assertThat(issued.getAction()).as(way).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        TokenResponse redeemed = nodes[2].redeem(client, issued.getAuthorizationCode());
        assertThat(redeemed.getAction()).as(way).isEqualTo(TokenResponse.Action.OK);
        TokenResponse refreshed = nodes[3].refresh(client, redeemed.getRefreshToken());
        assertThat(refreshed.getAction()).as(way).isEqualTo(TokenResponse.Action.OK);
        assertThat(with.isActive(refreshed.getAccessToken())).as(way).isTrue();
    }
}
