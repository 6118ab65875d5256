package dev.dualclient.custody;

import static dev.dualclient.custody.StoredThings.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import dev.dualclient.custody.CustodyStore.PendingCount;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that fails is left alone for a second, and one that lost what it held for ever. */
class GuardedStoreTest {

    private final ManualTime time = new ManualTime();
    private final FailingStore failing = new FailingStore(new MemoryStore(10, time));
    private final GuardedStore guarded = new GuardedStore(failing, time);

    @Test
    void aStoreThatFailsIsAskedAgainAfterASecond() {
        failing.down = true;
        assertThatThrownBy(() -> guarded.note("n")).hasMessage("the test wants it down");
        assertThat(guarded.state()).isEqualTo(StoreMonitor.State.DOWN);
        failing.down = false;
        time.advance(Duration.ofMillis(999));
        assertThatThrownBy(() -> guarded.note("n"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody store has just failed");
        assertThat(failing.asked).isEqualTo(1);

        time.advance(Duration.ofMillis(1));
        assertThat(guarded.note("n")).isNull();
        assertThat(guarded.state()).isEqualTo(StoreMonitor.State.UP);
        assertThat(failing.asked).isEqualTo(2);
    }

    @Test
    void oneCallerFindsOutWhetherTheStoreIsBackAndTheOthersDoNotWait() {
        CustodyStore slow = mock();
        GuardedStore guard = new GuardedStore(slow, time);
        when(slow.note("n"))
                .thenThrow(new StoreUnavailableException("no answer"))
                .thenAnswer(call -> {
                    assertThatThrownBy(() -> guard.note("of another caller"))
                            .hasMessage("the custody store has just failed");
                    return "text";
                });
        assertThatThrownBy(() -> guard.note("n")).hasMessage("no answer");
        time.advance(Duration.ofSeconds(1));
        assertThat(guard.note("n")).isEqualTo("text");
        assertThat(guard.note("of another caller")).isNull();
    }

    @Test
    void anOutageIsToldOnceAndItsEndOnce() {
        try (StoreLog log = new StoreLog(Custody.class)) {
            failing.down = true;
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> guarded.note("n")).isInstanceOf(StoreUnavailableException.class);
                time.advance(Duration.ofSeconds(1));
            }
            failing.down = false;
            guarded.note("n");
            guarded.note("n");
            List<String> told = log.at(Level.WARN);
            assertThat(told).hasSize(2);
            assertThat(told.get(0)).startsWith("The custody store is down");
            assertThat(told.get(1)).isEqualTo("The custody store is back");
        }
    }

    @Test
    void aStoreThatLostWhatItHeldIsNeverAskedAgain() {
        guarded.lose();
        assertThat(guarded.state()).isEqualTo(StoreMonitor.State.LOST);
        assertThatThrownBy(() -> guarded.look(List.of()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("has lost what it held");
        assertThat(failing.asked).isZero();
    }

    @Test
    void whatIsLostWhileACallFindsThatTheStoreIsBackStaysLost() {
        CustodyStore back = mock();
        GuardedStore guard = new GuardedStore(back, time);
        when(back.note("n"))
                .thenThrow(new StoreUnavailableException("no answer"))
                .thenAnswer(call -> {
                    guard.lose();
                    return "text";
                })
                .thenThrow(new StoreUnavailableException("no answer"));
        assertThatThrownBy(() -> guard.note("n")).hasMessage("no answer");
        time.advance(Duration.ofSeconds(1));
        assertThat(guard.note("n")).isEqualTo("text");
        assertThat(guard.state()).isEqualTo(StoreMonitor.State.LOST);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorOfOneEntryIsNoOutage(boolean full) {
        CustodyStore broken = mock();
        RuntimeException error = full
                ? new StoreFullException("full")
                : new DamagedEntryException("damaged", new IllegalStateException());
        when(broken.look(List.of(KEY))).thenThrow(error);
        GuardedStore guard = new GuardedStore(broken, time);
        assertThatThrownBy(() -> guard.look(List.of(KEY))).isSameAs(error);
        assertThat(guard.state()).isEqualTo(StoreMonitor.State.UP);
    }

    @Test
    void everyQuestionIsPassedOn() {
        CustodyStore asked = mock();
        View view = new View(Map.of(), List.of(), Set.of());
        OutboxEntry entry = StoredThings.entry("d", KEY);
        NoticedKey noticed = new NoticedKey(Instant.EPOCH, KEY);
        when(asked.look(List.of(KEY))).thenReturn(view);
        when(asked.change(List.of(), List.of())).thenReturn(true);
        when(asked.due(Side.PRIMARY, true, Instant.EPOCH, 1)).thenReturn(List.of(entry));
        when(asked.pending(Side.PRIMARY, true, null, 2)).thenReturn(List.of(entry));
        when(asked.entries(List.of("d"))).thenReturn(List.of(entry));
        when(asked.entriesOf("kill")).thenReturn(List.of(entry));
        when(asked.countPending(Side.PRIMARY, 3)).thenReturn(new PendingCount(1, 2, null));
        when(asked.noticed(OutageNotice.END, noticed, 4)).thenReturn(List.of(noticed));
        when(asked.note("n")).thenReturn("text");
        when(asked.note("n", "a", "b")).thenReturn(true);
        when(asked.isDurable()).thenReturn(true);

        GuardedStore guard = new GuardedStore(asked, time);
        assertThat(guard.look(List.of(KEY))).isSameAs(view);
        assertThat(guard.change(List.of(), List.of())).isTrue();
        assertThat(guard.due(Side.PRIMARY, true, Instant.EPOCH, 1)).containsExactly(entry);
        assertThat(guard.pending(Side.PRIMARY, true, null, 2)).containsExactly(entry);
        assertThat(guard.entries(List.of("d"))).containsExactly(entry);
        assertThat(guard.entriesOf("kill")).containsExactly(entry);
        assertThat(guard.countPending(Side.PRIMARY, 3)).isEqualTo(new PendingCount(1, 2, null));
        assertThat(guard.noticed(OutageNotice.END, noticed, 4)).containsExactly(noticed);
        assertThat(guard.note("n")).isEqualTo("text");
        assertThat(guard.note("n", "a", "b")).isTrue();
        assertThat(guard.note("n", "x", "y")).isFalse();
        assertThat(guard.isDurable()).isTrue();
        guard.close();
        verify(asked).close();
    }
}
