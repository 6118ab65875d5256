package dev.dualclient.test.scenarios;

import static dev.dualclient.test.contract.Samples.outbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.Encrypted;
import dev.dualclient.custody.Outbox;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys of custody: the right one, a wrong one, a new one. */
@OnServers
class CustodyKeysTest extends Scene {

    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);

    private static byte[] key(int of) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) of);
        return key;
    }

    @Test
    @Scenario("E7")
    void aWrongKeyLosesNothing() {
        Tokens dead = owedBySecondary();
        OutboxEntry row = blocking().get(0);
        assertThat(row.command().text()).doesNotContain(dead.access()).doesNotContain(dead.refresh());

        assertThatThrownBy(() -> node(NEW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dual-client.custody.keys")
                .hasMessageContaining("written with the key " + row.command().keyId());
        assertThat(blocking()).containsExactly(row);

        emulators.secondary().faults().clear();
        DualAuthleteApi right = node(OLD);
        assertThat(new OAuth(right).isActive(dead.access())).isFalse();
        deliver(right);
        assertThat(blocking()).isEmpty();
        assertThat(replay.atSecondary().isActive(dead.access())).isFalse();
    }

    @Test
    @Scenario("E7")
    void aDamagedRowHoldsUpNobodyElse() {
        Tokens dead = owedBySecondary();
        Tokens living = replay.atSecondary().login(client);
        OutboxEntry row = blocking().get(0);
        String text = row.command().text();
        char last = text.charAt(20) == 'A' ? 'B' : 'A';
        Encrypted damaged = new Encrypted(row.command().keyId(), text.substring(0, 20) + last + text.substring(21));
        OutboxEntry tampered = new OutboxEntry(
                row.id(),
                row.side(),
                row.kill(),
                row.names(),
                row.ofMany(),
                damaged,
                row.made(),
                row.due(),
                row.heldUntil(),
                row.attempts(),
                row.failure());
        assertThat(opened().change(List.of(), List.of(new EntryChange(row, tampered))))
                .isTrue();
        emulators.secondary().faults().clear();

        DualAuthleteApi api = node(OLD);
        deliver(api);
        assertThat(api.dualClient().outbox().rows())
                .filteredOn(Outbox.Row::blocking)
                .singleElement()
                .satisfies(told -> assertThat(told.failure()).isEqualTo("unreadable"));
        assertThat(replay.atSecondary().isActive(dead.access()))
                .as("nothing was carried out")
                .isTrue();
        replay.isActive(api, living);
        assertThat(new OAuth(api).isActive(dead.access())).isFalse();

        assertThat(api.dualClient().outbox().discard(row.id(), "damaged")).isTrue();
        assertThat(blocking()).isEmpty();
        assertThat(new OAuth(api).isActive(dead.access()))
                .as("custody still knows")
                .isFalse();
    }

    @Test
    @Scenario("E7")
    void keysAreRotatedWithoutLoss() {
        DualAuthleteApi before = node(OLD);
        Tokens usedBefore = replay.migrated();
        Tokens pending = owedBySecondary();
        replay.refreshed(before, usedBefore);
        DualAuthleteApi after = node(NEW, OLD);
        replay.isRefused(after, usedBefore, "1/0", "1/0");

        Tokens usedByNew = replay.migrated();
        replay.refreshed(after, usedByNew);
        replay.isRefused(before, usedByNew, "1/0", "1/0");
        Tokens usedByOld = replay.migrated();
        replay.refreshed(before, usedByOld);
        replay.isRefused(after, usedByOld, "1/0", "1/0");
        Tokens killed = replay.migrated();
        emulators.secondary().faults().clear();
        assertThat(new OAuth(after).revoke(client, killed.access()).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        replay.isRefused(before, killed, "2/0", "1/0"); // no copy is left to kill, and a refusal is fetched

        CustodyStore opened = opened();
        deliver(after); // what was encrypted with the old key
        assertThat(blocking()).isEmpty();
        assertThat(replay.atSecondary().isActive(pending.access())).isFalse();
        assertThat(new OAuth(before).isActive(usedByNew.access())).isFalse();
        await().until(
                        () -> { // what is repeated at the primary one lag later may be sealed with the old key
                            nodes.time().advance(Duration.ofHours(25));
                            after.dualClient().tick();
                            return outbox(opened).isEmpty();
                        });
        DualAuthleteApi last = node(NEW);
        replay.isRefused(last, usedByNew, "1/0", "1/0");
        replay.isActive(last, replay.refreshed(last, replay.migrated()));
    }

    /** Returns tokens whose revocation the secondary has not heard of. */
    @Test
    @Scenario("E7")
    void changesOfAClientStayInOrderWhileTheKeyChanges() {
        String id = String.valueOf(client.id());
        emulators.secondary().faults().on("client-secret-update").answer(500);
        node(OLD).updateClientSecret(id, "the-first-new-secret");
        DualAuthleteApi after = node(NEW, OLD);
        after.updateClientSecret(id, "the-second-new-secret");
        emulators.secondary().faults().clear();
        emulators.secondary().faults().on("client-secret-update").times(1).answer(429); // of the first

        for (int i = 0; i < 4; i++) {
            deliver(after);
        }

        assertThat(blocking()).isEmpty();
        assertThat(emulators.secondaryApi().getClient(id).getClientSecret()).isEqualTo("the-second-new-secret");
    }

    private Tokens owedBySecondary() {
        Tokens tokens = replay.migrated();
        emulators.secondary().faults().on("auth-revocation").answer(500);
        assertThat(new OAuth(node(OLD)).revoke(client, tokens.access()).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        assertThat(blocking()).hasSize(1);
        return tokens;
    }

    private void deliver(DualAuthleteApi api) {
        nodes.time().advance(Duration.ofMinutes(2));
        api.dualClient().tick();
    }

    private List<OutboxEntry> blocking() {
        return outbox(opened()).stream().filter(OutboxEntry::blocks).toList();
    }

    private CustodyStore opened() {
        return nodes.space().open(nodes.time());
    }

    private DualAuthleteApi node(byte[]... keys) {
        return nodes.start(api -> api.stage(Stage.PRIMARY_FIRST)
                .background(false)
                .custodyStore(nodes.space().open(nodes.time()), keys));
    }
}
