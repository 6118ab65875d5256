package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Promise;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of custody, each by what would happen without it: claims, their order, late copies, rows. */
@OnEveryStore
class CustodyRulesTest extends Scene {

    // ---- look-ups and claims ----

    @Test
    void nothingIsSentForConsumptionToABackendThatDoesNotKnowIt() {
        Tokens old = replay.atSecondary().login(client);
        replay.refreshed(nodes.start(), old, "1/3"); // P: introspection; S: introspection, token list, use
        assertThat(emulators.primary().counters().received("auth-token")).isZero();
    }

    @Test
    void aLateSnapshotRevivesNothing() {
        Tokens old = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi first = nodes.start();
        DualAuthleteApi second = nodes.start();
        replay.refreshed(first, old, "1/3");
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(old.access()))
                .as("the late copy")
                .isTrue();

        replay.isRefused(second, old, "0/1", "0/1");
        replay.isRefused(nodes.restart(Stage.PRIMARY_FIRST), old, "0/1", "0/1");
        replay.isRefused(nodes.restart(Stage.PRIMARY_ONLY), old, "2/0", "1/0");
    }

    @Test
    void aClaimThatCameToNothingIsWithdrawn() {
        Tokens old = replay.migrated();
        DualAuthleteApi api =
                nodes.start(builder -> builder.primary(backend -> backend.unprocessedStatuses(Set.of(503))));
        emulators.primary().faults().on("auth-token").answer(503);
        replay.refreshed(api, old, "3/3"); // either: introspection, token list, use
        replay.isRefused(api, old, "0/1", "0/1");
    }

    @Test
    @Scenario("B33")
    void aFailedLookUpClaimsNothing() {
        Tokens first = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        emulators.primary().faults().onAll().drop();
        Tokens second = replay.refreshed(api, first, "1/3"); // P: introspection; S: introspection, token list, use
        emulators.primary().faults().clear();
        replay.isRefused(api, first, "0/1", "0/1");
        replay.refreshed(nodes.restart(Stage.PRIMARY_FIRST), second, restarted("1/3", "1/2"));
    }

    @Test
    @Scenario("N23")
    void aRefusedUseClaimsNothing() {
        Tokens old = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        TokenResponse refused = new OAuth(api)
                .token(client, "grant_type", "refresh_token", "refresh_token", old.refresh(), "scope", "openid all");
        assertThat(refused.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(refused.getResponseContent()).contains("invalid_scope");

        assertThat(emulators.migrator().runOnce()).isEqualTo(1);
        DualAuthleteApi last = nodes.restart(Stage.PRIMARY_ONLY);
        Tokens fresh = replay.refreshed(last, old, "3/0"); // introspection, token list, use
        replay.isDead(last, old);
        replay.isActive(last, fresh);
    }

    @Test
    @Scenario("N23")
    void aClaimWithoutAnAnswerIsFinalThoughALaterUseIsRefused() {
        Tokens old = replay.migrated();
        emulators.mark();
        DualAuthleteApi api = nodes.start();
        emulators.primary().faults().on("auth-token").times(1).drop();
        Replay.unavailable(() -> new OAuth(api).refresh(client, old.refresh()));
        assertThat(new OAuth(api)
                        .token(
                                client,
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                old.refresh(),
                                "scope",
                                "openid all")
                        .getAction())
                .isEqualTo(TokenResponse.Action.BAD_REQUEST);

        emulators.primary().faults().refuseConnections();
        Replay.unavailable(() -> new OAuth(nodes.restart(Stage.SECONDARY_FIRST)).refresh(client, old.refresh()));
        assertThat(emulators.calls().secondary()).doesNotContainKey("auth-token");
    }

    // ---- order ----

    @Test
    void recognitionDoesNotOutrankConsumption() {
        Tokens old = replay.migrated();
        DualAuthleteApi second = nodes.start();
        replay.isActive(second, old); // the primary recognises its copy
        DualAuthleteApi first = nodes.start(Stage.SECONDARY_FIRST);
        replay.refreshed(first, old, "0/3");
        replay.isRefused(second, old, "0/1", "0/1");
    }

    @Test
    void whatThePrimaryForgotIsNotRevived() {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start();
        replay.isActive(api, old);
        emulators.primaryApi().tokenDelete(old.access()); // as an operator would, past Dual Client
        replay.isInactive(api, old, "1/0");
    }

    // ---- late copies ----

    @Test
    void aLateCopyOfASpentRowYieldsNothing() {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start();
        Tokens fresh = replay.refreshed(api, old);
        new OAuth(api).revoke(client, fresh.refresh());
        emulators.migrator().breakPromises(Promise.M5);
        assertThat(emulators.migrator().runOnce()).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(old.access()))
                .as("the late copy")
                .isTrue();

        replay.refreshIsRefused(api, old, "2/0"); // deletion of the copy, use of nobody's token
        assertThat(emulators.primaryApi().getTokenList().getTotalCount()).isZero();
        replay.isRefused(nodes.restart(Stage.PRIMARY_ONLY), old, "2/0", "1/0");
    }

    @Test
    @Scenario("B8")
    void aLateCopyOfAKilledAccessTokenIsKilledAgain() {
        Tokens tokens = replay.atSecondary().login(client);
        LateCopy late = new LateCopy();
        killed(nodes.start(), tokens.access());
        for (Stage stage : Stage.values()) {
            late.arrives(tokens);
            replay.isInactive(nodes.restart(stage), tokens, "3/0"); // read, kill, read
            assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        }
    }

    @Test
    @Scenario("B30")
    void aLateCopyOfAKilledRefreshTokenIsKilledAgain() {
        Tokens tokens = replay.atSecondary().login(client);
        LateCopy late = new LateCopy();
        killed(nodes.start(), tokens.refresh());
        for (Stage stage : Stage.values()) {
            late.arrives(tokens);
            replay.refreshIsRefused(nodes.restart(stage), tokens, "2/0"); // kill, use of nobody's token
            assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        }
    }

    // ---- rows ----

    @Test
    @Scenario("B32")
    void aKilledAccessTokenTakesItsRefreshTokenWithIt() {
        Tokens tokens = replay.atSecondary().login(client);
        LateCopy late = new LateCopy();
        killed(nodes.start(), tokens.access());
        for (Stage stage : Stage.values()) {
            late.arrives(tokens);
            replay.refreshIsRefused(nodes.restart(stage), tokens, "2/0"); // kill, use of nobody's token
        }
    }

    @Test
    @Scenario("B30")
    void aKilledRefreshTokenTakesItsAccessTokenWithIt() {
        Tokens tokens = replay.atSecondary().login(client);
        LateCopy late = new LateCopy();
        killed(nodes.start(), tokens.refresh());
        for (Stage stage : Stage.values()) {
            late.arrives(tokens);
            replay.isInactive(nodes.restart(stage), tokens, "3/0"); // read, kill, read
        }
    }

    @Test
    void aRefusalIsAboutTheTokenAndNotAboutTheClient() {
        TestClient unknown = registered().atSecondary();
        OAuth server = new OAuth(nodes.start());
        Tokens tokens = server.login(unknown);
        server.revoke(unknown, tokens.refresh());
        costs(
                "2/1",
                () -> Replay.refused(server.refresh(
                        unknown, tokens.refresh()))); // kill, use of nobody's token; the same at the secondary
    }

    @Test
    void aRevocationDuringAnOutageIsNotDone() {
        Tokens tokens = replay.migrated();
        emulators.primary().faults().refuseConnections();
        DualAuthleteApi api = nodes.start(node -> node.killConfirm(KillConfirm.STRICT));
        Replay.unavailable(() -> new OAuth(api).revoke(client, tokens.access()));
        emulators.primary().faults().clear();
        killed(api, tokens.access());
        replay.isRefused(api, tokens, "2/0", "1/0");
    }

    @Test
    void anUnreachablePrimaryIsNotTakenForAnEmptyOne() {
        Tokens tokens = replay.migrated();
        emulators.primary().faults().onAll().drop();
        emulators.secondaryApi().tokenDelete(tokens.access()); // as an operator would, past Dual Client
        DualAuthleteApi second = nodes.start(Stage.SECONDARY_FIRST);
        Replay.unavailable(() -> new OAuth(second).revoke(client, tokens.refresh()));
        emulators.primary().faults().clear();
        killed(second, tokens.refresh());
        replay.isInactive(second, tokens, "1/0");
    }

    /** What the migrator has read before a kill, and writes after it, more than once. */
    private final class LateCopy {

        private final Snapshot snapshot = emulators.migrator().read();

        void arrives(Tokens tokens) {
            assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);
            assertThat(replay.atPrimary().isActive(tokens.access())).isTrue();
            emulators.migrator().breakPromises(Promise.M5); // the first time breaks none
        }
    }

    private void killed(DualAuthleteApi api, String token) {
        assertThat(new OAuth(api).revoke(client, token).getAction()).isEqualTo(RevocationResponse.Action.OK);
        assertThat(emulators.primaryApi().getTokenList().getTotalCount()).isZero();
        assertThat(emulators.secondaryApi().getTokenList().getTotalCount()).isZero();
    }
}
