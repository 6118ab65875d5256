package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a durable store writes can be read again, and nothing else is taken for it. */
class StoreTextTest {

    private static final CustodyKey ONE = new CustodyKey(1, 1);
    private static final CustodyKey TWO = new CustodyKey(-2, 2);
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00.001Z");

    @Test
    void aRecordIsReadAsItWasWritten() {
        CustodyRecord bare = CustodyRecord.seen(null, NOW);
        assertThat(StoreText.of(bare)).isEqualTo("{\"is\":\"SEEN@P\",\"t\":\"t9r6o0.lfls\"}");
        CustodyRecord whole = new CustodyRecord(
                CustodyLevel.SPENT,
                Side.SECONDARY,
                "claimant",
                ONE,
                TWO,
                List.of(
                        new Kill("a", null, true, Reach.FOREVER),
                        new Kill("b", ONE, false, Reach.ONE),
                        new Kill("c", ONE, true, false, Reach.ONE)),
                Set.of("m", "n", "o"),
                NOW,
                7,
                TWO,
                null);
        ClientSecret secret = new ClientSecret(SecretStatus.DIFFERENT, NOW);
        CustodyRecord client = CustodyRecord.ofSecret(null, secret, NOW);
        assertThat(StoreText.of(client))
                .endsWith(",\"secret\":\"DIFFERENT\",\"triedUntil\":\"2026-02-01T00:00:00.001Z\"}");
        for (CustodyRecord record : List.of(bare, whole, client)) {
            assertThat(StoreText.record(StoreText.of(record))).isEqualTo(record);
        }
    }

    @Test
    void aRowOfTheOutboxIsReadAsItWasWritten() {
        OutboxEntry fresh = new OutboxEntry(
                "id",
                Side.PRIMARY,
                "kill",
                List.of(ONE),
                true,
                new Encrypted("key", "errand"),
                NOW,
                NOW.plusSeconds(1),
                NOW.plusSeconds(2),
                3,
                null);
        OutboxEntry failed = fresh.released(NOW.plusSeconds(9), "HTTP 503");
        for (OutboxEntry entry : List.of(fresh, failed)) {
            assertThat(StoreText.entry(StoreText.of(entry))).isEqualTo(entry);
        }
        assertThat(StoreText.of(fresh)).doesNotContain("failure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"is\":\"FIRM@P\",\"t\":\"t9r6o0.lfls\"}",
                "{\"is\":\"SEEN@N\",\"t\":\"t9r6o0.lfls\"}",
                "{\"is\":\"SEEN\",\"t\":\"t9r6o0.lfls\"}",
                "{\"is\":\"SEEN@P\",\"t\":\"never\"}",
                "{\"is\":\"SEEN@P\",\"t\":1769904000}",
                "{\"is\":\"SEEN@P\"}",
                "{\"is\":\"SEEN@P\",\"n\":\"x\",\"t\":\"t9r6o0.lfls\"}"
            })
    void whatCannotBeReadIsAnErrorThatSaysWhatToDo(String text) {
        assertThatThrownBy(() -> StoreText.record(text))
                .isInstanceOf(DamagedEntryException.class)
                .hasMessageContaining("restore it from a backup")
                .hasCauseInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> StoreText.entry(text)).isInstanceOf(DamagedEntryException.class);
    }

    // ---- rows of the outbox ----

    @Test
    void aRowIsInOneHandAtATime() {
        OutboxEntry free = StoredThings.entry("d", ONE);
        OutboxEntry taken = free.taken(NOW, Duration.ofSeconds(10));
        assertThat(taken.attempts()).isEqualTo(1);
        assertThat(taken.heldUntil()).isEqualTo(NOW.plusSeconds(10));
        assertThat(taken.isHeld(NOW)).isTrue();
        assertThat(taken.isHeld(NOW.plusSeconds(10))).isFalse();
        assertThat(free.isHeld(NOW)).isFalse();
        assertThat(taken.heldUntil(NOW.plusSeconds(3)).heldUntil()).isEqualTo(NOW.plusSeconds(3));

        OutboxEntry released = taken.released(NOW.plusSeconds(4), "timeout");
        assertThat(released.due()).isEqualTo(NOW.plusSeconds(4));
        assertThat(released.failure()).isEqualTo("timeout");
        assertThat(released.isHeld(NOW)).isFalse();
        assertThat(released.attempts()).isEqualTo(1);
    }

    @Test
    void aRowStandsInTheWayOfWhatItNamesAlone() {
        OutboxEntry entry = StoredThings.entry("d").with(List.of(ONE));
        assertThat(entry.blocks()).isTrue();
        assertThat(entry.names(List.of(TWO, ONE))).isTrue();
        assertThat(entry.names(List.of(TWO))).isFalse();
        assertThat(entry.concernsAnybody()).isTrue();
        assertThat(entry.with(List.of()).blocks()).isFalse();
        assertThat(entry.with(List.of()).concernsAnybody()).isFalse();
    }
}
