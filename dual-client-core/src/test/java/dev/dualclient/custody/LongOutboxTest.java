package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows of the outbox cost that are not due. */
class LongOutboxTest {

    private static final int LONG = 5_000;
    private static final int PAGE = 100;
    private static final byte[] SECRET = new byte[32];
    private static final byte[] FORMER_SECRET = {
        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
    };

    private final ManualTime time = new ManualTime();
    private final CountingStore store = new CountingStore(new MemoryStore(100_000, time));

    /** Counts calls of the store, and the rows of the outbox that they bring. */
    private static final class CountingStore extends FailingStore {

        private int rows;

        CountingStore(CustodyStore store) {
            super(store);
        }

        @Override
        public View look(Collection<CustodyKey> keys) {
            View view = super.look(keys);
            rows += view.entries().size();
            return view;
        }

        @Override
        public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
            return counted(super.due(side, blocking, now, limit));
        }

        @Override
        public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
            return counted(super.pending(side, blocking, after, limit));
        }

        @Override
        public List<OutboxEntry> entries(Collection<String> ids) {
            return counted(super.entries(ids));
        }

        @Override
        public List<OutboxEntry> entriesOf(String kill) {
            return counted(super.entriesOf(kill));
        }

        private List<OutboxEntry> counted(List<OutboxEntry> read) {
            rows += read.size();
            return read;
        }
    }

    private Custody custody(byte[]... secrets) {
        OutboxSettings held = OutboxSettings.defaults().withHold(Duration.ofDays(1));
        return Custody.open(store, List.of(secrets), "service", CustodySettings.defaults(), held, time);
    }

    private static CustodyKey name(int row) {
        return StoredThings.key(1_000 + row);
    }

    private static void fill(Custody custody, int rows) {
        fill(custody, rows, 0);
    }

    private static void fill(Custody custody, int rows, int first) {
        List<OutboxEntry> entries = new ArrayList<>();
        for (int i = first; i < first + rows; i++) {
            List<CustodyKey> names = List.of(name(i));
            entries.add(custody.outbox().inHand(Side.SECONDARY, "kill " + i, names, true, new byte[] {1}));
        }
        custody.outbox().write(entries);
    }

    private void second(Custody custody) {
        time.advance(Duration.ofSeconds(1));
        custody.monitor().tick();
        custody.outbox().count();
        assertThat(custody.outbox().due(Side.SECONDARY, true)).isEmpty();
    }

    @Test
    @Scenario("N17")
    void aSecondReadsAPageAtMost() {
        Custody custody = custody(SECRET);
        fill(custody, LONG);
        for (int i = 0; i < 3; i++) {
            second(custody);
        }
        time.advance(Duration.ofMinutes(1));
        second(custody); // what is new may have been written a while ago
        for (int i = 0; i < 20; i++) {
            int before = store.rows;
            second(custody);
            assertThat(store.rows - before).isLessThanOrEqualTo(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Scenario("N17")
    void aChangeReadsNoRowButThoseThatItIsAbout(boolean rotating) {
        Custody custody = rotating ? custody(SECRET, FORMER_SECRET) : custody(SECRET);
        fill(custody, LONG);
        List<OutboxEntry> mine =
                List.of(custody.outbox().inHand(Side.PRIMARY, "k", List.of(StoredThings.KEY), true, new byte[] {1}));
        int before = store.rows;
        custody.outbox().write(mine);
        OutboxEntry held = custody.outbox().of("k").get(0);
        custody.outbox().failed(held, "no", Duration.ZERO);
        custody.outbox().acknowledged(mine); // in a revision that is not the stored one
        assertThat(custody.outbox().of("k")).isEmpty();
        assertThat(store.rows - before).isLessThanOrEqualTo(3);
    }

    @Test
    @Scenario("N17")
    void aNodeKnowsWhatIsOwedForAnOutageOfTheStoreAndForgetsWhatIsNot() {
        Custody other = custody(SECRET);
        CustodySettings settings = CustodySettings.defaults();
        PendingParties pending =
                new PendingParties(new RecordUpdater(store, new Families(settings, time), settings, time));
        fill(other, LONG);
        pending.learn();
        assertThat(pending.contains(name(0))).isTrue();
        assertThat(pending.contains(name(LONG - 1))).isTrue();
        assertThat(pending.contains(name(LONG))).isFalse();

        time.advance(Duration.ofSeconds(1));
        fill(other, 1, LONG);
        pending.learn();
        assertThat(pending.contains(name(LONG))).as("written since").isTrue();

        other.outbox().acknowledged(other.outbox().of("kill 0"));
        for (int i = 0; i < 3 * LONG / PAGE; i++) {
            pending.learn();
        }
        assertThat(pending.contains(name(0))).as("delivered").isFalse();
        assertThat(pending.contains(name(1))).isTrue();
    }
}
