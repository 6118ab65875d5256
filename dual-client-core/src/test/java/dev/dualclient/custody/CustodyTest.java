package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Which backend answers for a credential, in the order of firmness. */
class CustodyTest {

    private static final Credential REFRESH = new Credential(CredentialKind.REFRESH_TOKEN, "r1");
    private static final Credential NEXT = new Credential(CredentialKind.REFRESH_TOKEN, "r2");
    private static final Credential OTHER = new Credential(CredentialKind.REFRESH_TOKEN, "r3");
    private static final Credential ACCESS = new Credential(CredentialKind.ACCESS_TOKEN, "a1");
    private static final Credential CODE = new Credential(CredentialKind.AUTHORIZATION_CODE, "c1");

    private final ManualTime time = new ManualTime();
    private final MemoryStore store = new MemoryStore(1000, time);
    private final Custody custody = onStore();

    private Custody onStore() {
        return Custody.open(
                store, List.of(new byte[32]), "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    @Test
    void ofTwoClaimsTheFirstWinsAndTheSecondMakesItFinal() {
        Claim first = claim(Side.PRIMARY);
        assertThat(first.own()).isTrue();

        assertThat(custody.claims().claim(custody.row(REFRESH, null), Side.SECONDARY, Parties.NONE))
                .isNull();
        custody.claims().withdraw(first);

        assertThat(status(custody, REFRESH)).isEqualTo(new CustodyStatus(CustodyLevel.CLAIMED, Side.PRIMARY));
    }

    @Test
    void onlyItsOwnRequestWithdrawsAClaim() {
        Claim first = claim(Side.PRIMARY);
        Claim met = claim(Side.PRIMARY);
        assertThat(met.own()).isFalse();
        custody.claims().withdraw(met);
        assertThat(status(custody, REFRESH).level()).isEqualTo(CustodyLevel.CLAIMED);

        Credential other = NEXT;
        Claim own =
                Objects.requireNonNull(custody.claims().claim(custody.row(other, null), Side.SECONDARY, Parties.NONE));
        custody.claims().withdraw(own);
        assertThat(status(custody, other)).isEqualTo(CustodyStatus.UNKNOWN);
        assertThat(first.own()).isTrue();
    }

    @Test
    void aClaimAndWhatFollowsCoverTheWholeRow() {
        TokenRow row = custody.row(REFRESH, Custody.listedHash(ACCESS));
        Claim claim = Objects.requireNonNull(custody.claims().claim(row, Side.SECONDARY, Parties.NONE));
        assertThat(status(custody, ACCESS)).isEqualTo(new CustodyStatus(CustodyLevel.CLAIMED, Side.SECONDARY));

        assertThat(custody.claims().spent(claim, List.of(NEXT), Parties.NONE)).isTrue();
        assertThat(status(custody, ACCESS)).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.SECONDARY));
        assertThat(status(custody, REFRESH)).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.SECONDARY));
    }

    @Test
    void tokensThatCameTogetherShareARow() {
        custody.issued().issued(List.of(ACCESS, REFRESH), TokenRow.NONE, Side.SECONDARY);

        assertThat(row(custody, REFRESH)).isEqualTo(custody.row(REFRESH, Custody.listedHash(ACCESS)));
        assertThat(row(custody, ACCESS)).isEqualTo(custody.row(ACCESS, Custody.listedHash(REFRESH)));
    }

    private static TokenRow row(Custody custody, Credential token) {
        return custody.of(token, Parties.NONE).row();
    }

    @Test
    void anotherSuccessorComesFromALateCopyAndTheSameIsARepeat() {
        assertThat(custody.claims().spent(claim(Side.PRIMARY), List.of(NEXT), Parties.NONE))
                .isTrue();
        assertThat(custody.claims().spent(claim(Side.PRIMARY), List.of(NEXT), Parties.NONE))
                .isTrue();
        assertThat(custody.claims().spent(claim(Side.PRIMARY), List.of(OTHER), Parties.NONE))
                .isFalse();
        assertThat(custody.claims().claim(custody.row(REFRESH, null), Side.SECONDARY, Parties.NONE))
                .isNull();
    }

    @Test
    void aConsumptionWithoutAnAnswerLearnsItsSuccessorLater() {
        claim(Side.PRIMARY);

        assertThat(custody.claims().spent(claim(Side.PRIMARY), List.of(NEXT), Parties.NONE))
                .isTrue();
        assertThat(custody.claims().spent(claim(Side.PRIMARY), List.of(OTHER), Parties.NONE))
                .isFalse();
    }

    @Test
    void whatWasKilledIsNeverClaimed() {
        Claim before = claim(Side.PRIMARY);
        custody.kills().killed(List.of(custody.key(REFRESH)));

        assertThat(custody.claims().claim(custody.row(REFRESH, null), Side.PRIMARY, Parties.NONE))
                .isNull();
        assertThat(custody.claims().spent(before, List.of(NEXT), Parties.NONE)).isFalse();
        assertThat(status(custody, REFRESH)).isEqualTo(new CustodyStatus(CustodyLevel.KILLED, null));
    }

    @Test
    void recognitionNeverOutranksConsumption() {
        custody.claims().spent(REFRESH, Side.SECONDARY);
        custody.recognisedAtPrimary(REFRESH, true);
        custody.issued().issued(List.of(REFRESH), TokenRow.NONE, Side.PRIMARY);

        assertThat(status(custody, REFRESH)).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.SECONDARY));
    }

    @Test
    void aHintIsForgottenAndNeverOutranksWhatThePrimarySaid() {
        custody.hint(ACCESS, Side.SECONDARY);
        assertThat(status(custody, ACCESS)).isEqualTo(new CustodyStatus(CustodyLevel.HINT, Side.SECONDARY));
        time.advance(Duration.ofSeconds(31));
        custody.hint(ACCESS, Side.SECONDARY);
        time.advance(Duration.ofSeconds(30));
        assertThat(status(custody, ACCESS)).isEqualTo(CustodyStatus.UNKNOWN);

        custody.recognisedAtPrimary(ACCESS, false);
        custody.hint(ACCESS, Side.SECONDARY);
        assertThat(status(custody, ACCESS)).isEqualTo(new CustodyStatus(CustodyLevel.REFUSED, Side.PRIMARY));
    }

    @Test
    void aCodeOfThePrimaryIsFoundByAnotherNodeOnTheSameStore() {
        custody.issued().issued(List.of(CODE), TokenRow.NONE, Side.PRIMARY);

        assertThat(status(onStore(), CODE)).isEqualTo(new CustodyStatus(CustodyLevel.SEEN, Side.PRIMARY));
        assertThat(status(onStore(), ACCESS)).isEqualTo(CustodyStatus.UNKNOWN);
    }

    @Test
    void aClientThatThePrimaryAuthenticatedIsRememberedUnderEveryName() {
        custody.clientAuthenticated(List.of("4326385670", "shop"));

        assertThat(onStore().of(null, Parties.ofClients(List.of("shop"))).clientAuthenticated())
                .isTrue();
        assertThat(onStore().of(null, Parties.ofClients(List.of("4326385670"))).clientAuthenticated())
                .isTrue();
        assertThat(onStore().of(null, Parties.ofClients(List.of("other"))).clientAuthenticated())
                .isFalse();
        assertThat(onStore().of(null, Parties.ofClients(List.of())).clientAuthenticated())
                .isFalse();
    }

    @Test
    void theNextClientOfANameHasAuthenticatedNowhereYet() {
        Parties both = Parties.ofClients(List.of("4326385670", "shop"));
        Custody other = onStore();
        custody.clientAuthenticated(both.clients());
        other.clientAuthenticated(both.clients());
        custody.clientDeleted(custody.kills().keys(both.ofClients()));
        assertThat(custody.of(null, both).clientAuthenticated()).isFalse();
        assertThat(other.of(null, both).clientAuthenticated()).isFalse();
        other.clientAuthenticated(both.clients());
        assertThat(custody.of(null, both).clientAuthenticated())
                .as("noted again, for all nodes")
                .isTrue();
    }

    @Test
    void recordsLiveAsLongAsACredentialCouldAndNoLonger() {
        custody.claims().spent(REFRESH, Side.PRIMARY);
        time.advance(Duration.ofDays(90).plusHours(23));
        assertThat(status(custody, REFRESH).level()).isEqualTo(CustodyLevel.SPENT);
        time.advance(Duration.ofHours(2));
        assertThat(status(custody, REFRESH)).isEqualTo(CustodyStatus.UNKNOWN);
    }

    @Test
    void aFullStoreRefusesInsteadOfForgetting() {
        MemoryStore small = new MemoryStore(1, time);
        Custody full = Custody.open(
                small, List.of(new byte[32]), "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
        full.claims().spent(REFRESH, Side.PRIMARY);

        assertThatThrownBy(() -> full.claims().claim(full.row(NEXT, null), Side.PRIMARY, Parties.NONE))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody store is full; raise dual-client.custody.max-entries or use a durable store");
        assertThat(status(full, REFRESH).level()).isEqualTo(CustodyLevel.SPENT);
    }

    @Test
    void ofManyConcurrentClaimsOneSideWins() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 200; round++) {
                Credential token = new Credential(CredentialKind.REFRESH_TOKEN, "race" + round);
                CountDownLatch go = new CountDownLatch(1);
                List<Future<Boolean>> claims = java.util.stream.IntStream.range(0, 8)
                        .mapToObj(i -> pool.submit(() -> {
                            go.await();
                            Side side = i % 2 == 0 ? Side.PRIMARY : Side.SECONDARY;
                            Claim claim = custody.claims().claim(custody.row(token, null), side, Parties.NONE);
                            return claim != null && claim.own();
                        }))
                        .toList();
                go.countDown();
                int winners = 0;
                for (Future<Boolean> claim : claims) {
                    winners += claim.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aSecretIsLongEnoughOrNothingOpens() {
        assertThatThrownBy(() -> Custody.requireLong(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("custody.keys: there is no key;");
        assertThatThrownBy(() -> Custody.open(
                        store,
                        List.of(new byte[32], new byte[31]),
                        "service",
                        CustodySettings.defaults(),
                        OutboxSettings.defaults(),
                        time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("custody.keys: a key of 31 bytes is too short; use at least 32");
    }

    @Test
    void custodyInMemoryHasASecretOfItsOwn() {
        Custody one = inMemory();
        assertThat(one.isDurable()).isFalse();
        assertThat(one.migratorLag()).isEqualTo(CustodySettings.defaults().migratorLag());
        assertThat(row(one, REFRESH)).isNotEqualTo(row(inMemory(), REFRESH)).isNotEqualTo(row(custody, REFRESH));
    }

    private Custody inMemory() {
        return Custody.inMemory("service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    @Test
    void aTokenIsKnownByItsHashAlone() {
        Credential hash = Credential.ofHash(CredentialKind.REFRESH_TOKEN, Custody.listedHash(REFRESH));
        assertThat(custody.key(hash)).isEqualTo(custody.key(REFRESH));
        assertThat(custody.row(REFRESH, null)).isEqualTo(row(custody, REFRESH));
    }

    @Test
    void whatTheProcessRemembersOutranksWhatTheStoreNotedInPassing() {
        custody.issued().issued(List.of(CODE), TokenRow.NONE, Side.PRIMARY);
        assertThat(status(custody, CODE)).isEqualTo(new CustodyStatus(CustodyLevel.ISSUED, Side.PRIMARY));
        Custody other = onStore();
        other.hint(CODE, Side.SECONDARY);
        assertThat(status(other, CODE)).isEqualTo(new CustodyStatus(CustodyLevel.SEEN, Side.PRIMARY));
    }

    @Test
    void onlyWhatLivesAtThePrimaryAloneIsNotedWhenIssued() {
        custody.issued().issued(List.of(REFRESH, ACCESS), TokenRow.NONE, Side.PRIMARY);
        custody.issued().issued(List.of(CODE), TokenRow.NONE, Side.SECONDARY);
        for (Credential credential : List.of(REFRESH, ACCESS, CODE)) {
            assertThat(status(onStore(), credential)).isEqualTo(CustodyStatus.UNKNOWN);
        }
    }

    @Test
    void consumptionForgetsWhatTheProcessRemembers() {
        custody.issued().issued(List.of(ACCESS, REFRESH), TokenRow.NONE, Side.PRIMARY);
        custody.claims().spent(claim(Side.PRIMARY), List.of(), Parties.NONE);
        assertThat(row(custody, REFRESH).isWhole()).isFalse();
    }

    @Test
    void aTokenThatIsItsOwnSuccessorIsSpent() {
        assertThat(custody.claims().spent(claim(Side.PRIMARY), List.of(REFRESH), Parties.NONE))
                .isTrue();
        assertThat(status(custody, REFRESH)).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.PRIMARY));
        assertThat(custody.claims().spent(claim(Side.PRIMARY), List.of(REFRESH), Parties.NONE))
                .isTrue();
    }

    @Test
    void aConsumptionAtTheOtherBackendIsALateCopy() {
        Claim late = claim(Side.SECONDARY);
        custody.claims().withdraw(late);
        custody.claims().spent(claim(Side.PRIMARY), List.of(), Parties.NONE);
        assertThat(custody.claims().spent(late, List.of(), Parties.NONE)).isFalse();
    }

    @Test
    void aSuccessorThatTheOtherBackendHasUsedIsNotHandedOutAgain() {
        assertThat(custody.claims().spent(claim(Side.SECONDARY), List.of(NEXT), Parties.NONE))
                .isTrue();
        Claim next =
                Objects.requireNonNull(custody.claims().claim(custody.row(NEXT, null), Side.PRIMARY, Parties.NONE));
        assertThat(custody.claims().spent(claim(Side.SECONDARY), List.of(NEXT), Parties.NONE))
                .isFalse();
        custody.claims().withdraw(next);
        Claim again = claim(Side.SECONDARY);
        custody.kills().killed(List.of(custody.key(NEXT)));
        assertThat(custody.claims().spent(again, List.of(NEXT), Parties.NONE)).isFalse();
    }

    @Test
    void aSuccessorThatTheSameBackendHasUsedIsItsOwnMatter() {
        assertThat(custody.claims().spent(claim(Side.SECONDARY), List.of(NEXT), Parties.NONE))
                .isTrue();
        custody.claims().spent(NEXT, Side.SECONDARY);
        assertThat(custody.claims().spent(claim(Side.SECONDARY), List.of(NEXT), Parties.NONE))
                .isTrue();
    }

    @Test
    void nothingTellsAValue() {
        assertThat(REFRESH.toString()).isEqualTo("REFRESH_TOKEN");
        assertThat(row(custody, REFRESH).toString()).doesNotContain("r1");
    }

    private static CustodyStatus status(Custody custody, Credential credential) {
        return custody.of(credential, Parties.NONE).status();
    }

    private Claim claim(Side side) {
        return Objects.requireNonNull(custody.claims().claim(custody.row(REFRESH, null), side, Parties.NONE));
    }
}
