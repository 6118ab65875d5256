package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A revocation of which it is open for a while whose token it was about, or whether both backends have done it. */
@OnH2
class UnsettledRevocationTest extends Scene {

    @ParameterizedTest
    @EnumSource(KillConfirm.class)
    @Scenario({"B7", "D5"})
    void aSecondaryThatHangsIsNotWaitedFor(KillConfirm confirm) {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start(
                node -> node.killConfirm(confirm).killTimeout(Duration.ofSeconds(4))); // all else waits far longer
        Fault hang = emulators.secondary().faults().onAll().hang();
        if (confirm == KillConfirm.DURABLE) {
            replay.revoke(api, tokens.access(), "3/1"); // introspection and token list find the row, then both
        } else {
            AuthleteApiException late = Replay.unavailable(() -> new OAuth(api).revoke(client, tokens.access()));
            assertThat(late.getResponseHeaders()).containsKey("Retry-After");
        }
        assertThat(hang.hits()).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        hang.release();

        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(KillConfirm.class)
    @Scenario("N9")
    void whoseTokenCannotBeLookedUpIsToldToTryAgainAndNobodyElseIsConcerned(KillConfirm confirm) {
        Tokens another = replay.migrated();
        Tokens leaving = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start(node -> node.killConfirm(confirm));
        Tokens atPrimary = new OAuth(api).login(client);
        emulators.secondary().faults().refuseConnections();
        AuthleteApiException later = Replay.unavailable(() -> new OAuth(api).revoke(client, leaving.access()));
        assertThat(later.getResponseHeaders()).containsKey("Retry-After");
        DualAuthleteApi other = nodes.start(Stage.PRIMARY_ONLY);
        Replay.unavailable(() -> new OAuth(api).introspect(leaving.access()));
        for (DualAuthleteApi node : List.of(api, other)) {
            replay.isActive(node, another);
            replay.isActive(node, atPrimary);
        }
        replay.isActive(other, replay.refreshed(api, atPrimary));
        replay.isActive(other, new OAuth(api).login(client));

        emulators.secondary().faults().clear();
        nodes.pass(Duration.ofMinutes(1)); // the outbox looks the row up, and ends it
        assertThat(replay.atSecondary().isActive(leaving.access())).isFalse();
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), leaving);
        }
    }

    @Test
    @Scenario("N9")
    void aTokenThatNobodyIssuedConcernsNobodyWhileABackendIsDown() {
        TestClient app = registered().publicClient().atBoth();
        Tokens theirs = new Replay(emulators, app).migrated();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        Replay.unavailable(() -> new OAuth(api).revoke(app, "nobody-issued-this"));
        replay.isActive(api, theirs);
        replay.isActive(api, new Replay(emulators, app).refreshed(api, theirs));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", "\u3000"})
    @Scenario("N8")
    void whoDoesNotAuthenticateConcernsNobodyByABlankToken(String blank) {
        Tokens theirs = replay.migrated();
        DualAuthleteApi api = nodes.start();
        TestClient posing = new TestClient(client.id(), null, client.redirectUri());
        TestClient unknown = new TestClient(4711, null, client.redirectUri());
        for (TestClient stranger : List.of(posing, unknown)) {
            RevocationResponse answer = api.revocation(new RevocationRequest()
                    .setParameters(OAuth.form("token", blank, "client_id", String.valueOf(stranger.id()))));
            assertThat(answer.getAction()).isNotEqualTo(RevocationResponse.Action.OK);
        }
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        replay.isActive(api, theirs);
        replay.isActive(api, new OAuth(api).login(client));
        Tokens next = replay.refreshed(api, theirs);
        replay.isActive(nodes.restart(Stage.PRIMARY_FIRST), next);
    }

    @Test
    @Scenario("N10")
    void tokensThatNobodyKnowsAreForgottenAfterTheMigratorsLagAndAreBounded() {
        TestClient app = registered().publicClient().atBoth();
        Tokens theirs = replay.migrated();
        DualAuthleteApi api = nodes.start(node -> node.custody(custody -> custody.withMaxUnknownKills(20)));
        OAuth server = new OAuth(api);
        for (int i = 0; i < 20; i++) {
            assertThat(server.revoke(app, "made-up-" + i).getAction()).isEqualTo(RevocationResponse.Action.OK);
        }
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        Replay.unavailable(() -> server.revoke(app, "made-up-20"));
        assertThat(server.revoke(app, "made-up-0").getAction()).isEqualTo(RevocationResponse.Action.OK);
        replay.revoke(api, theirs.access(), "3/1"); // whose token is known is not bounded

        nodes.pass(CustodySettings.defaults().migratorLag().plusMinutes(1));
        assertThat(server.revoke(app, "made-up-20").getAction()).isEqualTo(RevocationResponse.Action.OK);
    }

    @Test
    @Scenario("B25")
    void aStrangerTakesNothingAwayDuringAnOutage() {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = registered().atBoth();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        Replay.unavailable(() -> new OAuth(api).revoke(stranger, tokens.access()));
        Replay.unavailable(() -> new OAuth(api).introspect(tokens.access()));
        emulators.secondary().faults().clear();

        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        assertThat(restarted.dualClient().outbox().rows()).isEmpty();
        Tokens next = replay.refreshed(restarted, tokens);
        emulators.migrator().runOnce();
        replay.isActive(nodes.restart(Stage.PRIMARY_ONLY), next);
    }

    @Test
    @Scenario("B25")
    void aStrangersRevocationIsNoneThoughTheTokenIsHiddenWhenItIsDelivered() {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = registered().atBoth();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        Replay.unavailable(() -> new OAuth(api).revoke(stranger, tokens.refresh()));
        emulators.secondary().faults().clear();
        api.updateClientLockFlag(String.valueOf(client.id()), true);
        nodes.pass(Duration.ofMinutes(1)); // the secondary shows no token of a locked client
        assertThat(api.dualClient().outbox().rows())
                .filteredOn(Outbox.Row::blocking)
                .isEmpty();
        api.updateClientLockFlag(String.valueOf(client.id()), false);

        Tokens next = replay.refreshed(api, tokens);
        emulators.migrator().runOnce();
        nodes.pass(CustodySettings.defaults().migratorLag().plusMinutes(1)); // the primary is asked for it again
        replay.isActive(api, next);
        assertThat(api.dualClient().outbox().rows()).isEmpty();
    }

    @Test
    @Scenario("B25")
    void aStrangerIsRefused() {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = registered().atBoth();
        DualAuthleteApi api = nodes.start();
        assertThat(new OAuth(api).revoke(stranger, tokens.access()).getAction())
                .isEqualTo(RevocationResponse.Action.BAD_REQUEST);
        replay.isActive(api, tokens);
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        emulators.migrator().runOnce();
        for (Stage stage : Stage.values()) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        replay.revoke(nodes.restart(Stage.PRIMARY_FIRST), tokens.access(), "3/1"); // the owner's own counts
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
    }
}
