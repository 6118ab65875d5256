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
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** Where the token is, and which backend leaves open what it has made of the revocation. */
    enum Trouble {
        AT_SECONDARY_WHICH_IS_DOWN,
        AT_SECONDARY_WHICH_FAILS,
        AT_BOTH_AND_PRIMARY_FAILS,
        AT_BOTH_AND_SECONDARY_FAILS,
        AT_BOTH_WHICH_ARE_DOWN;

        boolean isAtBoth() {
            return name().startsWith("AT_BOTH");
        }

        void begin(Emulators emulators) {
            switch (this) {
                case AT_SECONDARY_WHICH_IS_DOWN ->
                    emulators.secondary().faults().refuseConnections();
                case AT_SECONDARY_WHICH_FAILS, AT_BOTH_AND_SECONDARY_FAILS -> fail(emulators.secondary());
                case AT_BOTH_AND_PRIMARY_FAILS -> fail(emulators.primary());
                case AT_BOTH_WHICH_ARE_DOWN -> {
                    emulators.primary().faults().refuseConnections();
                    emulators.secondary().faults().refuseConnections();
                }
            }
        }

        private static void fail(AuthleteEmulator backend) {
            backend.faults().on("auth-revocation").answer(500);
        }
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    @Scenario("B25")
    void whoDoesNotAuthenticateTakesNothingAwayThoughABackendFails(Trouble trouble) {
        TestClient owner = trouble.isAtBoth() ? client : registered().atSecondary();
        Replay theirs = new Replay(emulators, owner);
        String id = String.valueOf(owner.id());
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            Tokens tokens = theirs.atSecondary().login(owner);
            Tokens others = theirs.atSecondary().login(owner);
            Tokens nameless = theirs.atSecondary().login(owner);
            if (trouble.isAtBoth()) {
                emulators.migrator().runOnce();
            }
            DualAuthleteApi api = nodes.restart(stage);
            trouble.begin(emulators);
            isNotDone(
                    api,
                    new RevocationRequest()
                            .setClientId(id)
                            .setClientSecret("wrong")
                            .setParameters(OAuth.form("token", tokens.access())));
            isNotDone(
                    api, new RevocationRequest().setParameters(OAuth.form("token", others.access(), "client_id", id)));
            isNotDone(api, new RevocationRequest().setParameters(OAuth.form("token", nameless.access())));
            emulators.primary().faults().clear();
            emulators.secondary().faults().clear();
            nodes.pass(Duration.ofMinutes(2));

            assertThat(api.dualClient().outbox().rows()).isEmpty();
            for (Tokens alive : List.of(tokens, others, nameless)) {
                theirs.isActive(api, alive);
                theirs.isActive(api, theirs.refreshed(api, alive));
            }
        }
    }

    private static void isNotDone(DualAuthleteApi api, RevocationRequest request) {
        try {
            assertThat(api.revocation(request).getAction()).isNotEqualTo(RevocationResponse.Action.OK);
        } catch (AuthleteApiException later) {
            assertThat(later.getStatusCode()).isEqualTo(503);
        }
    }

    @Test
    @Scenario("B25")
    void aStrangersRevocationLeavesTheRefreshTokenUsableWhileItIsOpen() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().on("auth-revocation").answer(500);
        TestClient unproven = new TestClient(client.id(), "wrong", client.redirectUri());
        Replay.unavailable(() -> new OAuth(api).revoke(unproven, tokens.access()));
        replay.isActive(api, replay.refreshed(api, tokens));
    }

    @Test
    @Scenario("N9")
    void aRevocationOfAClientThatTheSecondaryAloneKnowsIsCarriedOutWithItsOwnSecret() {
        TestClient early = registered().atSecondary();
        Replay theirs = new Replay(emulators, early);
        Tokens leaving = theirs.atSecondary().login(early);
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        Replay.unavailable(() -> new OAuth(api).revoke(early, leaving.access()));
        emulators.secondary().faults().clear();
        nodes.pass(Duration.ofMinutes(1));

        assertThat(theirs.atSecondary().isActive(leaving.access())).isFalse();
        assertThat(api.dualClient().outbox().rows()).noneMatch(Outbox.Row::blocking);
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            theirs.isDead(nodes.restart(stage), leaving);
        }
    }

    @Test
    @Scenario("N9")
    void aRevocationThatNoBackendAnsweredIsCarriedOutAtBoth() {
        Tokens leaving = replay.migrated();
        DualAuthleteApi api = nodes.start();
        for (AuthleteEmulator backend : List.of(emulators.primary(), emulators.secondary())) {
            backend.faults().on("auth-revocation").times(1).answer(500);
        }
        Replay.unavailable(() -> new OAuth(api).revoke(client, leaving.refresh()));
        nodes.pass(Duration.ofMinutes(1));
        assertThat(replay.atPrimary().isActive(leaving.access())).isFalse();
        assertThat(replay.atSecondary().isActive(leaving.access())).isFalse();
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), leaving);
        }
    }

    /** How a backend says no to a request that the other one has carried out. */
    @ParameterizedTest
    @ValueSource(ints = {400, 429})
    @Scenario("B6")
    void whatOneBackendHasDoneIsNotWithdrawnBecauseTheOtherSaysNo(int status) {
        DualAuthleteApi api = nodes.start();
        for (AuthleteEmulator backend : List.of(emulators.primary(), emulators.secondary())) {
            Tokens leaving = replay.migrated();
            backend.faults().on("auth-revocation").times(1).answer(status, Map.of(), "{\"resultCode\":\"A999201\"}");
            assertThat(new OAuth(api).revoke(client, leaving.access()).getAction())
                    .isEqualTo(RevocationResponse.Action.OK);
            replay.isDead(api, leaving);
            nodes.pass(Duration.ofMinutes(1));
            assertThat(replay.atPrimary().isActive(leaving.access())).isFalse();
            assertThat(replay.atSecondary().isActive(leaving.access())).isFalse();
            for (Stage stage : Stage.values()) {
                replay.isDead(nodes.restart(stage), leaving);
            }
            api = nodes.restart(Stage.PRIMARY_FIRST);
        }
    }
}
