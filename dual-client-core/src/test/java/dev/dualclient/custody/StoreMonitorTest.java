package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is watched of a store: its keys, its presence, its memory, and the clock. */
class StoreMonitorTest {

    private final ManualTime time = new ManualTime();
    private final MemoryStore held = new MemoryStore(100, time);
    private final FailingStore store = new FailingStore(held);

    private StoreMonitor monitor(byte... secrets) {
        return custody(secrets).monitor();
    }

    private Custody custody(byte... secrets) {
        List<byte[]> all = new ArrayList<>();
        for (byte secret : secrets) {
            byte[] bytes = new byte[32];
            bytes[0] = secret;
            all.add(bytes);
        }
        return Custody.open(store, all, "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    @Test
    void aStoreIsUpOnceItHasAnsweredAndDownWhileItDoesNot() {
        store.down = true;
        StoreMonitor monitor = monitor((byte) 1);
        assertThat(monitor.state()).isEqualTo(StoreMonitor.State.DOWN);
        store.down = false;
        time.advance(Duration.ofSeconds(2));
        monitor.tick();
        assertThat(monitor.state()).isEqualTo(StoreMonitor.State.UP);
        store.down = true;
        monitor.tick();
        assertThat(monitor.state()).isEqualTo(StoreMonitor.State.DOWN);
    }

    @Test
    void aStoreIsOfOneServiceAlone() {
        monitor((byte) 1);
        byte[] secret = new byte[32];
        secret[0] = 1;
        assertThatThrownBy(() -> Custody.open(
                        store, List.of(secret), "another", CustodySettings.defaults(), OutboxSettings.defaults(), time))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "dual-client.custody: the custody store is that of service service, and this one is another;"
                                + " give each service a store of its own");
    }

    @Test
    void aStoreThatTurnsOutToBeAnothersAfterItWasDownAtStartIsNotUsed() {
        monitor((byte) 1);
        store.down = true;
        StoreMonitor late = monitor((byte) 2);
        store.down = false;
        time.advance(Duration.ofSeconds(2));
        late.tick();
        assertThat(late.state()).isEqualTo(StoreMonitor.State.LOST);
        assertThatThrownBy(() -> late.look(List.of())).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aStoreThatFailedIsNotAskedForASecond() {
        StoreMonitor monitor = monitor((byte) 1);
        store.down = true;
        monitor.tick();
        int asked = store.asked;
        time.advance(Duration.ofMillis(999));
        assertThatThrownBy(() -> monitor.look(List.of())).hasMessageContaining("has just failed");
        assertThat(store.asked).isEqualTo(asked);
        store.down = false;
        time.advance(Duration.ofMillis(1));
        assertThat(monitor.look(List.of()))
                .isEqualTo(new View(Map.of(), List.of(), Set.of(), store.note(CustodyStore.IDENTITY)));
        assertThat(monitor.state()).isEqualTo(StoreMonitor.State.UP);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1 2, 3", "2 1, 3"})
    void aStoreOfOtherKeysIsRefused(String written, String configured) {
        custody(secrets(written));
        assertThatThrownBy(() -> custody(secrets(configured)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("dual-client.custody.keys: the custody store was written with the key");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 2 1, 2", "2 1, 2, 1"})
    void aStoreWithAnyKeyInCommonIsTaken(String written, String configured, int known) {
        custody(secrets(written));
        assertThat(custody(secrets(configured)).monitor().state()).isEqualTo(StoreMonitor.State.UP);
        assertThat(Objects.requireNonNull(held.note("keys")).split(",")).hasSize(known);
    }

    @Test
    void whatIsOwedUnderAKeyThatIsGoneIsNotLeftUnread() {
        Custody both = custody(secrets("1"));
        both.outbox().write(List.of(both.outbox().later(Side.PRIMARY, "k", new byte[1], Duration.ofHours(1))));
        custody(secrets("2 1"));
        assertThatThrownBy(() -> custody(secrets("2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the outbox holds a row encrypted with the key");
    }

    @ParameterizedTest
    @CsvSource({"identity, another", "beat, 0"})
    void aStoreThatWentBackInTimeIsLostForGood(String note, String then) {
        StoreMonitor monitor = monitor((byte) 1);
        monitor.tick();
        monitor.tick();
        String before = Objects.requireNonNull(held.note(note));
        held.note(note, before, then);
        monitor.tick();
        assertThat(monitor.state()).isEqualTo(StoreMonitor.State.LOST);
        assertThatThrownBy(() -> monitor.look(List.of()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("has lost what it held");
        held.note(note, then, before);
        monitor.tick();
        assertThat(monitor.state()).isEqualTo(StoreMonitor.State.LOST);
    }

    @Test
    void twoNodesKeepOneBeat() {
        StoreMonitor first = monitor((byte) 1);
        StoreMonitor second = monitor((byte) 1);
        for (int i = 1; i <= 3; i++) {
            first.tick();
            second.tick();
            assertThat(held.note("beat")).isEqualTo(String.valueOf(2 * i));
        }
        assertThat(first.state()).isEqualTo(StoreMonitor.State.UP);
    }

    @ParameterizedTest
    @CsvSource({"PT59S, 0", "PT61S, 1", "-PT61S, 1", "-PT59S, 0"})
    void aJumpOfTheClockIsTold(Duration jump, int times) {
        StoreMonitor monitor = monitor((byte) 1);
        try (StoreLog log = new StoreLog(Custody.class)) {
            time.advance(Duration.ofHours(3)); // time that passes is no jump
            time.wrong(jump);
            monitor.tick();
            monitor.tick();
            assertThat(log.at(Level.WARN)).hasSize(times);
        }
        assertThat(monitor.state()).isEqualTo(StoreMonitor.State.UP);
    }

    @Test
    void thatAnyNodeReachedThePrimaryIsKnownToAll() {
        StoreMonitor first = monitor((byte) 1);
        StoreMonitor second = monitor((byte) 1);
        assertThat(second.primaryWasReached(false)).isFalse();
        assertThat(first.primaryWasReached(true)).isTrue();
        assertThat(second.primaryWasReached(false)).isTrue();
        store.down = true;
        assertThat(second.primaryWasReached(false)).as("it remembers").isTrue();
        assertThat(monitor((byte) 1).primaryWasReached(false)).isFalse();
    }

    private static byte[] secrets(String words) {
        String[] all = words.split(" ");
        byte[] secrets = new byte[all.length];
        for (int i = 0; i < all.length; i++) {
            secrets[i] = Byte.parseByte(all[i]);
        }
        return secrets;
    }
}
