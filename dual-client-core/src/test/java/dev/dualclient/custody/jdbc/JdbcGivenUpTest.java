package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.scenario.Scenario;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a call that nobody waits for any more. */
class JdbcGivenUpTest {

    private static final String INSERT = "executeUpdate(insert into dual_client_record";

    private final Database database = new Database();
    private final Tap tap = new Tap(database.source());
    private final CustodyStore store = database.open(tap.source(), Time.system(), Database.PATIENT);
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void setUp() {
        tap.clear();
    }

    @AfterEach
    void tearDown() throws SQLException {
        gate.countDown();
        tap.clear();
        database.close();
    }

    @Test
    void whatIsGivenUpIsNeverCommitted() {
        giveUpAt(INSERT);
        assertThatGivesUp(() -> put(store, KEY, claim("a")));
        awaitCall("abort(");
        gate.countDown();
        awaitCall("close()");
        assertThat(tap.calls("commit()", "rollback()")).containsExactly("rollback()");
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
    }

    @Test
    void whatIsGivenUpBeforeThereIsAConnectionIsNotBegun() {
        giveUpAt("getConnection(");
        assertThatGivesUp(() -> put(store, KEY, claim("a")));
        gate.countDown();
        awaitCall("close()");
        assertThat(tap.calls("prepareStatement(", "setAutoCommit(")).isEmpty();
        tap.clear();
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
    }

    @Test
    @Scenario("D15")
    void whoWaitsForAConnectionIsToldToStop() throws Exception {
        tap.on("getDatabaseProductName(", call -> "PostgreSQL");
        CustodyStore other = database.open(
                tap.source(), Time.system(), JdbcStoreSettings.defaults().withTimeout(Duration.ofMillis(200)));
        await().ignoreExceptionsInstanceOf(StoreUnavailableException.class).until(() -> other.note("note") == null);
        CountDownLatch told = new CountDownLatch(1);
        tap.on("getConnection(", call -> {
            try {
                gate.await();
            } catch (InterruptedException stop) {
                told.countDown();
                throw new SQLException("interrupted");
            }
            return call.proceed();
        });
        assertThatThrownBy(() -> other.note("note")).hasMessageContaining("did not answer within 200 ms");
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        tap.clear();
        await().ignoreExceptionsInstanceOf(StoreUnavailableException.class).until(() -> other.note("note") == null);
    }

    @Test
    void whatIsGivenUpIsNotTriedAgain() {
        tap.on(INSERT, call -> {
            throw new SQLException("in the way", "40001");
        });
        giveUpAt("rollback()");
        assertThatGivesUp(() -> put(store, KEY, claim("a")));
        awaitCall("abort(");
        gate.countDown();
        awaitCall("close()");
        assertThat(tap.calls(INSERT)).hasSize(1);
    }

    @Test
    void aStatementThatRunsIsCancelledBeforeItsConnectionIsAborted() {
        giveUpAt("executeQuery(");
        assertThatGivesUp(() -> store.note("note"));
        awaitCall("abort(");
        assertThat(tap.calls("cancel(", "abort("))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("cancel(select"),
                        second -> assertThat(second).startsWith("abort("));
    }

    @Test
    void aConnectionOnWhichNothingRunsIsOnlyAborted() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Thread> ending = new AtomicReference<>();
        tap.on("abort(", call -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, uncaught) -> failure.set(uncaught));
            ending.set(Thread.currentThread());
            return null;
        });
        giveUpAt("prepareStatement(");
        assertThatGivesUp(() -> store.note("note"));
        await().until(() -> ending.get() != null);
        ending.get().join();
        assertThat(failure).hasNullValue();
        assertThat(ending.get().isDaemon()).isTrue();
        assertThat(tap.calls("cancel(")).isEmpty();
    }

    @Test
    void aStatementThatIsOverIsNotCancelled() {
        giveUpAt("rollback()");
        assertThatGivesUp(() -> store.note("missing", "from", "to"));
        awaitCall("abort(");
        assertThat(tap.calls("cancel(")).isEmpty();
    }

    @Test
    void aConnectionThatIsGivenBackIsLeftToItsNextUser() {
        giveUpAt("close()");
        assertThatGivesUp(() -> store.note("note"));
        gate.countDown();
        await().until(() -> !Database.isEnding());
        assertThat(tap.calls("abort(", "cancel(")).isEmpty();
    }

    @Test
    void aThreadThatWaitsForTheDatabaseKeepsNoProcessAlive() {
        AtomicReference<Boolean> daemon = new AtomicReference<>();
        tap.on("executeQuery(", call -> {
            daemon.set(Thread.currentThread().isDaemon());
            return call.proceed();
        });
        assertThat(store.note("note")).isNull();
        assertThat(daemon).hasValue(true);
    }

    @Test
    void aDatabaseThatNeverAnswersTakesNoMoreThanSoManyCalls() throws Exception {
        tap.on("getConnection(", call -> {
            gate.await();
            return call.proceed();
        });
        CustodyStore hanging = database.open(
                tap.source(), Time.system(), JdbcStoreSettings.defaults().withTimeout(Duration.ofMillis(1)));
        for (int call = 1; call < 128; call++) { // the first was made when the store was opened
            assertThatThrownBy(() -> hanging.note("note")).hasMessageContaining("did not answer within 1 ms");
        }
        assertThatThrownBy(() -> hanging.note("note"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody database does not answer, and 128 calls wait for it already; see that it is"
                        + " up");
    }

    /** Interrupts whoever waits once such a call is reached, which is then held until the gate opens. */
    private void giveUpAt(String beginning) {
        Thread waiting = Thread.currentThread();
        tap.on(beginning, call -> {
            waiting.interrupt();
            gate.await();
            return call.proceed();
        });
    }

    private static void assertThatGivesUp(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("interrupted while waiting for the custody database");
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    private void awaitCall(String beginning) {
        await().until(() -> !tap.calls(beginning).isEmpty());
    }
}
