package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.dto.TokenUpdateResponse;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.ResponseType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The end of all tokens of a user, or of a user at a client: of those that there are, and not of those to come. */
@OnDurableStores
class KillOfManyTest extends Scene {

    private static final String ALIAS = "portal";

    @Override
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered.with(aliased -> aliased.setClientIdAlias(ALIAS)
                .setClientIdAliasEnabled(true)
                .setGrantTypes(
                        new GrantType[] {GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.IMPLICIT})
                .setResponseTypes(
                        new ResponseType[] {ResponseType.CODE, ResponseType.CODE_TOKEN, ResponseType.ID_TOKEN_TOKEN}));
    }

    @Test
    @Scenario("B14")
    void everyTokenOfAnOffboardedUserIsDead() {
        Tokens migrated = replay.migrated();
        Tokens atSecondary = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        Tokens atPrimary = new OAuth(api).login(client);
        costs("1/1", () -> offboard(api));

        for (Tokens tokens : List.of(migrated, atSecondary, atPrimary)) {
            assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
            assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
            replay.isDead(api, tokens);
        }
        for (Stage stage : Stage.values()) {
            DualAuthleteApi restarted = nodes.restart(stage);
            List.of(migrated, atSecondary, atPrimary).forEach(tokens -> replay.isDead(restarted, tokens));
        }
    }

    @Test
    @Scenario("B26")
    void whatIsIssuedAfterwardsLives() {
        Tokens old = replay.atSecondary().login(client);
        Tokens unused = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start();
        offboard(api);
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(2);
        Tokens fresh = new OAuth(api).login(client);
        emulators.primary().faults().refuseConnections();
        Tokens freshAtSecondary = new OAuth(api).login(client);
        emulators.primary().faults().clear();
        assertThat(replay.atPrimary().isActive(old.access()))
                .as("the late copy")
                .isTrue();

        DualAuthleteApi second = nodes.start();
        replay.isInactive(second, old, "3/0"); // read, kill, read
        Replay.refused(new OAuth(second).refresh(client, unused.refresh()));
        assertThat(replay.atPrimary().isActive(unused.access())).isFalse();
        replay.isActive(second, fresh);
        replay.isActive(second, freshAtSecondary);
        for (Stage stage : Stage.values()) {
            emulators.migrator().runOnce();
            DualAuthleteApi restarted = nodes.restart(stage);
            replay.isDead(restarted, old);
            replay.isDead(restarted, unused);
            replay.isActive(restarted, fresh);
            replay.isActive(restarted, freshAtSecondary);
            fresh = replay.refreshed(restarted, fresh);
            freshAtSecondary = replay.refreshed(restarted, freshAtSecondary);
        }
    }

    @Test
    @Scenario("B26")
    void aKillOfManyWhoseAnswerIsLostIsCarriedThrough() {
        Tokens old = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start();
        emulators
                .secondary()
                .faults()
                .on("auth-token-revoke")
                .times(1)
                .afterProcessing()
                .drop();
        Replay.unavailable(() -> offboard(api));
        nodes.pass(Duration.ofMinutes(1));
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), old);
        }
    }

    @Test
    @Scenario("B13")
    void aConsentThatTheSecondaryDidNotHearWithdrawnIsWithdrawn() {
        withdrawnWithoutTheSecondary(api -> api.deleteClientAuthorization(client.id(), "john"));
    }

    @Test
    @Scenario("B13")
    void aConsentIsWithdrawnUnderEveryNameOfTheClient() {
        withdrawnWithoutTheSecondary(api -> api.tokenRevoke(
                new TokenRevokeRequest().setClientIdentifier(ALIAS).setSubject("john")));
    }

    private void withdrawnWithoutTheSecondary(Consumer<DualAuthleteApi> withdrawal) {
        Tokens first = replay.migrated();
        Tokens second = replay.migrated();
        TestClient neighbour = registered().atBoth();
        Tokens spared = new Replay(emulators, neighbour).migrated();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        withdrawal.accept(api);
        Replay.unavailable(() -> new OAuth(api).introspect(first.access())); // nobody who is up knows it

        emulators.secondary().faults().clear();
        assertThat(replay.atSecondary().isActive(first.access())).isTrue();
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        assertThat(restarted
                        .standardIntrospection(
                                new StandardIntrospectionRequest().setParameters(OAuth.form("token", first.access())))
                        .getResponseContent())
                .contains("\"active\":false");
        replay.isDead(restarted, first);
        Replay.refused(new OAuth(restarted).refresh(client, second.refresh()));
        replay.isActive(restarted, spared);
        for (int i = 0; i < 3; i++) { // it is listed, ended, and listed again
            nodes.pass(Duration.ofMinutes(5));
        }
        assertThat(restarted.dualClient().outbox().rows()).noneMatch(Outbox.Row::blocking);
        assertThat(emulators
                        .secondaryApi()
                        .getTokenList(String.valueOf(client.id()), "john")
                        .getTotalCount())
                .isZero();
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), first);
            replay.isDead(nodes.restart(stage), second);
        }
    }

    @Test
    @Scenario("N22")
    void whatTheAuthorizationEndpointIssuesAfterwardsLives() {
        DualAuthleteApi first = nodes.start();
        DualAuthleteApi second = nodes.start();
        loseAllAtClient(first);
        for (String type : List.of("code token", "id_token token")) {
            for (DualAuthleteApi issuer : List.of(first, second)) { // the second has never seen the ticket
                String access = issuer.authorizationIssue(new AuthorizationIssueRequest()
                                .setTicket(ticket(first, type))
                                .setSubject("john"))
                        .getAccessToken();
                assertThat(access).as(type).isNotNull();
                assertThat(new OAuth(first).isActive(access)).as(type).isTrue();
                assertThat(new OAuth(second).isActive(access)).as(type).isTrue();
            }
        }
    }

    @Test
    @Scenario("N22")
    void aNewValueOfATokenLives() {
        DualAuthleteApi api = nodes.start();
        loseAllAtClient(api);
        Tokens tokens = new OAuth(api).login(client);
        for (Stage stage : Stage.values()) {
            DualAuthleteApi restarted = nodes.restart(stage);
            String access = newValue(restarted, tokens);
            tokens = new Tokens(access, tokens.refresh());
            replay.isActive(restarted, tokens);
            replay.isActive(nodes.start(), tokens);
        }
    }

    @Test
    @Scenario("N22")
    void aNewValueOfATokenLivesAlsoIfItsClientIsLocked() {
        DualAuthleteApi api = nodes.start();
        loseAllAtClient(api);
        Tokens tokens = new OAuth(api).login(client);
        String id = String.valueOf(client.id());
        api.updateClientLockFlag(id, true); // so that no backend tells whose the new value is
        String access = newValue(api, tokens);
        api.updateClientLockFlag(id, false);
        for (int i = 0; i < 3; i++) { // what the kill has left is listed, ended, and listed again
            nodes.pass(Duration.ofMinutes(5));
        }
        replay.isActive(nodes.start(), new Tokens(access, tokens.refresh()));
    }

    @Test
    @Scenario("N22")
    void aLateCopyYieldsNoNewValue() {
        Tokens old = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start();
        loseAllAtClient(api);
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);
        TokenUpdateResponse updated = api.tokenUpdate(
                new TokenUpdateRequest().setAccessToken(old.access()).setAccessTokenValueUpdated(true));
        assertThat(updated.getAction()).isNotEqualTo(TokenUpdateResponse.Action.OK);
        assertThat(emulators.primaryApi().getTokenList().getTotalCount()).isZero();
    }

    private void loseAllAtClient(DualAuthleteApi api) {
        api.tokenRevoke(new TokenRevokeRequest()
                .setClientIdentifier(String.valueOf(client.id()))
                .setSubject("john"));
    }

    private String ticket(DualAuthleteApi api, String responseType) {
        return api.authorization(new AuthorizationRequest()
                        .setParameters(OAuth.form(
                                "response_type",
                                responseType,
                                "client_id",
                                String.valueOf(client.id()),
                                "redirect_uri",
                                client.redirectUri(),
                                "scope",
                                "openid",
                                "nonce",
                                "n")))
                .getTicket();
    }

    private static String newValue(DualAuthleteApi api, Tokens tokens) {
        TokenUpdateResponse updated = api.tokenUpdate(
                new TokenUpdateRequest().setAccessToken(tokens.access()).setAccessTokenValueUpdated(true));
        assertThat(updated.getAction()).isEqualTo(TokenUpdateResponse.Action.OK);
        return updated.getAccessToken();
    }

    private static void offboard(DualAuthleteApi api) {
        api.tokenRevoke(new TokenRevokeRequest().setSubject("john"));
    }
}
