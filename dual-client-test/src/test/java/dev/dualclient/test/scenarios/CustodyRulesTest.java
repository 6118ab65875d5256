package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.KillConfirm;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Promise;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.Stores;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** The rules of custody, each by what would happen without it: claims, their order, late copies, rows. */
@OnEveryStore
class CustodyRulesTest {

    @Parameter(0)
    private Front front;

    @Parameter(1)
    private Stores kind;

    private Emulators emulators;
    private Nodes nodes;
    private TestClient client;
    private Replay replay;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        nodes = new Nodes(given, front, kind);
        client = given.client().atBoth();
        replay = new Replay(given, client);
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    // ---- look-ups and claims ----

    @Test
    @DisplayName("A refresh token is not sent to a backend that does not know it")
    void nothingIsSentForConsumptionToABackendThatDoesNotKnowIt() {
        Tokens old = replay.atSecondary().login(client);
        replay.refreshed(nodes.start(), old, "1/3"); // P: introspection; S: introspection, token list, use
        assertThat(emulators.primary().counters().received("auth-token")).isZero();
    }

    @Test
    @DisplayName("A snapshot written after the secondary has consumed a token revives it at the primary for nobody")
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
    @DisplayName("A claim of a backend that provably did not process the use is withdrawn, and the other one serves it")
    void aClaimThatCameToNothingIsWithdrawn() {
        Tokens old = replay.migrated();
        DualAuthleteApi api =
                nodes.start(builder -> builder.primary(backend -> backend.unprocessedStatuses(Set.of(503))));
        emulators.primary().faults().on("auth-token").answer(503);
        replay.refreshed(api, old, "3/3"); // either: introspection, token list, use
        replay.isRefused(api, old, "0/1", "0/1");
    }

    @Test
    @DisplayName(
            "B33: a token that the secondary alone holds is served while the primary does not answer, and after it")
    void aFailedLookUpClaimsNothing() {
        Tokens first = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        emulators.primary().faults().onAll().drop();
        Tokens second = replay.refreshed(api, first, "1/3"); // P: introspection; S: introspection, token list, use
        emulators.primary().faults().clear();
        replay.isRefused(api, first, "0/1", "0/1");
        replay.refreshed(nodes.restart(Stage.PRIMARY_FIRST), second, "1/3");
    }

    // ---- order ----

    @Test
    @DisplayName("That a stale copy is recognised outranks no consumption")
    void recognitionDoesNotOutrankConsumption() {
        Tokens old = replay.migrated();
        DualAuthleteApi second = nodes.start();
        replay.isActive(second, old); // the primary recognises its copy
        DualAuthleteApi first = nodes.start(Stage.SECONDARY_FIRST);
        replay.refreshed(first, old, "0/3");
        replay.isRefused(second, old, "0/1", "0/1");
    }

    @Test
    @DisplayName("What the primary has recognised and does not know any more is unknown, whatever the secondary says")
    void whatThePrimaryForgotIsNotRevived() {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start();
        replay.isActive(api, old);
        emulators.primaryApi().tokenDelete(old.access()); // as an operator would, past Dual Client
        replay.isInactive(api, old, "1/0");
    }

    // ---- late copies ----

    @Test
    @DisplayName("A late copy of a spent row yields no second line: what it brings is killed")
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
    @DisplayName("B8: a late copy of a killed access token is killed again")
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
    @DisplayName("B30: a late copy of a killed refresh token is killed again, before it could be used")
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
    @DisplayName("B32: a killed access token takes its refresh token with it, also after a late copy of their row")
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
    @DisplayName("B30: a killed refresh token takes its access token with it, also after a late copy of their row")
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
    @DisplayName(
            "A killed refresh token of a client that the primary does not know is refused in the secondary's words")
    void aRefusalIsAboutTheTokenAndNotAboutTheClient() {
        TestClient unknown = emulators.client().atSecondary();
        OAuth server = new OAuth(nodes.start());
        Tokens tokens = server.login(unknown);
        server.revoke(unknown, tokens.refresh());
        emulators.mark();
        Replay.refused(server.refresh(unknown, tokens.refresh()));
        assertThat(emulators.calls()).hasToString("2/1"); // kill, use of nobody's token; the same at the secondary
    }

    @Test
    @DisplayName(
            "A revocation that both have to confirm is not done during an outage of the primary, and can be repeated")
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
    @DisplayName(
            "A primary that was never reached may hold the row: what the secondary does not know is not killed alone")
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
