package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A custody store that is away: nothing falls back, nothing copied is used up, and what needs no memory is served. */
@OnServers
class StoreDownTest extends Scene {

    private final StoreSwitch way = new StoreSwitch();

    @Test
    @Scenario("B16")
    void withoutMemoryNothingFallsBack() {
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        OAuth server = new OAuth(api);
        Tokens ours = server.login(client);
        Tokens migrated = replay.migrated();
        Tokens elsewhere = replay.atSecondary().login(client);
        way.cut();

        emulators.mark();
        Tokens fresh = replay.refreshed(api, ours);
        replay.isActive(api, fresh);
        replay.isActive(api, migrated);
        Tokens fresher = server.login(client);
        replay.isActive(api, replay.refreshed(api, fresher));
        assertThat(api.dualClient().custodyState()).isEqualTo(StoreMonitor.State.DOWN);
        assertThat(emulators.calls().toString())
                .as("the secondary is not asked")
                .endsWith("/0");

        costs("1/0", () -> Replay.unavailable(() -> server.introspect(elsewhere.access())));
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
    @Scenario("B16")
    void aServerThatIsGoneIsNoticed() {
        Tokens elsewhere = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start(
                node -> node.custodyStore(nodes.space().open(nodes.time(), Duration.ofSeconds(2)), Nodes.key()));
        nodes.space().cut();
        Replay.unavailable(() -> server(api).introspect(elsewhere.access()));
        assertThat(api.dualClient().custodyState()).isEqualTo(StoreMonitor.State.DOWN);
        nodes.space().restore();
        back(api);
        replay.isActive(api, elsewhere);
    }

    @Test
    @Scenario("B16")
    void whatLivesAtOneBackendIsServedThere() {
        DualAuthleteApi api = node(Stage.SECONDARY_FIRST);
        String code = new OAuth(api).code(client);
        way.cut();
        Tokens tokens = costs("0/1", () -> Replay.accepted(new OAuth(api).redeem(client, code)));
        Replay.refused(new OAuth(api).redeem(client, code));
        // That the primary does not know it proves nothing now.
        Replay.unavailable(() -> new OAuth(api).introspect(tokens.access()));
    }

    @Test
    @Scenario("B16")
    void whatIsNotKnownToLiveAtTheSecondaryIsNotAskedThere() {
        String code = replay.atSecondary().code(client);
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        way.cut();
        costs("1/0", () -> Replay.unavailable(() -> new OAuth(api).redeem(client, code)));
        back(api);
        Replay.accepted(new OAuth(api).redeem(client, code));
    }

    @Test
    @Scenario("B16")
    void whoHasNeverSeenTheStoreIssuesNothing() {
        Tokens living = replay.migrated();
        way.cut();
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        Replay.unavailable(() -> new OAuth(api).introspect(living.access()));
        Replay.unavailable(() -> new OAuth(api).login(client));
        back(api);
        replay.isActive(api, new OAuth(api).login(client));
        replay.isActive(api, living);
    }

    @Test
    @Scenario("B16")
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
        way.cut();
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
    @Scenario("B16")
    void whatIsOwedIsKnownByHeart() {
        DualAuthleteApi api = node(Stage.PRIMARY_FIRST);
        DualAuthleteApi other = node(Stage.PRIMARY_FIRST);
        Tokens living = replay.migrated();
        TestClient another = registered().atBoth();
        Tokens others = new OAuth(other).login(another);
        emulators.primary().faults().on("auth-revocation").answer(500);
        assertThat(new OAuth(other).revoke(another, others.access()).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        api.dualClient().tick();
        way.cut();
        Replay.unavailable(() -> new OAuth(api).introspect(others.access()));
        replay.isActive(api, living);
    }

    private DualAuthleteApi node(Stage stage) {
        return nodes.start(api -> api.stage(stage), way);
    }

    /** Brings the store back, which a node notices by itself. */
    private void back(DualAuthleteApi api) {
        way.restore();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            nodes.time().advance(Duration.ofSeconds(2));
            api.dualClient().tick();
            return api.dualClient().custodyState() == StoreMonitor.State.UP;
        });
    }
}
