package dev.dualclient.test.scenarios;

import static dev.dualclient.test.scenarios.HaltingBackend.after;
import static dev.dualclient.test.scenarios.HaltingBackend.before;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed, by SIGKILL, in the middle of a request, and what its successor knows by the store. */
@Tag("apart")
@OnServers
class KilledProcessTest extends Scene {

    /** Where a process that revokes a token dies. */
    enum Point {
        BEFORE_SENDING(before(Side.PRIMARY, KILL), before(Side.SECONDARY, KILL)),
        AFTER_THE_PRIMARYS_ANSWER(after(Side.PRIMARY, KILL), before(Side.SECONDARY, KILL)),
        AFTER_THE_SECONDARYS_ANSWER(before(Side.PRIMARY, KILL), after(Side.SECONDARY, KILL)),
        AFTER_BOTH_ANSWERS(after(Side.PRIMARY, KILL), after(Side.SECONDARY, KILL));

        private final Set<String> halts;

        Point(String primary, String secondary) {
            halts = Set.of(primary, secondary);
        }
    }

    private static final String KILL = "auth-revocation";
    private static final String USE = "auth-token";

    @ParameterizedTest
    @EnumSource
    @Scenario("B17")
    void aKillOutlivesItsProcess(Point point) {
        Tokens dead = replay.migrated();
        killedDuring("revoke", dead.access(), point.halts);

        DualAuthleteApi next = restarted(Stage.PRIMARY_FIRST);
        isNotActive(next, dead);
        assertThat(pending(next)).as("both rows were written ahead").hasSize(2);
        emulators.mark();
        next.dualClient().tick();
        assertThat(emulators.calls()).as("who was killed may be at it still").hasToString("0/0");
        isNotActive(next, dead);

        nodes.time().advance(NodeMain.HOLD.plusSeconds(1));
        next.dualClient().tick();
        assertThat(pending(next)).isEmpty();
        assertThat(replay.atPrimary().isActive(dead.access())).isFalse();
        assertThat(replay.atSecondary().isActive(dead.access())).isFalse();
        for (Stage stage : Stage.values()) {
            DualAuthleteApi later = restarted(stage);
            assertThat(new OAuth(later).introspect(dead.access()).isExistent()).isFalse();
            Replay.refused(new OAuth(later).refresh(client, dead.refresh()));
        }
    }

    @Test
    @Scenario("B23")
    void aClaimOutlivesItsProcess() {
        Tokens old = replay.migrated();
        killedDuring("refresh", old.refresh(), Set.of(before(Side.PRIMARY, USE)));

        emulators.primary().faults().refuseConnections();
        DualAuthleteApi outage = restarted(Stage.SECONDARY_FIRST);
        Replay.unavailable(() -> new OAuth(outage).refresh(client, old.refresh()));
        emulators.primary().faults().clear();
        DualAuthleteApi next = restarted(Stage.SECONDARY_FIRST);
        Tokens fresh = replay.refreshed(next, old);
        assertThat(emulators.secondary().counters().received(USE))
                .as("the login")
                .isEqualTo(1);
        replay.isRefused(next, old, "1/0", "1/0");
        replay.isActive(next, fresh);
    }

    @Test
    @Scenario("B23")
    void aRefreshThatNobodyHeardOfRevivesNothing() {
        Tokens old = replay.migrated();
        killedDuring("refresh", old.refresh(), Set.of(after(Side.PRIMARY, USE)));
        for (Stage stage : Stage.values()) {
            replay.isRefused(restarted(stage), old, "2/0", "1/0"); // a look-up, for its row is not known, and the use
        }
    }

    @Test
    @Scenario("B23")
    void aRefreshAtTheSecondaryThatNobodyHeardOfRevivesNothing() {
        Tokens old = replay.atSecondary().login(client);
        Snapshot before = emulators.migrator().read();
        killedDuring("refresh", old.refresh(), Set.of(after(Side.SECONDARY, USE)));
        assertThat(emulators.migrator().write(before)).isPositive();
        for (Stage stage : List.of(Stage.SECONDARY_FIRST, Stage.PRIMARY_FIRST)) {
            replay.isRefused(restarted(stage), old, "0/2", "0/1");
        }
    }

    @Test
    @Scenario("B23")
    void aRedemptionThatNobodyHeardOfRevivesNothing() {
        String code = new OAuth(nodes.start()).code(client);
        killedDuring("redeem", code, Set.of(after(Side.PRIMARY, USE)));
        for (Stage stage : Stage.values()) {
            DualAuthleteApi next = restarted(stage);
            costs("1/0", () -> Replay.refused(new OAuth(next).redeem(client, code)));
        }
    }

    private void killedDuring(String what, String credential, Set<String> halts) {
        try (NodeProcess dying = NodeProcess.start(emulators, nodes.space(), halts)) {
            dying.begins(what, client, credential);
            dying.isKilledAt(halts);
        }
    }

    /** Starts a process that does in the background only what it is told to do. */
    private DualAuthleteApi restarted(Stage stage) {
        return nodes.start(api -> api.stage(stage).background(false));
    }

    private static List<Outbox.Row> pending(DualAuthleteApi api) {
        return api.dualClient().outbox().rows().stream()
                .filter(Outbox.Row::blocking)
                .toList();
    }

    private void isNotActive(DualAuthleteApi api, Tokens dead) {
        try {
            assertThat(new OAuth(api).isActive(dead.access())).isFalse();
        } catch (AuthleteApiException unavailable) {
            assertThat(unavailable.getStatusCode()).isEqualTo(503);
        }
    }
}
