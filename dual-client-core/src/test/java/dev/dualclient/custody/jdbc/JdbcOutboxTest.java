package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.entry;
import static dev.dualclient.custody.StoredThings.key;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.custody.StoredThings.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.OutboxEntry;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How rows of the outbox and the names in them are written. */
class JdbcOutboxTest {

    private static final OutboxEntry THERE = entry("there", 1, KEY);

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
    void rowsAreWrittenInTheOrderOfTheirIdsSoThatNoTwoChangesWaitForEachOther() {
        OutboxEntry c = entry("c", 1);
        assertThat(put(store, c)).isTrue();
        tap.clear();
        assertThat(store.change(
                        List.of(),
                        List.of(
                                new EntryChange(null, entry("d", 1)),
                                new EntryChange(c, null),
                                new EntryChange(null, entry("b", 1)),
                                new EntryChange(null, entry("a", 1)))))
                .isTrue();
        assertThat(tap.calls("setObject(11, ", "setObject(1, c)"))
                .containsExactly("setObject(11, a)", "setObject(11, b)", "setObject(1, c)", "setObject(11, d)");
    }

    // ---- names ----

    @Test
    void namesGoWithTheirRow() throws SQLException {
        OutboxEntry before = entry("row", 1, KEY, OTHER, key(3));
        OutboxEntry after = entry("row", 1, OTHER, key(4));
        assertThat(put(store, before)).isTrue();
        assertThat(step(store, before, after)).isTrue();
        assertThat(step(store, after, null)).isTrue();
        assertThat(database.number("select count(*) from dual_client_outbox_name"))
                .isZero();
    }

    @Test
    void namesThatStayAreNotWrittenAgain() {
        assertThat(put(store, THERE)).isTrue();
        tap.clear();
        assertThat(step(store, THERE, entry("there", 2, KEY))).isTrue();
        assertThat(tap.calls(
                        "prepareStatement(update",
                        "prepareStatement(insert",
                        "prepareStatement(delete from dual_client_outbox"))
                .singleElement()
                .asString()
                .startsWith("prepareStatement(update dual_client_outbox ");
        assertThat(named(KEY)).containsExactly(entry("there", 2, KEY));
    }

    private List<OutboxEntry> named(CustodyKey key) {
        return store.look(List.of(key)).entries();
    }
}
