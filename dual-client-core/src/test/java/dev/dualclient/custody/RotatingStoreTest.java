package dev.dualclient.custody;

import static dev.dualclient.test.contract.Samples.outbox;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Nodes with the old secret, with both, and with the new one, over one store. */
class RotatingStoreTest {

    private static final Credential TOKEN = new Credential(CredentialKind.REFRESH_TOKEN, "r");
    private static final Credential NEXT = new Credential(CredentialKind.REFRESH_TOKEN, "n");
    private static final Parties JOHN = new Parties(List.of("1"), "john", null);

    private final ManualTime time = new ManualTime();
    private final MemoryStore store = new MemoryStore(100, time);
    private final Custody old = custody(1);
    private final Custody both = custody(2, 1);

    private Custody custody(int... secrets) {
        List<byte[]> all = new ArrayList<>();
        for (int secret : secrets) {
            byte[] bytes = new byte[32];
            bytes[0] = (byte) secret;
            all.add(bytes);
        }
        return Custody.open(store, all, "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    private static CustodyStatus status(Custody custody) {
        return custody.of(TOKEN, Parties.NONE).status();
    }

    @Test
    void whatANodeWithTheOldSecretWritesIsKnownWithBoth() {
        Objects.requireNonNull(old.claims().claim(old.row(TOKEN, null), Side.SECONDARY, Parties.NONE));
        assertThat(status(both)).isEqualTo(new CustodyStatus(CustodyLevel.CLAIMED, Side.SECONDARY));
        assertThat(both.claims().claim(both.row(TOKEN, null), Side.PRIMARY, Parties.NONE))
                .isNull();
    }

    @Test
    void whatANodeWithBothWritesIsKnownWithTheOldOneAndLaterWithTheNewOne() {
        Claim claim = Objects.requireNonNull(both.claims().claim(both.row(TOKEN, null), Side.PRIMARY, Parties.NONE));
        assertThat(old.claims().claim(old.row(TOKEN, null), Side.SECONDARY, Parties.NONE))
                .isNull();
        assertThat(both.claims().spent(claim, List.of(NEXT), Parties.NONE)).isTrue();
        for (Custody any : List.of(old, both, custody(2))) {
            assertThat(status(any)).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.PRIMARY));
        }
    }

    @Test
    void aClaimOfTheOldSecretIsCarriedOnWithBoth() {
        Claim claim = Objects.requireNonNull(old.claims().claim(old.row(TOKEN, null), Side.PRIMARY, Parties.NONE));
        assertThat(old.claims().spent(claim, List.of(NEXT), Parties.NONE)).isTrue();
        Claim again = Objects.requireNonNull(both.claims().claim(both.row(TOKEN, null), Side.PRIMARY, Parties.NONE));
        assertThat(both.claims().spent(again, List.of(NEXT), Parties.NONE))
                .as("the same successor, under its older name")
                .isTrue();
        Credential another = new Credential(CredentialKind.REFRESH_TOKEN, "late");
        assertThat(both.claims().spent(again, List.of(another), Parties.NONE)).isFalse();
        assertThat(status(custody(2))).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.PRIMARY));
    }

    @Test
    void theFirmestFormCounts() {
        CustodyKey newest = both.key(TOKEN);
        old.kills().killed(List.of(old.key(TOKEN)));
        store.change(
                List.of(new CustodyStore.Change(
                        newest, null, CustodyRecord.seen(null, time.now().plusSeconds(60)))),
                List.of());
        assertThat(status(both).level()).isEqualTo(CustodyLevel.KILLED);
        assertThat(both.claims().claim(both.row(TOKEN, null), Side.PRIMARY, Parties.NONE))
                .isNull();
    }

    @Test
    void whatIsOwedUnderTheOldNameStandsInTheWayUnderTheNewOne() {
        OutboxEntry entry = old.outbox().newEntry(Side.SECONDARY, "k", List.of(old.key(TOKEN)), true, new byte[] {1});
        old.outbox().write(List.of(entry));
        CustodySnapshot known = both.of(TOKEN, JOHN);
        assertThat(known.hasPending(Side.SECONDARY)).isTrue();
        assertThat(known.hasPending(Side.PRIMARY)).isFalse();
        assertThat(known.hasPendingForAnybody(Side.SECONDARY)).isTrue();

        OutboxEntry read = known.entries().get(0);
        assertThat(both.outbox().command(read)).containsExactly(1);
        OutboxEntry taken = Objects.requireNonNull(both.outbox().take(read, Duration.ZERO));
        both.outbox().acknowledged(List.of(taken));
        assertThat(outbox(store)).isEmpty();
    }

    @Test
    void whatIsOwedUnderTheNewNameStandsInTheWayUnderTheOldOne() {
        OutboxEntry entry = both.outbox().newEntry(Side.SECONDARY, "k", List.of(both.key(TOKEN)), true, new byte[] {1});
        both.outbox().write(List.of(entry));
        assertThat(old.of(TOKEN, JOHN).hasPending(Side.SECONDARY)).isTrue();

        OutboxEntry taken = Objects.requireNonNull(both.outbox().take(entry, Duration.ZERO));
        assertThat(old.of(TOKEN, JOHN).hasPending(Side.SECONDARY)).isTrue();
        both.outbox().acknowledged(List.of(taken));
        assertThat(outbox(store)).isEmpty();
    }

    @Test
    void changesOfAClientAreInOrderWhoeverWroteThem() {
        List<OutboxEntry> written = new ArrayList<>();
        for (Custody node : List.of(old, both, old)) {
            OutboxEntry entry =
                    node.outbox().newEntry(Side.SECONDARY, "k", node.kills().keys(JOHN.all()), true, new byte[] {1});
            written.addAll(node.outbox()
                    .writeInOrder(JOHN, List.of(entry), Deadline.after(Duration.ofMinutes(1), Time.system())));
        }
        for (OutboxEntry next : written) {
            for (Custody node : List.of(old, both)) {
                assertThat(node.outbox().due(Side.SECONDARY, true))
                        .extracting(OutboxEntry::id)
                        .containsExactly(next.id());
            }
            both.outbox().acknowledged(List.of(next));
        }
    }

    @Test
    void aChangeThatSomebodyElseWasQuickerAtIsNotMade() {
        RotatingStore rotating = new RotatingStore(store);
        CustodyKey key = both.key(TOKEN);
        CustodyRecord seen = CustodyRecord.seen(null, time.now().plusSeconds(60));
        assertThat(rotating.change(List.of(new CustodyStore.Change(key, seen, null)), List.of()))
                .isFalse();
        assertThat(rotating.change(List.of(new CustodyStore.Change(key, null, seen)), List.of()))
                .isTrue();
        assertThat(rotating.change(List.of(new CustodyStore.Change(key, null, seen)), List.of()))
                .isFalse();
        assertThat(rotating.change(List.of(new CustodyStore.Change(key, seen, null)), List.of()))
                .isTrue();
        assertThat(store.look(key.forms().toList()).records()).isEmpty();
        assertThat(rotating.isDurable()).isFalse();
    }
}
