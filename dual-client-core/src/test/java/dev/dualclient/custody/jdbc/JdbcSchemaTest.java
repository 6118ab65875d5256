package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.custody.StoredThings.spent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.StoreLog;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the tables are made, recognised, and left alone. */
class JdbcSchemaTest {

    private final ManualTime time = new ManualTime();
    private final Database database = new Database(";MODE=MySQL");
    private final Tap tap = new Tap(database.source());

    @AfterEach
    void tearDown() throws SQLException {
        database.close();
    }

    private CustodyStore open() {
        return open(Database.PATIENT);
    }

    private CustodyStore open(JdbcStoreSettings settings) {
        return database.open(tap.source(), time, settings);
    }

    @Test
    void missingTablesAreMadeUnlessThatIsOff() throws SQLException {
        assertThatThrownBy(() -> open(Database.PATIENT.withCreateSchema(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the database has no tables of the custody store; run"
                        + " classpath:dev/dualclient/custody/jdbc/standard/V1__dual_client_custody.sql, or let Dual Client"
                        + " create them");
        assertThatThrownBy(() -> database.run("select * from dual_client_record"))
                .isInstanceOf(SQLException.class);
        open(Database.PATIENT);
        assertThat(open(Database.PATIENT.withCreateSchema(false))
                        .look(List.of(KEY))
                        .records())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void tablesOfAnotherVersionAreLeftAlone(int version) throws SQLException {
        database.run("create table dual_client_version (version integer)");
        database.run("insert into dual_client_version values (" + version + ")");
        assertThatThrownBy(() -> open(Database.PATIENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the tables of the custody store are of version " + version
                        + ", and this Dual Client needs version 1; ")
                .hasMessageEndingWith(
                        version == 0
                                ? "run the scripts after it, up to"
                                        + " classpath:dev/dualclient/custody/jdbc/standard/V1__dual_client_custody.sql"
                                : "run the newer Dual Client that they were made for, or restore them from a backup");
        assertThatThrownBy(() -> database.run("select * from dual_client_record"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void tablesThatWereHalfMadeAreCompleted() throws SQLException {
        open(Database.PATIENT);
        database.run("drop table dual_client_version");
        assertThat(open(Database.PATIENT).look(List.of(KEY)).records()).isEmpty();
    }

    @Test
    void tablesWhoseVersionIsNotWrittenYetAreCompletedToo() throws SQLException {
        open(Database.PATIENT);
        database.run("delete from dual_client_version");
        assertThat(open(Database.PATIENT).look(List.of(KEY)).records()).isEmpty();
        assertThat(open(Database.PATIENT.withCreateSchema(false))
                        .look(List.of(KEY))
                        .records())
                .isEmpty();
    }

    @Test
    void theTablesAreLookedForOnce() {
        CustodyStore store = open();
        store.look(List.of(KEY));
        store.note("note");
        assertThat(tap.calls("prepareStatement(select max(version)")).hasSize(1);
    }

    @Test
    void theScriptIsRunCommandByCommandWithoutItsComments() {
        open();
        assertThat(tap.calls("execute("))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call)
                        .matches("execute\\(\\s*(create|insert) [^;]+\\)")
                        .doesNotContain("--"));
    }

    @Test
    void aNodeWhoseTablesAnotherHasMadeMeanwhileUsesThem() {
        AtomicBoolean made = new AtomicBoolean();
        tap.on("prepareStatement(", call -> {
            if (call.text().contains("create table") && made.compareAndSet(false, true)) {
                database.open();
            }
            return call.proceed();
        });
        CustodyStore store = open();
        assertThat(tap.calls("rollback()")).hasSize(1);
        assertThat(put(store, KEY, claim("a"))).isTrue();
    }

    @Test
    void tablesThatCannotBeMadeAreTriedAgainLater() {
        AtomicBoolean allowed = new AtomicBoolean();
        tap.on("prepareStatement(", call -> {
            if (!allowed.get() && call.text().contains("create table")) {
                throw new SQLException("not allowed", "42501");
            }
            return call.proceed();
        });
        try (StoreLog log = new StoreLog(JdbcStore.class)) {
            CustodyStore store = open();
            assertThat(log.at(Level.WARN))
                    .anySatisfy(message -> assertThat(message)
                            .startsWith("The custody store cannot be used yet: ")
                            .contains("SQL state 42501"));
            allowed.set(true);
            assertThat(put(store, KEY, claim("a"))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"PostgreSQL, standard", "H2, standard", "MariaDB, mysql", "MySQL, mysql"})
    void eachDatabaseHasItsOwnScript(String product, String folder) {
        tap.on("getDatabaseProductName(", call -> product);
        assertThatThrownBy(() -> open(Database.PATIENT.withCreateSchema(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jdbc/" + folder + "/V1__dual_client_custody.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "42S02"})
    void tablesThatAreMissingAreToldByTheirState(String state) {
        tap.on("prepareStatement(select max", call -> {
            throw new SQLException("missing", state);
        });
        assertThatThrownBy(() -> open(Database.PATIENT.withCreateSchema(false)))
                .hasMessageStartingWith("the database has no tables of the custody store");
    }

    @Test
    void tablesThatCannotBeReadAreNotTakenForMissing() {
        tap.on("prepareStatement(select max", call -> {
            throw new SQLException("not allowed", "42501");
        });
        CustodyStore store = open(Database.PATIENT.withCreateSchema(false));
        assertThatThrownBy(() -> store.note("note")).hasMessageContaining("SQL state 42501");
    }

    @Test
    void aMySqlDatabaseCountsSecondsItsOwnWay() throws SQLException {
        database.open();
        tap.on("getDatabaseProductName(", call -> "MariaDB");
        assertThat(put(open(), KEY, spent(time.now().plusSeconds(5)))).isTrue();
        assertThat(tap.calls("prepareStatement(insert into dual_client_record"))
                .singleElement()
                .asString()
                .contains("unix_timestamp() + ?");
    }
}
