package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Kills from when they are asked for until they are sure or refused, with the store up and with the store down. */
class KillsTest {

    private static final Credential TOKEN = new Credential(CredentialKind.REFRESH_TOKEN, "r");
    private static final Credential NEXT = new Credential(CredentialKind.REFRESH_TOKEN, "n");
    private static final Parties JOHN = new Parties(List.of("1"), "john", null);

    private final ManualTime time = new ManualTime();
    private final FailingStore store = new FailingStore(new MemoryStore(100, time));
    private final Custody custody = custody();
    private final Kills kills = custody.kills();
    private final List<CustodyKey> row = List.of(custody.key(TOKEN));

    private Custody custody() {
        return Custody.open(
                store, List.of(new byte[32]), "service", CustodySettings.defaults(), OutboxSettings.defaults(), time);
    }

    @Test
    void aKillIsWrittenAheadMadeSureAndPaid() {
        OutboxEntry entry = entry(row);
        kills.claim("k", row, Reach.ONE, "1", List.of(entry));
        assertThat(judged(JOHN)).as("anybody may have asked").isEqualTo(AcceptanceVerdict.PENDING);
        assertThat(kills.isClaimed("k", row)).isTrue();
        kills.authenticated("k", row);
        assertThat(kills.isClaimed("k", row)).isFalse();
        assertThat(judged(JOHN)).isEqualTo(AcceptanceVerdict.DEAD);
        assertThat(judged(Parties.ofClients(List.of("2"))))
                .as("not its owner's kill, but it is pending at the backend")
                .isEqualTo(AcceptanceVerdict.PENDING);
        assertThat(custody.claims().claim(custody.row(TOKEN, null), Side.PRIMARY, Parties.NONE))
                .isNull();

        kills.assure("k", row, false, List.of(entry));
        assertThat(status().level()).isEqualTo(CustodyLevel.KILLED);
        assertThat(custody.outbox().of("k")).isEmpty();
    }

    @Test
    void aRefusedKillLeavesNothing() {
        OutboxEntry entry = entry(row);
        kills.open("k", row, Reach.ONE, List.of(entry));
        kills.spare("k", row, List.of(entry));
        assertThat(judged(JOHN)).isEqualTo(AcceptanceVerdict.FINE);
        assertThat(custody.outbox().of("k")).isEmpty();
        assertThat(custody.claims().claim(custody.row(TOKEN, null), Side.PRIMARY, Parties.NONE))
                .isNotNull();
    }

    @Test
    void aStrangersKillUnderWayTakesNothingFromItsOwner() {
        Claim claim =
                Objects.requireNonNull(custody.claims().claim(custody.row(TOKEN, null), Side.PRIMARY, Parties.NONE));
        kills.claim("k", row, Reach.ONE, "2", List.of());
        kills.authenticated("k", row);
        assertThat(custody.claims().spent(claim, List.of(NEXT), JOHN)).isTrue();
        assertThat(custody.claims().spent(claim, List.of(NEXT), Parties.ofClients(List.of("2"))))
                .isFalse();
        kills.open("of the server", row, Reach.ONE, List.of());
        assertThat(custody.claims().spent(claim, List.of(NEXT), JOHN)).isFalse();
    }

    @Test
    void aRowThatChangedHandsIsPaidAllTheSame() {
        OutboxEntry entry = entry(row);
        kills.open("k", row, Reach.ONE, List.of(entry));
        Objects.requireNonNull(custody().outbox().take(entry, Duration.ZERO));
        kills.assure("k", row, false, List.of(entry));
        assertThat(custody.outbox().of("k")).isEmpty();
        kills.assure("k", row, false, List.of(entry));
        assertThat(status().level()).as("acknowledged twice").isEqualTo(CustodyLevel.KILLED);
    }

    @Test
    void onlyADeletedClientIsDeleted() {
        List<CustodyKey> client = kills.keys(JOHN.ofClients());
        assertThat(kills.isDeletedClient("1")).isFalse();
        kills.killed(client);
        assertThat(kills.isDeletedClient("1")).isFalse();
        kills.open("delete", client, Reach.MANY, List.of());
        assertThat(kills.isDeletedClient("1")).isFalse();
        kills.assure("delete", client, true, List.of());
        assertThat(kills.isDeletedClient("1")).isTrue();
        assertThat(judged(JOHN)).isEqualTo(AcceptanceVerdict.OF_DELETED_CLIENT);
    }

    @Test
    void whatIsIssuedAfterAKillOfManyLives() {
        kills.killed(kills.keys(JOHN.narrowest()));
        assertThat(judged(JOHN)).isEqualTo(AcceptanceVerdict.DEAD);
        custody.issued().mark(List.of(TOKEN), issuing().earlierKills(), Side.PRIMARY);
        assertThat(judged(JOHN)).isEqualTo(AcceptanceVerdict.FINE);
        assertThat(status()).isEqualTo(CustodyStatus.UNKNOWN);
    }

    @Test
    void whatIsIssuedWhileAKillOfManyIsUnderWayLivesWhenThatIsSure() {
        List<CustodyKey> john = kills.keys(JOHN.narrowest());
        kills.open("k", john, Reach.MANY, List.of());
        custody.issued().mark(List.of(TOKEN), issuing().earlierKills(), Side.PRIMARY);
        kills.assure("k", john, false, List.of());
        assertThat(judged(JOHN)).isEqualTo(AcceptanceVerdict.FINE);
        assertThat(custody.judge(NEXT, List.of(), JOHN, Side.PRIMARY).verdict()).isEqualTo(AcceptanceVerdict.DEAD);
    }

    @Test
    void whatNobodyKilledNeedsNoMark() {
        custody.issued().mark(List.of(TOKEN), issuing().earlierKills(), Side.PRIMARY);
        assertThat(store.look(row).records()).isEmpty();
        kills.killed(kills.keys(JOHN.narrowest()));
        Credential code = new Credential(CredentialKind.AUTHORIZATION_CODE, "c");
        custody.issued().mark(List.of(code), issuing().earlierKills(), Side.PRIMARY);
        assertThat(store.look(List.of(custody.key(code))).records())
                .as("no copy")
                .isEmpty();
    }

    @Test
    void aSpentTokenIsKilledThatSomethingHasReplacedAndNoOther() {
        kills.replaced(row.get(0), null);
        assertThat(status()).isEqualTo(CustodyStatus.UNKNOWN);
        custody.claims().spent(TOKEN, Side.SECONDARY);
        kills.replaced(row.get(0), null);
        assertThat(status().level()).isEqualTo(CustodyLevel.SPENT);

        List<CustodyKey> rotated = List.of(custody.key(NEXT));
        custody.claims()
                .spent(
                        Objects.requireNonNull(
                                custody.claims().claim(custody.row(NEXT, null), Side.SECONDARY, Parties.NONE)),
                        List.of(TOKEN),
                        Parties.NONE);
        kills.replaced(rotated.get(0), null);
        assertThat(custody.of(NEXT, Parties.NONE).status().level()).isEqualTo(CustodyLevel.KILLED);
        kills.replaced(rotated.get(0), null);
        assertThat(store.look(rotated).records().get(rotated.get(0)).kills()).hasSize(1);
    }

    @Test
    void killingTwiceIsKillingOnce() {
        kills.killed(row);
        CustodyRecord once = store.look(row).records().get(row.get(0));
        time.advance(Duration.ofHours(1));
        kills.killed(row);
        assertThat(store.look(row).records().get(row.get(0))).isEqualTo(once);
    }

    @Test
    void aKillForgetsWhatTheProcessRemembers() {
        Credential access = new Credential(CredentialKind.ACCESS_TOKEN, "a");
        custody.issued().issued(List.of(TOKEN, access), TokenRow.NONE, Side.PRIMARY);
        assertThat(remembered(TOKEN)).hasSize(2);
        kills.killed(row);
        assertThat(remembered(TOKEN)).isEqualTo(row);

        List<CustodyKey> other = remembered(access);
        kills.open("k", other, Reach.ONE, List.of());
        assertThat(remembered(access)).isEqualTo(other);
        kills.assure("k", other, false, List.of());
        assertThat(remembered(access)).hasSize(1);
    }

    private List<CustodyKey> remembered(Credential token) {
        return custody.of(token, Parties.NONE).row().keys();
    }

    @Test
    void aKillHasANameOfItsOwn() {
        assertThat(Kills.newId()).hasSize(36).isNotEqualTo(Kills.newId());
    }

    // ---- without the store ----

    @Test
    void whatWasKilledHereIsKnownByHeart() {
        kills.killed(row);
        store.down = true;
        assertThat(known().mayBeDead()).isTrue();
        assertThat(judged(JOHN)).isEqualTo(AcceptanceVerdict.UNSETTLED);
        assertThat(custody.of(NEXT, JOHN).mayBeDead()).isFalse();
    }

    @Test
    void whatIsAskedToBeKilledHereIsKnownByHeart() {
        kills.open("k", row, Reach.ONE, List.of());
        store.down = true;
        assertThat(known().mayBeDead()).isTrue();
    }

    @Test
    void whatWasSpentAtTheSecondaryIsNoticedForAnOutage() {
        custody.claims()
                .spent(
                        Objects.requireNonNull(
                                custody.claims().claim(custody.row(TOKEN, null), Side.SECONDARY, Parties.NONE)),
                        List.of(),
                        Parties.NONE);
        custody.claims()
                .spent(
                        Objects.requireNonNull(
                                custody.claims().claim(custody.row(NEXT, null), Side.PRIMARY, Parties.NONE)),
                        List.of(),
                        Parties.NONE);
        store.down = true;
        assertThat(known().mayBeDead()).isTrue();
        assertThat(custody.of(NEXT, Parties.NONE).mayBeDead()).isFalse();
    }

    @Test
    void withoutTheStoreNothingIsIssuedUnderAKillOfManyHoweverOldItIs() {
        Custody ticking = custody();
        kills.open("k", kills.keys(JOHN.narrowest()), Reach.MANY, List.of());
        kills.assure("k", kills.keys(JOHN.narrowest()), false, List.of());
        ticking.monitor().tick();
        Custody fresh = custody();
        store.down = true;
        for (Custody node : List.of(custody, ticking, fresh)) {
            assertThat(node.of(null, JOHN).mayBeDead()).as("of late").isTrue();
        }
        store.down = false;
        time.advance(Duration.ofDays(30));
        Custody late = custody();
        store.down = true;
        for (Custody node : List.of(custody, late)) {
            assertThat(node.of(null, JOHN).mayBeDead()).as("for reads").isFalse();
            assertThat(node.judge(null, List.of(TOKEN), JOHN, Side.PRIMARY).verdict())
                    .isEqualTo(AcceptanceVerdict.UNSETTLED);
            assertThat(node.judge(null, List.of(), JOHN, Side.PRIMARY).verdict())
                    .isEqualTo(AcceptanceVerdict.FINE);
        }
        Parties other = Parties.ofClients(List.of("2"));
        assertThat(late.judge(null, List.of(TOKEN), other, Side.PRIMARY).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
        store.down = false;
        time.advance(Duration.ofDays(61).plusHours(1));
        custody.monitor().tick();
        store.down = true;
        assertThat(custody.judge(null, List.of(TOKEN), JOHN, Side.PRIMARY).verdict())
                .as("when all that it killed is over")
                .isEqualTo(AcceptanceVerdict.FINE);
    }

    @Test
    void anotherNodeLearnsWhatIsDeadAndWhatIsOwedWithinATick() {
        Custody other = custody();
        kills.killed(row);
        custody.outbox().write(List.of(entry(kills.keys(JOHN.ofClients()))));
        other.monitor().tick();
        store.down = true;
        assertThat(other.of(TOKEN, Parties.NONE).mayBeDead()).isTrue();
        assertThat(other.of(null, JOHN).mayBeDead()).isTrue();
        assertThat(other.of(NEXT, Parties.ofClients(List.of("2"))).mayBeDead()).isFalse();
    }

    @Test
    void anotherNodeLearnsTheEndOfWhatNobodyHolds() {
        Custody other = custody();
        kills.unknown(row, "1", Duration.ofHours(24));
        other.monitor().tick();
        store.down = true;
        assertThat(custody.of(TOKEN, Parties.NONE).mayBeDead()).isTrue();
        assertThat(other.of(TOKEN, Parties.NONE).mayBeDead()).isTrue();
    }

    @Test
    void aNodeThatWasWithoutTheStoreLearnsWhatItHasMissed() {
        Custody other = custody();
        kills.killed(row);
        time.advance(Duration.ofMinutes(50));
        other.monitor().tick();
        store.down = true;
        assertThat(other.of(TOKEN, Parties.NONE).mayBeDead()).isTrue();
    }

    @Test
    void aNewNodeLearnsWhatDiedWithinTheMigratorsLagAndNothingOlder() {
        kills.killed(row);
        time.advance(Duration.ofHours(23));
        Custody soon = custody();
        store.down = true;
        assertThat(soon.of(TOKEN, Parties.NONE).mayBeDead()).isTrue();
        store.down = false;
        time.advance(Duration.ofHours(2));
        Custody late = custody();
        store.down = true;
        assertThat(late.of(TOKEN, Parties.NONE).mayBeDead()).isFalse();
    }

    @Test
    void withoutTheStoreThePrimaryIsBelievedAndTheSecondaryOfTokensIsNot() {
        custody.clientAuthenticated(List.of("1"));
        custody.hint(TOKEN, Side.SECONDARY);
        assertThat(known().storeDown()).isFalse();
        store.down = true;
        CustodySnapshot known = custody.of(TOKEN, JOHN);
        assertThat(known.storeDown()).isTrue();
        assertThat(known.mayBeDead()).isFalse();
        assertThat(known.clientAuthenticated()).isTrue();
        assertThat(custody.of(TOKEN, Parties.ofClients(List.of("2"))).clientAuthenticated())
                .isFalse();
        assertThat(known.status()).isEqualTo(new CustodyStatus(CustodyLevel.HINT, Side.SECONDARY));
        assertThat(custody.of(NEXT, JOHN).status()).isEqualTo(CustodyStatus.UNKNOWN);
        assertThat(custody.judge(TOKEN, List.of(), JOHN, Side.PRIMARY).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
        assertThat(custody.judge(TOKEN, List.of(), JOHN, Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.UNSETTLED);
        assertThat(custody.judge(null, List.of(), JOHN, Side.SECONDARY).verdict())
                .isEqualTo(AcceptanceVerdict.FINE);
    }

    // ---- what is known of entries ----

    @Test
    void whoOwesWhatIsKnownOfThoseWhoAreNamed() {
        OutboxEntry entry = entry(kills.keys(JOHN.ofClients()));
        custody.outbox().write(List.of(entry));
        CustodySnapshot known = custody.of(TOKEN, JOHN);
        assertThat(known.entries()).containsExactly(entry);
        assertThat(known.lagging(List.of(Side.values()))).containsExactly(Side.SECONDARY);
        assertThat(known.hasPendingForAnybody(Side.PRIMARY)).isFalse();
        CustodySnapshot other = custody.of(TOKEN, Parties.ofClients(List.of("2")));
        assertThat(other.hasPending(Side.SECONDARY)).isFalse();
        assertThat(other.hasPendingForAnybody(Side.SECONDARY)).isTrue();
    }

    @Test
    void whatIsOwedOfOneTokenConcernsNobodyElse() {
        OutboxEntry entry = custody.outbox().newEntry(Side.SECONDARY, "k", row, false, new byte[] {1});
        custody.outbox().write(List.of(entry));
        assertThat(custody.of(TOKEN, JOHN).hasPending(Side.SECONDARY)).isTrue();
        assertThat(custody.of(NEXT, JOHN).hasPending(Side.SECONDARY)).isFalse();
        assertThat(custody.of(NEXT, JOHN).hasPendingForAnybody(Side.SECONDARY)).isFalse();
    }

    private OutboxEntry entry(List<CustodyKey> names) {
        return custody.outbox().newEntry(Side.SECONDARY, "k", names, true, new byte[] {1});
    }

    private AcceptanceVerdict judged(Parties revealed) {
        return custody.judge(TOKEN, List.of(), revealed, Side.SECONDARY).verdict();
    }

    private AcceptanceDecision issuing() {
        return custody.judge(null, List.of(NEXT), JOHN, Side.PRIMARY);
    }

    private CustodySnapshot known() {
        return custody.of(TOKEN, Parties.NONE);
    }

    private CustodyStatus status() {
        return known().status();
    }
}
