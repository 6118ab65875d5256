package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.KillConfirm;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A revocation of which it is open for a while whose token it was about, or whether both backends have done it. */
@ThroughBothFronts
class UnsettledRevocationTest {

    private static final String LOOK_UP = "auth-introspection-standard";
    private static final String END = "auth-token-revoke";

    @Parameter
    private Front front;

    private Emulators emulators;
    private Nodes nodes;
    private TestClient client;
    private Replay replay;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        nodes = new Nodes(given, front, Stores.H2);
        client = given.client().atBoth();
        replay = new Replay(given, client);
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    @ParameterizedTest
    @EnumSource(KillConfirm.class)
    @DisplayName("B7, D5: a revocation at which the secondary hangs is answered within a kill's budget")
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

    @Test
    @DisplayName("While a token that was revoked could not be looked up, unknown tokens of its client are unavailable")
    void theTokensOfItsClientAreWatched() {
        Tokens tokens = replay.migrated();
        Tokens other = replay.atSecondary().login(client);
        TestClient neighbour = emulators.client().atBoth();
        Tokens spared = new Replay(emulators, neighbour).atSecondary().login(neighbour);
        DualAuthleteApi api = nodes.start();
        fail(LOOK_UP);
        emulators.mark();
        Replay.unavailable(() -> new OAuth(api).revoke(client, tokens.access()));
        assertThat(emulators.calls()).hasToString("1/1");
        assertThat(emulators.calls().of("auth-revocation"))
                .as("left to the outbox, which looks up first")
                .hasToString("0/0");

        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        Replay.unavailable(() -> new OAuth(restarted).introspect(other.access()));
        replay.isActive(restarted, spared);
        heal();
        fail(END);
        emulators.mark();
        Replay.unavailable(() -> new OAuth(restarted).refresh(client, other.refresh()));
        assertThat(emulators.calls().of("auth-token")).hasToString("0/0");

        heal();
        Tokens next = replay.refreshed(restarted, other); // what was in its way is done first
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
        replay.isActive(nodes.restart(Stage.SECONDARY_FIRST), next);
    }

    @Test
    @DisplayName(
            "B25: a stranger's revocation of a token that only the secondary has, which is down, takes nothing away")
    void aStrangerTakesNothingAwayDuringAnOutage() {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = emulators.client().atBoth();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        assertThat(new OAuth(api).revoke(stranger, tokens.access()).getAction())
                .isEqualTo(RevocationResponse.Action.OK); // RFC 7009 section 2.2: of a token that nobody knows
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
    @DisplayName("B25: a stranger's revocation that the secondary refuses takes nothing away")
    void aStrangerIsRefused() {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = emulators.client().atBoth();
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

    private void fail(String operation) {
        for (AuthleteEmulator backend : List.of(emulators.primary(), emulators.secondary())) {
            backend.faults().on(operation).answer(500);
        }
    }

    private void heal() {
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
    }
}
