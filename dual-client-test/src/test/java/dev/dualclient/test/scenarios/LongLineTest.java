package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.Promise;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.Stores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A line of refreshes is one family, whose end takes as much as that of a single row, however long the line is. */
@Tag("apart")
@OnEveryStore
class LongLineTest extends Scene {

    /** A line that one can wait for; a longer one is tried by hand. */
    private static final int LONG = Integer.getInteger("line.length", 500);

    /** How much more the end of a long line may take. */
    private static final double MORE = 1.5;

    /** How many round trips a refresh may take on a node that has not seen the token. */
    private static final int MOST_OF_A_REFRESH = 6;

    private final RoundTrips roundTrips = new RoundTrips();

    @Test
    @Scenario("N16")
    void theEndOfALineAtTheSecondaryTakesNoMoreTheLongerItIs() {
        endTakesNoMoreTheLongerTheLineIs(Stage.SECONDARY_FIRST, 1, 50, LONG);
    }

    @Test
    @Scenario("N16")
    void theEndOfALineThatMovedToThePrimaryTakesNoMoreTheLongerItIs() {
        endTakesNoMoreTheLongerTheLineIs(Stage.PRIMARY_FIRST, 1, 50);
    }

    @Test
    @Scenario("N16")
    void anAccessTokenThatIsInsertedAgainIsDeadWithItsLine() {
        Tokens first = replay.migrated();
        DualAuthleteApi one = nodes.start();
        DualAuthleteApi other = store == Stores.MEMORY ? one : nodes.start();
        Tokens second = replay.refreshed(one, first);
        Tokens third = replay.refreshed(other, second);
        replay.isActive(one, third);
        assertThat(new OAuth(one).revoke(client, third.refresh()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        emulators.migrator().breakPromises(Promise.M5);
        assertThat(emulators.migrator().runOnce()).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(first.access())).isTrue();
        for (Tokens dead : List.of(first, second, third)) {
            replay.isDead(other, dead);
        }
        for (Stage stage : Stage.values()) {
            emulators.migrator().runOnce();
            DualAuthleteApi restarted = nodes.restart(stage);
            List.of(first, second, third).forEach(dead -> replay.isDead(restarted, dead));
        }
    }

    private void endTakesNoMoreTheLongerTheLineIs(Stage stage, int... lengths) {
        List<Integer> taken = new ArrayList<>();
        for (int length : lengths) {
            taken.add(endOf(line(stage, length)));
        }
        assertThat(taken).allSatisfy(more -> assertThat((double) more).isLessThanOrEqualTo(MORE * taken.get(0)));
    }

    /** A line of refreshes by turns on two nodes. */
    private record Line(List<DualAuthleteApi> nodes, List<Tokens> rows, List<Snapshot> snapshots) {

        Tokens last() {
            return rows.get(rows.size() - 1);
        }
    }

    private Line line(Stage stage, int length) {
        DualAuthleteApi one = nodes.start(api -> api.stage(stage), roundTrips);
        DualAuthleteApi other = store == Stores.MEMORY ? one : nodes.start(api -> api.stage(stage), roundTrips);
        Line line = new Line(List.of(one, other), new ArrayList<>(), new ArrayList<>());
        line.rows.add(replay.atSecondary().login(client));
        line.snapshots.add(emulators.migrator().read());
        if (stage == Stage.PRIMARY_FIRST) {
            emulators.migrator().runOnce();
        }
        for (int refreshed = 0; refreshed < length; refreshed++) {
            DualAuthleteApi node = line.nodes.get(refreshed % 2);
            int taken = roundTrips.of(() -> line.rows.add(replay.refreshed(node, line.last())));
            assertThat(taken).as("refresh %d", refreshed).isLessThanOrEqualTo(MOST_OF_A_REFRESH);
        }
        return line;
    }

    /** Has a line ended by its last token, and returns how many round trips to the store that took. */
    private int endOf(Line line) {
        Tokens last = line.last();
        OAuth server = new OAuth(line.nodes.get(0));
        int taken = roundTrips.of(() ->
                assertThat(server.revoke(client, last.refresh()).getAction()).isEqualTo(RevocationResponse.Action.OK));
        line.snapshots.forEach(snapshot -> emulators.migrator().write(snapshot)); // late
        List<Tokens> rows = line.rows;
        for (DualAuthleteApi node : line.nodes) {
            for (int row : List.of(0, rows.size() / 2, rows.size() - 2, rows.size() - 1)) {
                replay.isDead(node, rows.get(row));
            }
        }
        return taken;
    }
}
