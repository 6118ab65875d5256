package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.StoreSpace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A store that loses what it held, and a clock that jumps. */
@OnStores
class LostStoreTest extends Scene {

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Custody.class);
    private StoreSpace empty;
    private volatile CustodyStore held;
    private volatile Duration wrong = Duration.ZERO;

    @BeforeEach
    void setUp() {
        empty = store.fresh();
        held = nodes.space().open(time);
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void tearDown() {
        logger.detachAppender(said);
        empty.close();
    }

    @Test
    void whatWasLostIsNotTakenForNothing() {
        DualAuthleteApi api = node();
        Tokens dead = replay.migrated();
        Tokens ours = new OAuth(api).login(client);
        replay.refreshed(api, dead);
        CustodyStore backup = held;
        held = empty.open(time);
        api.dualClient().tick();

        assertThat(api.dualClient().custodyState()).isEqualTo(StoreMonitor.State.LOST);
        assertThat(told(Level.ERROR)).singleElement().asString().contains("has lost its data");
        emulators.mark();
        Replay.unavailable(() -> new OAuth(api).refresh(client, dead.refresh()));
        Replay.unavailable(() -> new OAuth(api).introspect(dead.access())); // unknown at the primary is no "no"
        replay.isActive(api, ours);
        assertThat(emulators.calls().toString()).endsWith("/0");

        held = backup;
        api.dualClient().tick();
        assertThat(api.dualClient().custodyState()).isEqualTo(StoreMonitor.State.LOST);
        DualAuthleteApi restarted = node();
        assertThat(restarted.dualClient().custodyState()).isEqualTo(StoreMonitor.State.UP);
        replay.isRefused(restarted, dead, "1/0", "1/0");
    }

    @Test
    @Scenario("N24")
    void aStoreThatWasEmptiedIsNoticedByTheNextLook() {
        DualAuthleteApi api = node();
        Tokens dead = replay.migrated();
        replay.refreshed(api, dead);
        held = empty.open(time);
        emulators.primary().faults().refuseConnections();
        Replay.unavailable(() -> new OAuth(api).introspect(dead.access()));
        Replay.unavailable(() -> new OAuth(api).refresh(client, dead.refresh()));
        assertThat(api.dualClient().custodyState()).isEqualTo(StoreMonitor.State.LOST);
        assertThat(told(Level.ERROR)).singleElement().asString().contains("has lost its data");
    }

    @Test
    void aClockThatJumpsRevivesNothing() {
        DualAuthleteApi api = node();
        Tokens spent = replay.migrated();
        replay.refreshed(api, spent);
        Tokens dead = replay.atSecondary().login(client);
        Snapshot before = emulators.migrator().read();
        assertThat(new OAuth(api).revoke(client, dead.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        emulators.migrator().write(before); // a late copy
        for (Duration jump : List.of(Duration.ofDays(400), Duration.ofDays(-400))) {
            wrong = jump;
            said.list.clear();
            api.dualClient().tick();
            assertThat(told(Level.WARN)).singleElement().asString().contains("clock of this machine has jumped");
            DualAuthleteApi restarted = node();
            replay.isRefused(restarted, spent, "1/0", "1/0");
            assertThat(new OAuth(restarted).isActive(dead.access())).isFalse();
            Replay.refused(new OAuth(restarted).refresh(client, dead.refresh()));
        }
    }

    private List<String> told(Level level) {
        return said.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private final Time time = new Time() {
        @Override
        public Instant now() {
            return Time.system().now().plus(wrong);
        }

        @Override
        public long nanoTime() {
            return Time.system().nanoTime();
        }
    };

    private DualAuthleteApi node() {
        return nodes.start(api -> api.background(false).time(time).custodyStore(whatIsHeld(), Nodes.key()));
    }

    /** The store as a node sees it, whoever stands behind it. */
    private CustodyStore whatIsHeld() {
        return (CustodyStore) Proxy.newProxyInstance(
                CustodyStore.class.getClassLoader(),
                new Class<?>[] {CustodyStore.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(held, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
