package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.Vigil;
import dev.dualclient.routing.Stage;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A custody store that is away: nothing falls back, nothing copied is used up, and what needs no memory is served. */
@DualClientTest
@ParameterizedClass
@EnumSource(
        value = Stores.class,
        names = {"POSTGRESQL", "REDIS"})
class StoreDownTest {

    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(2);

    @Parameter
    private Stores store;

    private Emulators emulators;
    private Nodes nodes;
    private TestClient client;
    private Replay replay;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        nodes = new Nodes(given, store);
        client = given.client().atBoth();
        replay = new Replay(given, client);
    }

    @AfterEach
    void tearDown() {
        nodes.close();
    }

    @Test
    @DisplayName("B16: while the store is down the primary alone answers, and uses up only what it issued through us")
    void withoutMemoryNothingFallsBack() {
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        OAuth server = new OAuth(api);
        Tokens ours = server.login(client);
        Tokens migrated = replay.migrated();
        Tokens elsewhere = replay.atSecondary().login(client);
        nodes.space().cut();

        emulators.mark();
        Tokens fresh = replay.refreshed(api, ours);
        replay.isActive(api, fresh);
        replay.isActive(api, migrated);
        Tokens fresher = server.login(client);
        replay.isActive(api, replay.refreshed(api, fresher));
        assertThat(api.dualClient().custodyState()).isEqualTo(Vigil.State.DOWN);
        assertThat(emulators.calls().toString())
                .as("the secondary is not asked")
                .endsWith("/0");

        emulators.mark();
        Replay.unavailable(() -> server.introspect(elsewhere.access()));
        assertThat(emulators.calls()).hasToString("1/0");
        emulators.mark();
        Replay.unavailable(() -> server.refresh(client, migrated.refresh()));
        Replay.unavailable(() -> server.refresh(client, elsewhere.refresh()));
        Replay.unavailable(() -> server.revoke(client, migrated.access()));
        assertThat(emulators.calls()).hasToString("0/0");

        back(api);
        replay.isActive(api, elsewhere);
        replay.isRefused(api, ours, "1/0", "1/0");
        replay.isActive(api, replay.refreshed(api, migrated));
    }

    @Test
    @DisplayName("B16: a login that began at the secondary ends there, though the store is down")
    void whatLivesAtOneBackendIsServedThere() {
        DualAuthleteApi api = node(Stage.SECONDARY_FIRST);
        String code = new OAuth(api).code(client);
        nodes.space().cut();
        emulators.mark();
        Tokens tokens = Replay.accepted(new OAuth(api).redeem(client, code));
        assertThat(emulators.calls()).hasToString("0/1");
        Replay.refused(new OAuth(api).redeem(client, code));
        // That the primary does not know it proves nothing now.
        Replay.unavailable(() -> new OAuth(api).introspect(tokens.access()));
    }

    @Test
    @DisplayName("B16: a login of which this process does not know where it began is the leader's, and not refused")
    void whatIsNotKnownToLiveAtTheSecondaryIsNotAskedThere() {
        String code = replay.atSecondary().code(client);
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        nodes.space().cut();
        emulators.mark();
        Replay.unavailable(() -> new OAuth(api).redeem(client, code));
        assertThat(emulators.calls()).hasToString("1/0");
        back(api);
        Replay.accepted(new OAuth(api).redeem(client, code));
    }

    @Test
    @DisplayName("B16: a node that was started without the store does not know who is dead, and issues nothing")
    void whoHasNeverSeenTheStoreIssuesNothing() {
        Tokens living = replay.migrated();
        nodes.space().cut();
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        Replay.unavailable(() -> new OAuth(api).introspect(living.access()));
        Replay.unavailable(() -> new OAuth(api).login(client));
        back(api);
        replay.isActive(api, new OAuth(api).login(client));
        replay.isActive(api, living);
    }

    @Test
    @DisplayName(
            "B16: what another node killed or used at the secondary of late is unavailable while the store is down")
    void whatHappenedOfLateIsKnownByHeart() {
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        DualAuthleteApi other = node(Stage.SECONDARY_FIRST);
        Tokens living = replay.migrated();
        Tokens spent = replay.migrated();
        Tokens dead = replay.atSecondary().login(client);
        Snapshot before = emulators.migrator().read();
        replay.refreshed(other, spent);
        assertThat(new OAuth(other).revoke(client, dead.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        api.dualClient().tick(); // as it does every second
        nodes.space().cut();
        emulators.migrator().write(before);
        assertThat(replay.atPrimary().isActive(dead.access()))
                .as("a late copy lives")
                .isTrue();
        assertThat(replay.atPrimary().isActive(spent.access()))
                .as("its copy lives on")
                .isTrue();

        replay.isActive(api, living);
        emulators.mark();
        Replay.unavailable(() -> new OAuth(api).introspect(dead.access()));
        Replay.unavailable(() -> new OAuth(api).introspect(spent.access()));
        assertThat(emulators.calls()).hasToString("0/0");

        back(api);
        assertThat(new OAuth(api).isActive(dead.access())).isFalse();
        assertThat(new OAuth(api).isActive(spent.access())).isFalse();
    }

    @Test
    @DisplayName("B16: what a backend owes is unavailable while the store is down")
    void whatIsOwedIsKnownByHeart() {
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        DualAuthleteApi other = node(Stage.PRIMARY_FIRST);
        Tokens living = replay.migrated();
        TestClient another = emulators.client().atBoth();
        Tokens others = new OAuth(other).login(another);
        emulators.primary().faults().on("auth-revocation").answer(500);
        assertThat(new OAuth(other).revoke(another, others.access()).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        api.dualClient().tick();
        nodes.space().cut();
        Replay.unavailable(() -> new OAuth(api).introspect(others.access()));
        replay.isActive(api, living);
    }

    private DualAuthleteApi node(Stage stage) {
        return nodes.start(api -> api.stage(stage)
                .background(false)
                .custodyStore(nodes.space().open(nodes.time(), STORE_TIMEOUT), Nodes.key()));
    }

    /** Brings the store back, which a node notices by itself. */
    private void back(DualAuthleteApi api) {
        nodes.space().restore();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            nodes.time().advance(Duration.ofSeconds(2));
            api.dualClient().tick();
            return api.dualClient().custodyState() == Vigil.State.UP;
        });
    }
}
