package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node knows while the store is down: what it keeps locally, or nothing at all. */
class KnowledgeWithoutStoreTest {

    private static final Credential TOKEN = new Credential(CredentialKind.ACCESS_TOKEN, "a");
    private static final Credential CODE = new Credential(CredentialKind.AUTHORIZATION_CODE, "c");
    private static final Parties JOHN = new Parties(List.of("1"), "john", null);

    private final ManualTime time = new ManualTime();
    private final MemoryStore held = new MemoryStore(1000, time);
    private final FailingStore store = new FailingStore(held);

    private Custody custody() {
        return Custody.open(
                store, List.of(new byte[32]), "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    @Test
    void aNodeThatHasNeverSeenTheStoreTakesEveryTokenForDeadAndNothingElse() {
        store.down = true;
        Custody custody = custody();

        assertThat(custody.of(TOKEN, JOHN).ignorant()).isTrue();
        assertThat(custody.of(TOKEN, JOHN).mayBeDead()).isTrue();
        assertThat(custody.of(CODE, JOHN).ignorant()).isTrue();
        assertThat(custody.of(CODE, JOHN).mayBeDead()).isFalse();
        assertThat(custody.of(null, JOHN).mayBeDead()).isFalse();
        assertThat(custody.judge(TOKEN, List.of(), JOHN, Side.PRIMARY).verdict())
                .isEqualTo(AcceptanceVerdict.UNSETTLED);
        assertThat(custody.judge(null, List.of(), JOHN, Side.PRIMARY).verdict()).isEqualTo(AcceptanceVerdict.FINE);
        assertThat(custody.judge(null, List.of(TOKEN), JOHN, Side.PRIMARY).verdict())
                .as("what is issued may need a mark")
                .isEqualTo(AcceptanceVerdict.UNSETTLED);
    }

    @Test
    void whoHasSeenItKnowsByHeartWhatFell() {
        Custody other = custody();
        other.kills().killed(List.of(other.key(TOKEN)));
        Custody custody = custody();
        custody.monitor().tick();
        store.down = true;

        CustodySnapshot dead = custody.of(TOKEN, JOHN);
        assertThat(dead.ignorant()).isFalse();
        assertThat(dead.mayBeDead()).isTrue();
        Credential living = new Credential(CredentialKind.ACCESS_TOKEN, "b");
        assertThat(custody.of(living, JOHN).mayBeDead()).isFalse();
        assertThat(custody.judge(living, List.of(), JOHN, Side.PRIMARY).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
        assertThat(custody.judge(CODE, List.of(TOKEN), JOHN, Side.PRIMARY).verdict())
                .as("what it brings is dead")
                .isEqualTo(AcceptanceVerdict.UNSETTLED);
    }

    @Test
    void nodesAgreeOnNotesAndWithoutTheStoreOnNone() {
        Custody custody = custody();
        assertThat(custody.notes().read("stage")).isNull();
        assertThat(custody.notes().write("stage", "drain", "shadow")).isFalse();
        assertThat(custody.notes().write("stage", null, "drain")).isTrue();
        assertThat(custody().notes().read("stage")).isEqualTo("drain");
    }

    @ParameterizedTest
    @EnumSource
    void custodyLastsAsLongAsItsStore(Durability durability) {
        FailingStore lasting = new FailingStore(held) {
            @Override
            public boolean isDurable() {
                return durability == Durability.DURABLE;
            }
        };
        Custody custody = Custody.open(
                lasting, List.of(new byte[32]), "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
        assertThat(custody.isDurable()).isEqualTo(durability == Durability.DURABLE);
        assertThat(custody.migratorLag()).isEqualTo(Duration.ofHours(24));
    }

    enum Durability {
        DURABLE,
        PASSING
    }
}
