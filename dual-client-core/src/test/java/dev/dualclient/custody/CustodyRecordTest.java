package dev.dualclient.custody;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a record may become. */
class CustodyRecordTest {

    private static final Instant SOON = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant LATER = SOON.plusSeconds(60);

    // ---- recognised and issued ----

    @Test
    void recognitionIsNotedUnlessMoreIsKnown() {
        CustodyRecord seen = CustodyRecord.seen(null, SOON);
        assertThat(seen).isEqualTo(record(CustodyLevel.SEEN, Side.PRIMARY));
        CustodyRecord again = CustodyRecord.seen(seen, LATER);
        assertThat(again.status()).isEqualTo(seen.status());
        assertThat(again.expires())
                .as("what is recognised now and then is not forgotten")
                .isEqualTo(LATER);

        CustodyRecord claimed = record(CustodyLevel.CLAIMED, Side.SECONDARY);
        assertThat(CustodyRecord.seen(claimed, LATER)).isSameAs(claimed);

        CustodyRecord marked =
                CustodyRecord.issued(null, Side.SECONDARY, Set.of("kill"), SOON).of(OTHER);
        CustodyRecord both = CustodyRecord.seen(marked, LATER);
        assertThat(both.status()).isEqualTo(new CustodyStatus(CustodyLevel.SEEN, Side.PRIMARY));
        assertThat(both.marks()).containsExactly("kill");
        assertThat(both.family()).isEqualTo(OTHER);
    }

    @Test
    void whatThePrimaryHoldsNoMoreLeavesWhateverElseIsKnown() {
        assertThat(CustodyRecord.unseen(null)).isNull();
        assertThat(CustodyRecord.unseen(CustodyRecord.seen(null, SOON))).isNull();
        CustodyRecord claimed = record(CustodyLevel.CLAIMED, Side.SECONDARY);
        assertThat(CustodyRecord.unseen(claimed)).isSameAs(claimed);

        CustodyRecord marked =
                CustodyRecord.issued(null, Side.PRIMARY, Set.of("kill"), SOON).of(OTHER);
        CustodyRecord left = CustodyRecord.unseen(CustodyRecord.seen(marked, SOON));
        assertThat(left).isEqualTo(marked);
        assertThat(CustodyRecord.unseen(marked)).isSameAs(marked);
    }

    @Test
    void whatIsIssuedKeepsItsLatestMarksAndItsFamily() {
        CustodyRecord first =
                CustodyRecord.issued(null, Side.SECONDARY, Set.of("two"), SOON).of(OTHER);
        assertThat(first.level()).isEqualTo(CustodyLevel.UNKNOWN);
        assertThat(first.side()).isEqualTo(Side.SECONDARY);

        CustodyRecord again = CustodyRecord.issued(first, Side.PRIMARY, Set.of("three"), LATER);
        assertThat(again.marks()).isEqualTo(Set.of("two", "three"));
        assertThat(again.family()).isEqualTo(OTHER);
        assertThat(again.side()).isEqualTo(Side.SECONDARY);
        assertThat(again.of(OTHER)).isSameAs(again);
        assertThat(again.of(KEY).family()).isEqualTo(KEY);
    }

    @Test
    void aMarkIsOfOneKill() {
        CustodyRecord marked = CustodyRecord.issued(null, Side.PRIMARY, Set.of("kill"), SOON);
        assertThat(marked.isAfter(new Kill("kill", null, true, Reach.ONE))).isTrue();
        assertThat(marked.isAfter(new Kill("next", null, true, Reach.ONE))).isFalse();
    }

    // ---- claims ----

    @Test
    void aClaimThatIsMetBecomesFinalAndKeepsItsSide() {
        CustodyRecord own = claimed(null, Side.SECONDARY, "first");
        assertThat(own.claimant()).isEqualTo("first");
        assertThat(own.status()).isEqualTo(new CustodyStatus(CustodyLevel.CLAIMED, Side.SECONDARY));

        CustodyRecord met = claimed(own, Side.PRIMARY, "second");
        assertThat(met.claimant()).isNull();
        assertThat(met.status()).isEqualTo(new CustodyStatus(CustodyLevel.CLAIMED, Side.SECONDARY));
    }

    @Test
    void aClaimOfWhatIsSpentChangesNothing() {
        CustodyRecord spent = CustodyRecord.spent(null, Side.PRIMARY, OTHER, SOON);
        assertThat(claimed(spent, Side.SECONDARY, "late")).isEqualTo(spent);
    }

    @Test
    void aRowOfWhichOneKeyIsKilledFallsWhole() {
        CustodyRecord dead = CustodyRecord.killed(null, "kill", SOON);
        CustodyRecord fallen = Objects.requireNonNull(
                CustodyRecord.claimed(null, List.of(dead), Side.PRIMARY, "claimant", List.of(), SOON));
        assertThat(fallen.isKilled()).isTrue();
        assertThat(fallen.kill("kill")).isNotNull();
        assertThat(CustodyRecord.claimed(dead, List.of(dead), Side.PRIMARY, "claimant", List.of(), SOON))
                .isSameAs(dead);

        CustodyRecord alive = record(CustodyLevel.SEEN, Side.PRIMARY);
        CustodyRecord followed = Objects.requireNonNull(
                CustodyRecord.claimed(alive, List.of(alive, dead), Side.PRIMARY, "c", List.of(), SOON));
        assertThat(followed.isKilled()).isTrue();
        assertThat(followed.level()).isEqualTo(CustodyLevel.SEEN);
    }

    @Test
    void aRowThatMayBeKilledIsNotClaimed() {
        CustodyRecord open = CustodyRecord.opened(null, "kill", null, Reach.ONE, SOON);
        assertThat(CustodyRecord.claimed(null, List.of(open), Side.PRIMARY, "claimant", List.of(), SOON))
                .isNull();
        assertThat(CustodyRecord.claimed(open, List.of(open), Side.PRIMARY, "claimant", List.of(), SOON))
                .isSameAs(open);
    }

    @Test
    void thatAStrangerHasAskedForItsEndKeepsNobodyFromAClaim() {
        CustodyRecord open = CustodyRecord.opened(null, "kill", OTHER, Reach.ONE, SOON);
        assertThat(CustodyRecord.claimed(open, List.of(open), Side.PRIMARY, "claimant", List.of(OTHER), SOON))
                .isSameAs(open);
        CustodyRecord claimed = Objects.requireNonNull(
                CustodyRecord.claimed(open, List.of(open), Side.PRIMARY, "claimant", List.of(KEY), SOON));
        assertThat(claimed.level()).isEqualTo(CustodyLevel.CLAIMED);
        assertThat(claimed.kill("kill")).isNotNull();
    }

    @Test
    void aClaimIsWithdrawnByItsClaimantAlone() {
        CustodyRecord own = claimed(null, Side.PRIMARY, "first");
        assertThat(CustodyRecord.withdrawn(own, "second")).isSameAs(own);
        assertThat(CustodyRecord.withdrawn(null, "first")).isNull();
        assertThat(CustodyRecord.withdrawn(own, "first")).isNull();
    }

    @Test
    void aWithdrawnClaimLeavesWhateverElseIsKnown() {
        CustodyRecord open = CustodyRecord.opened(claimed(null, Side.PRIMARY, "c"), "kill", null, Reach.ONE, SOON);
        CustodyRecord marked = claimed(issued(null, Set.of("kill")), Side.PRIMARY, "c");
        CustodyRecord next = claimed(issued(OTHER, Set.of()), Side.PRIMARY, "c");
        for (CustodyRecord claimed : List.of(open, marked, next)) {
            CustodyRecord left = Objects.requireNonNull(CustodyRecord.withdrawn(claimed, "c"));
            assertThat(left.status()).isEqualTo(CustodyStatus.UNKNOWN);
            assertThat(left.claimant()).isNull();
            assertThat(List.of(left.kills(), left.marks())).isEqualTo(List.of(claimed.kills(), claimed.marks()));
            assertThat(left.family()).isEqualTo(claimed.family());
        }
    }

    // ---- consumption ----

    @Test
    void theFirstBackendAndTheFirstSuccessorStand() {
        CustodyRecord claimed = claimed(null, Side.PRIMARY, "c");
        CustodyRecord late = CustodyRecord.spent(claimed, Side.SECONDARY, OTHER, SOON);
        assertThat(late.status()).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.PRIMARY));
        assertThat(late.successor()).as("of the other backend").isNull();
        assertThat(late.claimant()).isNull();

        CustodyRecord first = CustodyRecord.spent(late, Side.PRIMARY, KEY, SOON);
        assertThat(first.successor()).isEqualTo(KEY);
        assertThat(CustodyRecord.spent(first, Side.PRIMARY, OTHER, SOON)).isEqualTo(first);
    }

    @Test
    void whatWasOnlySeenIsSpentWhereItWasConsumed() {
        CustodyRecord spent = CustodyRecord.spent(record(CustodyLevel.SEEN, Side.PRIMARY), Side.SECONDARY, OTHER, SOON);
        assertThat(spent.status()).isEqualTo(new CustodyStatus(CustodyLevel.SPENT, Side.SECONDARY));
        assertThat(spent.successor()).isEqualTo(OTHER);
    }

    // ---- kills ----

    @Test
    void aKillIsOpenUntilItIsSure() {
        CustodyRecord open = CustodyRecord.opened(null, "kill", KEY, Reach.ONE, SOON);
        assertThat(open.kills()).containsExactly(new Kill("kill", KEY, false, Reach.ONE));
        assertThat(open.isKilled()).isFalse();
        assertThat(open.lastSure()).isNull();
        assertThat(open.status()).isEqualTo(CustodyStatus.UNKNOWN);

        CustodyRecord sure = assured(open, "kill", false);
        assertThat(sure.isKilled()).isTrue();
        assertThat(sure.kills()).containsExactly(new Kill("kill", KEY, true, Reach.ONE));
        assertThat(sure.status()).isEqualTo(new CustodyStatus(CustodyLevel.KILLED, null));
        assertThat(sure.expires()).isEqualTo(LATER);
    }

    @Test
    void theLastSureKillStandsForAllAndOpenOnesStay() {
        CustodyRecord one = CustodyRecord.killed(null, "one", SOON);
        CustodyRecord three = CustodyRecord.opened(
                CustodyRecord.opened(one, "two", null, Reach.ONE, SOON), "three", KEY, Reach.ONE, SOON);
        CustodyRecord two = assured(three, "two", false);
        assertThat(two.kills())
                .containsExactly(new Kill("two", null, true, Reach.ONE), new Kill("three", KEY, false, Reach.ONE));
        assertThat(two.lastSure()).isEqualTo(new Kill("two", null, true, Reach.ONE));
    }

    @Test
    void whatIsDeadForGoodStaysSo() {
        CustodyRecord gone = assured(CustodyRecord.opened(null, "delete", null, Reach.ONE, SOON), "delete", true);
        assertThat(gone.isForGood()).isTrue();
        CustodyRecord again = assured(CustodyRecord.opened(gone, "update", null, Reach.ONE, SOON), "update", false);
        assertThat(again.isForGood()).isTrue();
        assertThat(CustodyRecord.killed(null, "kill", SOON).isForGood()).isFalse();
    }

    @Test
    void aKillThatIsNotWrittenDownIsNotMadeSure() {
        CustodyRecord seen = record(CustodyLevel.SEEN, Side.PRIMARY);
        assertThat(CustodyRecord.assured(seen, "kill", false, LATER)).isSameAs(seen);
        assertThat(CustodyRecord.assured(null, "kill", false, LATER)).isNull();
    }

    @Test
    void aRefusedKillIsTakenBackAndNothingElse() {
        assertThat(CustodyRecord.spared(null, "kill")).isNull();
        CustodyRecord open = CustodyRecord.opened(null, "kill", null, Reach.ONE, SOON);
        assertThat(CustodyRecord.spared(open, "kill")).isNull();
        assertThat(CustodyRecord.spared(open, "another")).isEqualTo(open);
        CustodyRecord sure = CustodyRecord.killed(null, "kill", SOON);
        assertThat(CustodyRecord.spared(sure, "kill")).isEqualTo(sure);

        CustodyRecord seen = record(CustodyLevel.SEEN, Side.PRIMARY);
        CustodyRecord marked = issued(null, Set.of("kill"));
        CustodyRecord next = issued(OTHER, Set.of());
        for (CustodyRecord before : List.of(seen, marked, next)) {
            CustodyRecord killed = CustodyRecord.opened(before, "kill", null, Reach.ONE, SOON);
            assertThat(CustodyRecord.spared(killed, "kill")).isEqualTo(before);
        }
    }

    @Test
    void aKillNeverShortensALife() {
        CustodyRecord first = CustodyRecord.opened(null, "kill", null, Reach.ONE, LATER);
        assertThat(CustodyRecord.opened(first, "second", null, Reach.ONE, SOON).expires())
                .isEqualTo(LATER);
        assertThat(CustodyRecord.opened(CustodyRecord.seen(null, SOON), "kill", null, Reach.ONE, LATER)
                        .expires())
                .isEqualTo(LATER);
    }

    @ParameterizedTest
    @CsvSource({"SPENT, SECONDARY, END", "SPENT, PRIMARY, NONE", "CLAIMED, SECONDARY, NONE"})
    void whatWasSpentAtTheSecondaryIsNoticedForAnOutage(CustodyLevel level, Side side, OutageNotice notice) {
        assertThat(record(level, side).outageNotice()).isEqualTo(notice);
    }

    @ParameterizedTest
    @CsvSource({"ONE, END", "MANY, CUT", "FOREVER, CUT"})
    void whatMayBeKilledIsNoticedForAnOutage(Reach reach, OutageNotice notice) {
        CustodyRecord spent = record(CustodyLevel.SPENT, Side.SECONDARY);
        assertThat(CustodyRecord.opened(null, "kill", null, reach, SOON).outageNotice())
                .isEqualTo(notice);
        assertThat(CustodyRecord.opened(spent, "kill", null, reach, SOON).outageNotice())
                .isEqualTo(notice);
    }

    // ---- two forms of one name ----

    @ParameterizedTest
    @EnumSource(
            value = CustodyLevel.class,
            names = {"SEEN", "CLAIMED", "SPENT"})
    void ofTwoFormsTheFirmerStandsWithTheKillsOfBoth(CustodyLevel level) {
        CustodyRecord firm = CustodyRecord.opened(record(level, Side.SECONDARY), "one", null, Reach.ONE, SOON);
        CustodyRecord soft = CustodyRecord.opened(
                CustodyRecord.opened(null, "one", null, Reach.ONE, SOON), "two", null, Reach.ONE, LATER);
        for (CustodyRecord both : List.of(firm.firmer(soft), soft.firmer(firm))) {
            assertThat(both.status()).isEqualTo(new CustodyStatus(level, Side.SECONDARY));
            assertThat(both.kills()).extracting(Kill::id).containsExactly("one", "two");
            assertThat(both.expires()).isEqualTo(LATER);
        }
        assertThat(firm.firmer(CustodyRecord.opened(null, "one", null, Reach.ONE, LATER)))
                .isSameAs(firm);
    }

    private static CustodyRecord record(CustodyLevel level, Side side) {
        return new CustodyRecord(level, side, null, null, null, List.of(), Set.of(), SOON);
    }

    private static CustodyRecord issued(@Nullable CustodyKey family, Set<String> marks) {
        CustodyRecord issued = CustodyRecord.issued(null, Side.PRIMARY, marks, SOON);
        return family == null ? issued : issued.of(family);
    }

    private static CustodyRecord claimed(@Nullable CustodyRecord before, Side side, String claimant) {
        List<CustodyRecord> row = before == null ? List.of() : List.of(before);
        return Objects.requireNonNull(CustodyRecord.claimed(before, row, side, claimant, List.of(), SOON));
    }

    @Test
    void anOlderKillThatBecomesSureLateLeavesTheLaterOneStanding() {
        CustodyRecord both = CustodyRecord.opened(
                CustodyRecord.opened(null, "older", null, Reach.MANY, SOON), "later", null, Reach.MANY, SOON);
        Kill later = new Kill("later", null, true, Reach.MANY);
        assertThat(assured(assured(both, "later", false), "older", false).kills())
                .containsExactly(later);
        assertThat(assured(assured(both, "older", false), "later", false).kills())
                .containsExactly(later);
        assertThat(assured(assured(both, "later", false), "older", true).isForGood())
                .isTrue();
    }

    private static CustodyRecord assured(CustodyRecord before, String kill, boolean forGood) {
        return Objects.requireNonNull(CustodyRecord.assured(before, kill, forGood, LATER));
    }
}
