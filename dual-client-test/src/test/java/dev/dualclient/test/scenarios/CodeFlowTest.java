package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.UserInfoIssueResponse;
import com.authlete.common.dto.UserInfoResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The authorization code flow, from the authorization request to the revocation. */
@ThroughBothFronts
class CodeFlowTest extends Scene {

    private OAuth server;
    private OAuth secondary;

    @BeforeEach
    void setUp() {
        server = new OAuth(nodes.start());
        secondary = new OAuth(emulators.secondaryApi());
    }

    @Test
    @Scenario("A6")
    void aClientOfTheSecondaryIsServedByTheSecondary() {
        TestClient client = registered().atSecondary();

        emulators.mark();
        AuthorizationResponse authorization = server.authorize(client, "openid");
        assertThat(authorization.getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        assertThat(emulators.calls()).hasToString("0/1");

        emulators.mark();
        AuthorizationIssueResponse issued = server.issue(authorization.getTicket());
        assertThat(issued.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        assertThat(emulators.calls()).hasToString("0/1");

        emulators.mark();
        TokenResponse redeemed = server.redeem(client, issued.getAuthorizationCode());
        assertThat(redeemed.getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/1");

        emulators.mark();
        UserInfoResponse userInfo = server.userInfo(redeemed.getAccessToken());
        assertThat(userInfo.getAction()).isEqualTo(UserInfoResponse.Action.OK);
        assertThat(userInfo.getSubject()).isEqualTo("john");
        UserInfoIssueResponse claims = server.userInfoIssue(redeemed.getAccessToken());
        assertThat(claims.getAction()).isEqualTo(UserInfoIssueResponse.Action.JSON);
        assertThat(claims.getResponseContent()).contains("john");
        assertThat(emulators.calls()).hasToString("0/2");

        emulators.mark();
        TokenResponse refreshed = server.refresh(client, redeemed.getRefreshToken());
        assertThat(refreshed.getAction()).isEqualTo(TokenResponse.Action.OK);
        // A look-up tells whether the refresh token is still there, for another node may have used it since.
        assertThat(emulators.calls()).hasToString("0/2");

        emulators.mark();
        RevocationResponse revoked = server.revoke(client, refreshed.getRefreshToken());
        assertThat(revoked.getAction()).isEqualTo(RevocationResponse.Action.OK);
        // Two look-ups tell which access token dies too; then the revocation at both, and a look-up at the primary,
        // which
        // cannot say "OK" to a client that it does not know.
        assertThat(emulators.calls()).hasToString("3/3");
        assertThat(emulators.calls().of("auth-revocation")).hasToString("1/1");

        assertThat(secondary.isActive(redeemed.getAccessToken())).isFalse();
        assertThat(secondary.isActive(refreshed.getAccessToken())).isFalse();
        assertThat(secondary.refresh(client, refreshed.getRefreshToken()).getAction())
                .isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(emulators.primaryApi().getTokenList().getTotalCount()).isZero();
    }

    @Test
    @Scenario("A6")
    void aClientOfTheSecondaryIsServedByNodesThatShareNothing() {
        TestClient client = registered().atSecondary();

        String ticket =
                onAnotherNode(node -> node.authorize(client, "openid"), "0/1").getTicket();
        String code = onAnotherNode(node -> node.issue(ticket), "0/1").getAuthorizationCode();
        Tokens first = Tokens.of(onAnotherNode(node -> node.redeem(client, code), "1/1"));
        assertThat(onAnotherNode(node -> node.userInfo(first.access()), "1/1").getSubject())
                .isEqualTo("john");

        // Introspection says that the primary does not hold the refresh token, and that the secondary does; the token
        // list tells the access token beside it. The refresh token itself is sent to the secondary alone.
        Tokens second = Tokens.of(onAnotherNode(node -> node.refresh(client, first.refresh()), "1/3"));
        assertThat(emulators.calls().of("auth-token")).hasToString("0/1");

        assertThat(secondary.isActive(second.access())).isTrue();
        // Two introspections and the token list tell which access token dies too; both are asked to revoke; and as the
        // primary does not know the client, it is asked by introspection whether it holds the token.
        assertThat(onAnotherNode(node -> node.revoke(client, second.refresh()), "5/4")
                        .getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        assertThat(secondary.isActive(second.access())).isFalse();
    }

    private <T> T onAnotherNode(Function<OAuth, T> step, String calls) {
        try (DualAuthleteApi node = front.build(Patience.with(emulators).background(false))) {
            T answer = costs(calls, () -> step.apply(new OAuth(node)));
            return answer;
        }
    }

    @Test
    @Scenario("A7")
    void aClientOnBothIsServedByThePrimary() {
        emulators.mark();
        AuthorizationResponse authorization = server.authorize(client, "openid");
        assertThat(authorization.getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
        AuthorizationIssueResponse issued = server.issue(authorization.getTicket());
        assertThat(issued.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        Tokens first = Tokens.of(server.redeem(client, issued.getAuthorizationCode()));
        assertThat(server.userInfo(first.access()).getAction()).isEqualTo(UserInfoResponse.Action.OK);
        assertThat(server.userInfoIssue(first.access()).getAction()).isEqualTo(UserInfoIssueResponse.Action.JSON);
        Tokens second = Tokens.of(server.refresh(client, first.refresh()));
        assertThat(emulators.calls().secondary()).isEmpty();
        assertThat(emulators.calls().primary())
                .isEqualTo(Map.of(
                        "auth-authorization", 1,
                        "auth-authorization-issue", 1,
                        "auth-token", 2,
                        "auth-userinfo", 1,
                        "auth-userinfo-issue", 1));

        costs(
                "2/1",
                () -> assertThat(server.revoke(client, second.access()).getAction())
                        .isEqualTo(RevocationResponse.Action.OK)); // an introspection tells who owns it
        assertThat(emulators.calls().of("auth-revocation")).hasToString("1/1");
        assertThat(new OAuth(emulators.primaryApi()).isActive(second.access())).isFalse();
    }

    @ParameterizedTest(name = "secrets {0}")
    @EnumSource
    @Scenario("A8")
    void aCodeFromBeforeTheImportIsRedeemedWhereItWasIssued(Secrets secrets) {
        TestClient client = registered().atSecondary();
        String code = secondary.code(client, "openid");
        emulators.clientImport().some(secrets, String.valueOf(client.id()));
        emulators.mark();

        TokenResponse redeemed = server.redeem(client, code);

        assertThat(redeemed.getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("1/1");
        assertThat(secondary.isActive(redeemed.getAccessToken())).isTrue();
    }

    @Test
    @Scenario("A8")
    void aCodeFromBeforeTheImportIsRedeemedAfterThePrimaryHasSeenTheClient() {
        TestClient client = registered().atSecondary();
        String code = server.code(client, "openid");
        emulators.clientImport().some(Secrets.MIGRATED, String.valueOf(client.id()));
        assertThat(server.clientCredentials(client).getAction()).isEqualTo(TokenResponse.Action.OK);
        emulators.mark();

        // This process has seen the secondary issue the code, and asks it first.
        assertThat(server.redeem(client, code).getAction()).isEqualTo(TokenResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("0/1");

        String another = secondary.code(client, "openid");
        costs(
                "1/1",
                () -> assertThat(server.redeem(client, another).getAction()).isEqualTo(TokenResponse.Action.OK));
    }

    @Test
    @Scenario("A9")
    void aTicketFromBeforeTheDeploymentGoesToTheSecondary() {
        TestClient client = registered().atBoth();
        String ticket = secondary.authorize(client, "openid").getTicket();
        emulators.mark();

        AuthorizationIssueResponse issued = server.issue(ticket);

        assertThat(issued.getAction()).isEqualTo(AuthorizationIssueResponse.Action.LOCATION);
        assertThat(emulators.calls()).hasToString("0/1");
        assertThat(secondary.redeem(client, issued.getAuthorizationCode()).getAction())
                .isEqualTo(TokenResponse.Action.OK);
    }
}
