package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.LATER;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.key;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.custody.StoredThings.spent;
import static dev.dualclient.custody.StoredThings.step;
import static dev.dualclient.test.contract.Samples.noticed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.StoredThings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How records are written, asked for, and kept for as long as they have to be. */
class JdbcRecordsTest {

    private static final String NOW = "select cast(extract(epoch from current_timestamp) as bigint)";

    private final ManualTime time = new ManualTime();
    private final Database database = new Database();
    private final Tap tap = new Tap(database.source());
    private final CustodyStore store = database.open(tap.source(), time, Database.PATIENT);

    @AfterEach
    void tearDown() throws SQLException {
        database.close();
    }

    // ---- compare and set ----

    @Test
    void recordsAreWrittenInTheOrderOfTheirKeysSoThatNoTwoChangesWaitForEachOther() {
        List<Change> changes = LongStream.of(3, 1, 4, 2)
                .mapToObj(number -> new Change(key(number), null, claim("a")))
                .toList();
        assertThat(store.change(changes, List.of())).isTrue();
        assertThat(tap.calls("setObject(6, "))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 4)
                        .mapToObj(number -> "setObject(6, " + key(number) + ")")
                        .toList());
    }

    // ---- looks ----

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "9, 16"})
    void keysAreAskedForInListsOfFewLengths(int keys, int places) {
        tap.clear();
        store.look(LongStream.range(0, keys).mapToObj(StoredThings::key).toList());
        assertThat(tap.calls("prepareStatement("))
                .singleElement()
                .satisfies(sql -> assertThat(sql.chars().filter(letter -> letter == '?'))
                        .hasSize(2 * places + 2)); // keys of records, names of rows, and the time for each backend
    }

    @Test
    void timesBeyondWhatADatabaseCanCountAreTheFirstAndTheLast() {
        assertThat(put(store, KEY, spent(LATER))).isTrue();
        assertThat(noticed(store, OutageNotice.END, Instant.MIN)).containsExactly(KEY);
        assertThat(noticed(store, OutageNotice.END, Instant.MAX)).isEmpty();
        assertThat(put(store, OTHER, spent(Instant.MAX))).isTrue();
        assertThat(noticed(store, OutageNotice.END, Instant.MAX)).containsExactly(OTHER);
    }

    // ---- time ----

    @ParameterizedTest
    @CsvSource({"100, 101", "0, 1", "-100, 1"})
    void aRecordIsKeptByTheDatabasesClockUntilItHasExpired(long expiresIn, long keptFor) throws SQLException {
        tap.on("executeUpdate(delete from dual_client_record where record_key in", call -> 0);
        long before = database.number(NOW);
        assertThat(put(store, KEY, spent(time.now().plusSeconds(expiresIn)))).isTrue();
        long after = database.number(NOW);
        assertThat(forgetAfter()).isBetween(before + keptFor, after + keptFor);
    }

    @Test
    void aClockThatHasJumpedAheadShortensNoLife() throws SQLException {
        CustodyRecord first = spent(time.now().plusSeconds(100));
        assertThat(put(store, KEY, first)).isTrue();
        long until = forgetAfter();
        time.wrong(Duration.ofDays(1));
        assertThat(step(store, KEY, first, spent(first.expires().plusSeconds(1))))
                .isTrue();
        assertThat(forgetAfter()).isEqualTo(until);
    }

    private long forgetAfter() throws SQLException {
        return database.number("select forget_after from dual_client_record where record_key = '" + KEY + "'");
    }

    private void holds(@Nullable CustodyRecord record) {
        assertThat(store.look(List.of(KEY)).records()).isEqualTo(record == null ? Map.of() : Map.of(KEY, record));
    }
}
